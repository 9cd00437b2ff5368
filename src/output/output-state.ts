import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { hasMark, MARK_REACH } from './generated-mark';
import { foldersAbove, type OutputFiles } from './output-files';
import { OutputFault, hasCode, outputError } from './output-fault';
import type { OutputFolder } from './output-folder';
import { listOutput, type Entry, type Listing } from './output-listing';

/** The output folder compared with what should be in it. All paths are relative to the folder. */
export interface OutputState {
  readonly listing: Listing;
  /** Not there, or something other than a file. */
  readonly missing: readonly string[];
  /** Files with the right bytes and mode. */
  readonly unchanged: readonly string[];
  /** Files with other bytes. */
  readonly changed: readonly string[];
  /** Right bytes, but executable where it should not be or the other way round. */
  readonly wrongMode: readonly string[];
  /** Files that we wrote earlier and that nothing asks for any more. */
  readonly stale: readonly string[];
  /** Files, links and others that we did not write, at paths that we do not need. */
  readonly foreign: readonly string[];
  /** What a new folder takes over unchanged: the foreign files, and ours that this run does not decide about. */
  readonly carried: readonly string[];
  /** Files that we may not replace, each with the first path that it keeps us from. */
  readonly blocked: readonly { readonly path: string; readonly by: string }[];
}

/**
 * Which of our own files a run decides about: ours outside of it are neither stale nor missing, they stay.
 * For runs on some of the hubs.
 */
export type OutputScope = (path: string) => boolean;

/** More files of others than this, and the folder is not an output folder but something named by mistake. */
const MAX_FOREIGN = 100;

/** @throws errors of the file system; OutputFault when the folder holds very many files that are not ours */
export function readOutputState(folder: OutputFolder, files: OutputFiles, scope: OutputScope): OutputState {
  const listing = listOutput(folder);
  const missing: string[] = [];
  const unchanged: string[] = [];
  const changed: string[] = [];
  const wrongMode: string[] = [];
  const stale: string[] = [];
  const foreign: string[] = [];
  const kept: string[] = [];
  const replaceable = new Set<string>();

  for (const [path, file] of files) {
    const entry = listing.get(path);
    if (entry?.kind !== 'file') {
      missing.push(path);
      continue;
    }
    const bytes = readFileSync(join(folder.real, path));
    const same = bytes.equals(Buffer.from(file.text));
    if (same || hasMark(bytes.toString('latin1', 0, MARK_REACH))) replaceable.add(path);
    if (!same) changed.push(path);
    else if (hasModes && isExecutable(entry) !== (file.executable ?? false)) wrongMode.push(path);
    else unchanged.push(path);
  }
  for (const [path, entry] of listing) {
    if (entry.kind === 'folder' || replaceable.has(path)) continue;
    if (files.has(path) || entry.kind !== 'file' || !isOurs(join(folder.real, path))) foreign.push(path);
    else if (scope(path)) stale.push(path);
    else kept.push(path);
    if (foreign.length > MAX_FOREIGN) throw tooManyForeign(folder);
  }

  const carried = [...foreign, ...kept].sort();
  return {
    listing,
    missing,
    unchanged,
    changed,
    wrongMode,
    stale,
    foreign: foreign.filter((path) => !files.has(path)),
    carried,
    blocked: blockedPaths(files, carried),
  };
}

export function isUpToDate({ missing, changed, wrongMode, stale }: OutputState): boolean {
  return missing.length + changed.length + wrongMode.length + stale.length === 0;
}

/** Windows has no executable files in this sense: every file would look wrong. */
const hasModes = process.platform !== 'win32';

/** Like git, only the owner's bit counts: the others follow from the umask of whoever wrote the file. */
function isExecutable({ stats }: Entry): boolean {
  return (stats.mode & 0o100) !== 0;
}

function isOurs(path: string): boolean {
  const beginning = Buffer.alloc(MARK_REACH);
  try {
    const file = openSync(path, 'r');
    try {
      return hasMark(beginning.toString('latin1', 0, readSync(file, beginning)));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // What we may not read we did not write.
    if (hasCode(error, 'EACCES', 'EPERM')) return false;
    throw error;
  }
}

/** A carried file at the path itself, above it (where a folder is needed) or below it (where a file is needed). */
function blockedPaths(files: OutputFiles, carried: readonly string[]): { path: string; by: string }[] {
  const standing = new Set(carried);
  const below = new Map<string, string>();
  for (const path of carried) for (const folder of foldersAbove(path)) below.set(folder, path);
  const blocked: { path: string; by: string }[] = [];
  const named = new Set<string>();
  for (const path of files.keys()) {
    const by = [path, ...foldersAbove(path)].find((step) => standing.has(step)) ?? below.get(path);
    if (by === undefined || named.has(by)) continue;
    named.add(by);
    blocked.push({ path, by });
  }
  return blocked;
}

function tooManyForeign({ name }: OutputFolder): OutputFault {
  return new OutputFault(
    outputError(
      'output-folder',
      `cannot use ${name} as output folder: it holds more than ${MAX_FOREIGN} files that Prewarm did not write`,
      'name a folder of its own with --out, such as --out dist',
    ),
  );
}
