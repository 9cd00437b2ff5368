import type { Problem } from '../problem/problem';
import type { OutputDifference } from './verify-output';

const REMEDY = 'run `prewarm synth` and commit what it writes';

/** The differences as problems, for programs and annotations: an error a file, a warning a foreign file. */
export function differenceProblems(difference: OutputDifference): Problem[] {
  const { missing, stale, changed, wrongMode, foreign } = difference;
  return [
    ...difference.problems,
    ...missing.map((path) => outOfDate(path, 'the file is missing')),
    ...changed.map(({ path }) => outOfDate(path, 'the file differs from what the sources give')),
    ...stale.map((path) =>
      outOfDate(path, 'the file is left over: nothing in the sources asks for it any more'),
    ),
    ...wrongMode.map(({ path, executable }) =>
      outOfDate(path, executable ? 'the file must be executable' : 'the file must not be executable'),
    ),
    ...foreign.map((path): Problem => ({
      severity: 'warning',
      rule: 'output-foreign-file',
      where: { file: path, object: '', path: '' },
      message: 'the file was not written by Prewarm',
    })),
  ];
}

function outOfDate(path: string, message: string): Problem {
  return {
    severity: 'error',
    rule: 'output-out-of-date',
    where: { file: path, object: '', path: '' },
    message,
    hint: REMEDY,
  };
}
