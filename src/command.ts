import { parseArguments } from './cli/arguments';
import { USAGE } from './cli/usage';
import { VERSION } from './cli/version';
import { printProblems } from './output/print-problems';
import { Run, type ExitCode, type Surroundings } from './run';

export type { ExitCode, Surroundings } from './run';

/** Runs one command line. Never throws: a bug of ours is told from a mistake of the user's by its exit code. */
export function runCommand(argv: readonly string[], around: Surroundings): ExitCode {
  try {
    const invocation = parseArguments(argv);
    switch (invocation.kind) {
      case 'help':
        around.stdout.write(USAGE);
        return 0;
      case 'version':
        around.stdout.write(`${VERSION}\n`);
        return 0;
      case 'nothing':
        around.stderr.write(USAGE);
        return 1;
      case 'wrong':
        around.stderr.write(printProblems(invocation.problems, 'text'));
        return 1;
      case 'run':
        return new Run(invocation, around).run();
    }
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    around.stderr.write(
      `${trace}\n\nThis is a fault of Prewarm ${VERSION}, not of your files. Please report it with the lines above.\n`,
    );
    return 70;
  }
}
