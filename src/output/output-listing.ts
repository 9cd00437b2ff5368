import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { OutputFault, outputError } from './output-fault';
import type { OutputFolder } from './output-folder';

/** Something in the output folder, as the file system has it; links are not followed. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  readonly stats: Stats;
}

/** Everything below the output folder, by path relative to it, folders before what they hold. */
export type Listing = ReadonlyMap<string, Entry>;

/** @throws errors of the file system; OutputFault when another file system is mounted in the folder */
export function listOutput(folder: OutputFolder): Listing {
  const entries = new Map<string, Entry>();
  if (!folder.exists) return entries;
  const device = lstatSync(folder.real).dev;
  const visit = (path: string) => {
    for (const name of readdirSync(join(folder.real, path)).sort()) {
      const below = path === '' ? name : `${path}/${name}`;
      const stats = lstatSync(join(folder.real, below));
      const kind = kindOf(stats);
      entries.set(below, { kind, stats });
      if (kind !== 'folder') continue;
      if (stats.dev !== device) throw mounted(folder, below);
      visit(below);
    }
  };
  visit('');
  return entries;
}

function kindOf(stats: Stats): Entry['kind'] {
  if (stats.isDirectory()) return 'folder';
  if (stats.isFile()) return 'file';
  return stats.isSymbolicLink() ? 'link' : 'special';
}

/** Carrying its files over would empty the other file system. */
function mounted(folder: OutputFolder, path: string): OutputFault {
  return new OutputFault(
    outputError(
      'output-folder',
      `cannot replace ${folder.name}: another file system is mounted at ${folder.name}/${path}`,
      'unmount it, or choose another folder with --out',
    ),
  );
}

/** Whether nobody added, removed or wrote anything between two listings. */
export function sameListing(before: Listing, after: Listing): boolean {
  if (before.size !== after.size) return false;
  for (const [path, { kind, stats }] of before) {
    const now = after.get(path);
    if (now?.kind !== kind || now.stats.ino !== stats.ino || now.stats.mode !== stats.mode) return false;
    if (kind !== 'folder' && (now.stats.size !== stats.size || now.stats.mtimeMs !== stats.mtimeMs))
      return false;
  }
  return true;
}
