import type { Problem } from '../problem/problem';

/** Ends a piece of work on the output folder with a problem to show. Never leaves this room. */
export class OutputFault extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Another run came in between: worth another try. */
export class OutputRaced extends OutputFault {}

/** An error about the output folder or something in it. */
export function outputError(rule: OutputRule, message: string, hint: string): Problem {
  return { severity: 'error', rule, message, hint };
}

export type OutputRule =
  | 'output-folder' // the folder cannot be used
  | 'output-write' // the system refused
  | 'output-foreign-file' // files that we did not write
  | 'output-interrupted'; // what an earlier run left behind

/** What the usual errors of the operating system mean here, and what helps. */
const CAUSES: Readonly<Record<string, readonly [cause: string, hint: string]>> = {
  ENOSPC: ['no space is left on the disk', 'free some space, or choose another folder with --out'],
  EDQUOT: ['the disk quota is used up', 'free some space, or choose another folder with --out'],
  EFBIG: ['the file is larger than this process may write', 'raise the limit (ulimit -f)'],
  EROFS: ['the file system is read-only', 'mount it writable, or choose another folder with --out'],
  EACCES: ['permission denied', 'give this user write access, or choose another folder with --out'],
  EPERM: ['the operation is not permitted', 'look for another owner, an immutable flag or an open file'],
  EBUSY: [
    'the folder is a mount point or in use, so it cannot be exchanged as a whole',
    'mount the folder above it, or name a folder inside it with --out',
  ],
  EXDEV: [
    'the folder is on another file system than the folder above it, so it cannot be exchanged as a whole',
    'mount the folder above it, or name a folder inside it with --out',
  ],
  ELOOP: ['its symbolic links lead in a circle', 'remove the link, or choose another folder with --out'],
  ENOTDIR: [
    'a part of the path is a file, not a folder',
    'remove the file, or choose another folder with --out',
  ],
  ENAMETOOLONG: ['the name is too long for this file system', 'choose a shorter name with --out'],
  EMFILE: ['too many files are open', 'raise the limit (ulimit -n)'],
  EIO: ['the disk reports an error', 'look at the system log, or choose another folder with --out'],
};

/** An error of the operating system (it has a code such as `ENOSPC`), as opposed to a mistake in our program. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  // Not `instanceof Error`: node's own errors come from another realm when the program runs in a sandbox.
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
}

/** Whether the operating system refused with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}

/**
 * The problem of a failed piece of work; errors that are neither ours nor the system's are thrown on.
 * @param what what could not be done, such as `cannot write dist`
 */
export function problemOf(error: unknown, what: string): Problem {
  if (error instanceof OutputFault) return error.problem;
  if (!isSystemError(error)) throw error;
  const [cause, hint] = CAUSES[error.code] ?? [error.message, 'choose another folder with --out'];
  const path = error.path ?? '';
  return outputError(
    'output-write',
    `${what}: ${cause} (${error.code}${path === '' ? '' : ` at ${path}`})`,
    hint,
  );
}

/** The same problem for work that the output does not depend on. */
export function asWarning(problem: Problem): Problem {
  return { ...problem, severity: 'warning' };
}
