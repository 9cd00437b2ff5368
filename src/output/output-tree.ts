import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { foldersAbove, type OutputFiles } from './output-files';
import { OutputFault, hasCode, outputError } from './output-fault';
import type { OutputFolder } from './output-folder';
import type { Entry } from './output-listing';
import type { OutputState } from './output-state';

/**
 * Writes the next content of the output folder into a new folder. What stays as it is, of ours or of others, is
 * the same file as before, with its time; folders that were there before keep their mode.
 * @throws errors of the file system; the new folder is then half written
 */
export function buildTree(next: string, folder: OutputFolder, files: OutputFiles, state: OutputState): void {
  const folders = new Set([...files.keys(), ...state.carried].flatMap(foldersAbove));
  mkdirSync(next);
  // No fsync: after a power failure the folder is made again from its sources, or checked out.
  for (const path of [...folders].sort()) mkdirSync(join(next, path));
  const asBefore = new Set([...state.carried, ...state.unchanged]);
  for (const [path, { text, executable }] of files) {
    if (asBefore.has(path)) continue;
    writeFileSync(join(next, path), text, { flag: 'wx', mode: executable === true ? 0o755 : 0o644 });
  }
  for (const path of asBefore) {
    const entry = state.listing.get(path);
    if (entry === undefined) continue;
    carryOver(join(folder.real, path), join(next, path), entry, `${folder.name}/${path}`);
  }
  // Last, because a folder may be closed to writers.
  for (const path of folders) {
    const before = state.listing.get(path);
    if (before?.kind === 'folder') chmodSync(join(next, path), before.stats.mode & 0o7777);
  }
  if (folder.exists) chmodSync(next, statSync(folder.real).mode & 0o7777);
}

/** The same file under another name; a copy where the file system has no hard links. */
function carryOver(from: string, to: string, { kind, stats }: Entry, name: string): void {
  if (kind === 'link') {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  try {
    linkSync(from, to);
    return;
  } catch (error) {
    // Somebody removed it after we looked: the caller looks again.
    if (hasCode(error, 'ENOENT', 'ENOSPC', 'EDQUOT', 'EROFS')) throw error;
  }
  if (kind === 'special') throw specialFile(name);
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, stats.mode & 0o7777);
  utimesSync(to, stats.atime, stats.mtime);
}

function specialFile(name: string): OutputFault {
  return new OutputFault(
    outputError(
      'output-foreign-file',
      `${name} is neither a file nor a folder nor a link, and cannot be carried over`,
      'move it out of the folder',
    ),
  );
}
