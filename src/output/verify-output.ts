import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem/problem';
import { lineDiff } from './line-diff';
import { assertOutputFiles, type OutputFiles } from './output-files';
import { problemOf } from './output-fault';
import { locateOutput, refuseNonFolder, type OutputFolder } from './output-folder';
import { readOutputState, type OutputScope } from './output-state';

/** How the output folder differs from what the sources give; paths relative to the folder. */
export interface OutputDifference {
  /** Not there, or not a file. */
  readonly missing: readonly string[];
  /** Generated files that nothing asks for any more. */
  readonly stale: readonly string[];
  readonly changed: readonly ChangedFile[];
  /** Executable where it should not be, or the other way round. */
  readonly wrongMode: readonly { readonly path: string; readonly executable: boolean }[];
  /** Not written by us; no difference, but worth a look. */
  readonly foreign: readonly string[];
  /** Errors that kept us from comparing; the lists are then empty. */
  readonly problems: readonly Problem[];
}

export interface ChangedFile {
  readonly path: string;
  /** From what is there to what should be there; lines of a unified diff, at most some 40. */
  readonly diff: readonly string[];
}

/**
 * Compares the output folder with what should be in it, and changes nothing. `writeOutput` would leave the folder
 * untouched exactly when there are no differences. A folder that does not exist misses every file.
 * @param scope which of our files are compared; all by default
 */
export function compareOutput(
  outDir: string,
  files: OutputFiles,
  scope: OutputScope = () => true,
): OutputDifference {
  assertOutputFiles(files);
  const none = { missing: [], stale: [], changed: [], wrongMode: [], foreign: [] };
  try {
    const folder = locateOutput(outDir);
    refuseNonFolder(folder);
    const state = readOutputState(folder, files, scope);
    return {
      missing: state.missing,
      stale: state.stale,
      changed: state.changed.map((path) => ({ path, diff: diffOf(folder, files, path) })),
      wrongMode: state.wrongMode.map((path) => ({ path, executable: files.get(path)?.executable ?? false })),
      foreign: state.foreign,
      problems: [],
    };
  } catch (error) {
    return { ...none, problems: [problemOf(error, `cannot read ${outDir}`)] };
  }
}

/** Whether the folder is what the sources give; foreign files do not count. */
export function hasDifferences({ missing, stale, changed, wrongMode }: OutputDifference): boolean {
  return missing.length + stale.length + changed.length + wrongMode.length > 0;
}

function diffOf({ real }: OutputFolder, files: OutputFiles, path: string): string[] {
  const bytes = readFileSync(join(real, path));
  const before = bytes.toString('utf8');
  // Decoding hides wrong bytes behind replacement characters.
  if (!Buffer.from(before).equals(bytes)) return ['the file is not valid UTF-8'];
  return lineDiff(before, files.get(path)?.text ?? '');
}
