import { accessSync, constants, existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../problem/problem';
import { assertOutputFiles, type OutputFiles } from './output-files';
import { OutputRaced, asWarning, hasCode, isSystemError, outputError, problemOf } from './output-fault';
import { locateOutput, usableFolder, type OutputFolder, type Precious } from './output-folder';
import { listOutput, sameListing } from './output-listing';
import { isUpToDate, readOutputState, type OutputScope, type OutputState } from './output-state';
import { buildTree } from './output-tree';
import { recoverFolder, runInMidst } from './recover-output';
import { discard, newExchange, type Exchange } from './staging';

export interface WriteOptions {
  /** What must never be replaced. */
  readonly precious: Precious;
  /** Which of our files this run decides about; the others stay. @default all */
  readonly scope?: OutputScope;
}

export interface WriteResult {
  /** false: nothing on disk was touched, because all was as it should be or because of an error. */
  readonly changed: boolean;
  readonly added: readonly string[];
  readonly updated: readonly string[];
  /** Generated files that nothing asks for any more. */
  readonly removed: readonly string[];
  /** With an error among them the folder is as it was before. */
  readonly problems: readonly Problem[];
}

/** So often a run starts again when another one changes the folder under its hands. */
const ATTEMPTS = 100;
/** What the system says then: something is gone, or there already. */
const RACED = ['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'];

/**
 * Makes the output folder hold exactly these files, and what others put there. All or nothing: the next content
 * is written beside the folder and takes its place by two renames; whatever happens before that (a full disk, a
 * missing permission, a kill) leaves the folder as it was, and a kill between the two is put right by the next
 * run. A folder that is already right is not touched.
 * @throws only on mistakes of this program, such as a file without the mark
 */
export function writeOutput(outDir: string, files: OutputFiles, options: WriteOptions): WriteResult {
  assertOutputFiles(files);
  const notes: Problem[] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      notes.push(...recoverFolder(outDir));
      const result = writeOnce(locateOutput(outDir), files, options);
      return { ...result, problems: [...notes, ...result.problems] };
    } catch (error) {
      if (attempt < ATTEMPTS && (error instanceof OutputRaced || hasCode(error, ...RACED))) continue;
      return { ...UNTOUCHED, problems: [...notes, problemOf(error, `cannot write ${outDir}`)] };
    }
  }
}

const UNTOUCHED = { changed: false, added: [], updated: [], removed: [], problems: [] };

/** @throws errors of the file system, with the folder as it was; OutputRaced or one of RACED when another run came in between */
function writeOnce(folder: OutputFolder, files: OutputFiles, options: WriteOptions): WriteResult {
  usableFolder(folder, options.precious);
  const state = readOutputState(folder, files, options.scope ?? (() => true));
  const blocked = blockedFiles(folder, state);
  if (blocked.length > 0) return { ...UNTOUCHED, problems: blocked };
  const foreign = foreignFiles(folder, state.foreign);
  if (isUpToDate(state) && folder.exists) return { ...UNTOUCHED, problems: foreign };
  const leftovers = exchange(folder, files, state);
  return {
    changed: true,
    added: state.missing,
    updated: [...state.changed, ...state.wrongMode].sort(),
    removed: state.stale,
    problems: [...foreign, ...leftovers],
  };
}

/** @returns warnings */
function exchange(folder: OutputFolder, files: OutputFiles, state: OutputState): Problem[] {
  const { real } = folder;
  assertReplaceable(folder, state);
  const { path } = newExchange(real);
  const made = mkdirSync(dirname(real), { recursive: true });
  try {
    buildTree(path('new'), folder, files, state);
    assertUnchanged(folder, state);
    if (folder.exists) renameSync(real, path('old'));
    takePlace(path, folder);
  } catch (error) {
    undo(path, real, made);
    throw error;
  }
  return folder.exists ? removeFormer(path('old'), folder) : [];
}

/** Files that somebody put there since we looked would be lost, and so would a folder that another run holds. */
function assertUnchanged(folder: OutputFolder, state: OutputState): void {
  const same = folder.exists
    ? sameListing(state.listing, listOutput(folder))
    : runInMidst(folder.real) === undefined;
  if (same) return;
  throw new OutputRaced(
    outputError(
      'output-write',
      `cannot write ${folder.name}: something else keeps changing it`,
      'run it when nothing else writes there',
    ),
  );
}

function takePlace(path: Exchange['path'], folder: OutputFolder): void {
  try {
    renameSync(path('new'), folder.real);
  } catch (error) {
    if (folder.exists) renameSync(path('old'), folder.real);
    throw error;
  }
}

/** Folders must be open to us, because the former ones are removed; asked before anything is written. */
function assertReplaceable(folder: OutputFolder, state: OutputState): void {
  if (!folder.exists) return;
  const open = constants.W_OK | constants.X_OK;
  accessSync(folder.real, open);
  for (const [path, { kind }] of state.listing) {
    if (kind === 'folder') accessSync(join(folder.real, path), open);
  }
}

/** Removes what this run made. What cannot be removed now, the next run removes. */
function undo(path: Exchange['path'], real: string, made: string | undefined): void {
  // With the former content still aside, both folders must stay: together they tell the next run what happened.
  if (existsSync(path('old'))) return;
  try {
    discard(path('new'), real);
    if (made === undefined) return;
    for (let folder = dirname(real); folder.startsWith(made); folder = dirname(folder)) rmdirSync(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

function removeFormer(old: string, folder: OutputFolder): Problem[] {
  try {
    discard(old, folder.real);
    return [];
  } catch (error) {
    return [
      asWarning(problemOf(error, `${folder.name} is written, but its former content cannot be removed`)),
    ];
  }
}

function blockedFiles({ name }: OutputFolder, { blocked }: OutputState): Problem[] {
  return blocked.map(({ path, by }) =>
    outputError(
      'output-foreign-file',
      `${name}/${by} stands where ${path === by ? 'a generated file' : `the generated file ${path}`} belongs, and was not written by Prewarm`,
      'move it away or remove it, then run again',
    ),
  );
}

/** Named in every run, because whoever applies the folder may apply them too. */
function foreignFiles({ name }: OutputFolder, foreign: readonly string[]): Problem[] {
  if (foreign.length === 0) return [];
  return [
    {
      severity: 'warning',
      rule: 'output-foreign-file',
      message: `${name} holds ${foreign.length === 1 ? 'a file' : `${foreign.length} files`} that Prewarm did not write; left as found: ${foreign.join(', ')}`,
      hint: `keep ${name} for generated files alone`,
    },
  ];
}
