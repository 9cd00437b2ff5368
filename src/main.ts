import { runCommand } from './command';

// Whoever reads what is printed may stop reading (`| head`): that is no failure. A full disk behind it is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`cannot print the result: ${error.message}\n`);
  process.exitCode = 1;
});
process.stderr.on('error', () => undefined);

// The only file that touches the process: everything else gets what it needs and returns what it made.
process.exitCode = runCommand(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
