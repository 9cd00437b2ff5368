import { runCommand } from './command';

// The only file that touches the process: everything else gets what it needs and returns what it made.
process.exitCode = runCommand(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
