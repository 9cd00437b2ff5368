import { existsSync, lstatSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { OutputFault, outputError } from './output-fault';

/** The output folder as the user named it, and the place that this means on disk. */
export interface OutputFolder {
  /** For messages. */
  readonly name: string;
  /** Absolute, without symbolic links; what is exchanged when the user's name is a link. */
  readonly real: string;
  /** false: will be made. */
  readonly exists: boolean;
  /** The name is a symbolic link. */
  readonly linked: boolean;
}

/** As many links in a row as Linux follows. */
const MAX_LINKS = 40;

/**
 * Finds the folder on disk. A link whose folder is missing counts as found (`exists: false`), because an
 * interrupted exchange looks like that; `usableFolder` refuses it.
 * @throws errors of the file system, such as ELOOP
 */
export function locateOutput(name: string): OutputFolder {
  let here = resolve(name);
  for (let links = 0; links <= MAX_LINKS; links++) {
    const real = join(realPrefix(dirname(here)), basename(here));
    const found = lstatIfThere(real);
    if (found?.isSymbolicLink() !== true) {
      return { name, real, exists: found?.isDirectory() === true, linked: links > 0 };
    }
    here = resolve(dirname(real), readlinkSync(real));
  }
  throw new OutputFault(
    outputError('output-folder', `${name} leads through too many symbolic links`, 'remove the link'),
  );
}

/** A path with the links resolved in the part of it that exists. */
function realPrefix(path: string): string {
  // lstat, so that a link to nowhere is not taken for a folder that can be made.
  if (dirname(path) === path || lstatIfThere(path) !== undefined) return realpathSync(path);
  return join(realPrefix(dirname(path)), basename(path));
}

function lstatIfThere(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Folders that must never be replaced, because they hold what the user works on. */
export interface Precious {
  /** Working directory. */
  readonly cwd: string;
  /** The configuration and every values file. */
  readonly inputs: readonly string[];
}

/** @throws OutputFault when the folder must not or cannot be replaced */
export function usableFolder(folder: OutputFolder, precious: Precious): void {
  const { name, real } = folder;
  if (dirname(real) === real) throw refusal(name, 'it is the root of the file system');
  refuseNonFolder(folder);
  if (contains(real, realPrefix(resolve(precious.cwd)))) {
    throw refusal(name, 'it is or contains the working directory, and a run replaces the whole folder');
  }
  for (const input of precious.inputs) {
    if (contains(real, realPrefix(resolve(precious.cwd, input)))) {
      throw refusal(name, `it contains ${input}, which is read, and a run replaces the whole folder`);
    }
  }
  if (existsSync(join(real, '.git'))) {
    throw refusal(name, 'it is a git repository, and a run replaces the whole folder');
  }
}

/** @throws OutputFault when there is something else than a folder, or a link to nowhere */
export function refuseNonFolder({ name, real, exists, linked }: OutputFolder): void {
  if (exists) return;
  if (lstatIfThere(real) !== undefined) {
    throw refusal(name, 'it is a file, not a folder', 'remove the file, or name another folder with --out');
  }
  if (linked) {
    const hint = 'make that folder, or remove the link';
    throw refusal(name, `it is a symbolic link to ${real}, which does not exist`, hint);
  }
}

function refusal(
  name: string,
  reason: string,
  hint = 'name a folder of its own with --out, such as --out dist',
): OutputFault {
  return new OutputFault(
    outputError('output-folder', `cannot use ${name} as output folder: ${reason}`, hint),
  );
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(way) !== way);
}
