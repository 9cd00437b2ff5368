import { renameSync } from 'node:fs';
import type { Problem } from '../problem/problem';
import { OutputFault, asWarning, hasCode, outputError, problemOf } from './output-fault';
import { locateOutput, type OutputFolder } from './output-folder';
import { readOutputState } from './output-state';
import { discard, isAlive, listExchanges, thisProcess, type Exchange, type Owner } from './staging';

/** An exchange takes two renames; somebody who needs longer than this was stopped. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 20;

/**
 * Puts right what a killed run left beside the output folder: brings the former content back when the folder was
 * just being exchanged, removes half-written content. What belongs to a run that is still at work stays. To be
 * called before anything reads the output folder. Returns what is worth knowing; an error when the folder is
 * missing and could not be brought back.
 */
export function recoverOutput(outDir: string): readonly Problem[] {
  try {
    return recoverFolder(outDir);
  } catch (error) {
    return [problemOf(error, `cannot bring ${outDir} back after an interrupted run`)];
  }
}

/** @throws errors of the file system; OutputFault when another run is stopped in the middle of its exchange */
export function recoverFolder(outDir: string): Problem[] {
  const folder = settledOutput(outDir);
  return listExchanges(folder.real)
    .filter(({ owner }) => !isAtWork(owner))
    .flatMap((exchange) => recoverExchange(folder, exchange));
}

/** All work here is synchronous, so an exchange of this very process is never half done while this runs. */
function isAtWork(owner: Owner): boolean {
  const { pid, started } = thisProcess();
  return isAlive(owner) && (owner.pid !== pid || owner.started !== started);
}

/** Both are there only between the two renames: before, there is no `old`; after, `new` is the output folder. */
function isHalfDone({ kinds }: Exchange): boolean {
  return kinds.has('old') && kinds.has('new');
}

function recoverExchange(folder: OutputFolder, exchange: Exchange): Problem[] {
  if (isHalfDone(exchange)) {
    try {
      renameSync(exchange.path('old'), folder.real);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return []; // another run was faster
      if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) throw error;
      const lost = foreignIn(exchange.path('old'));
      if (lost.length > 0) return [formerContent(folder, exchange.path('old'), lost)];
      return [...cleanUp(exchange, folder, 'old'), ...cleanUp(exchange, folder, 'new')];
    }
    return [broughtBack(folder), ...cleanUp(exchange, folder, 'new')];
  }
  return [...exchange.kinds].flatMap((kind) => cleanUp(exchange, folder, kind));
}

function cleanUp(exchange: Exchange, folder: OutputFolder, kind: 'new' | 'old' | 'gone'): Problem[] {
  try {
    discard(exchange.path(kind), folder.real);
    return [];
  } catch (error) {
    return [asWarning(problemOf(error, `cannot remove what an interrupted run left beside ${folder.name}`))];
  }
}

/**
 * The output folder, when no other run is between its two renames: then it only seems to be missing.
 * @throws OutputFault when that run does not go on
 */
function settledOutput(outDir: string): OutputFolder {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += PAUSE_MS) {
    const folder = locateOutput(outDir);
    const other = folder.exists ? undefined : runInMidst(folder.real);
    // Looked at twice: the other run may have ended between the two looks.
    if (other === undefined && folder.exists === locateOutput(outDir).exists) return folder;
    if (other !== undefined && waited >= PATIENCE_MS) throw stopped(folder, other);
    Atomics.wait(clock, 0, 0, PAUSE_MS);
  }
}

/** Another run that has moved the output folder aside and still works. */
export function runInMidst(real: string): Exchange | undefined {
  return listExchanges(real).find((exchange) => isHalfDone(exchange) && isAtWork(exchange.owner));
}

function foreignIn(old: string): readonly string[] {
  const everything = { name: old, real: old, exists: true, linked: false };
  return readOutputState(everything, new Map(), () => true).foreign;
}

function broughtBack({ name }: OutputFolder): Problem {
  return {
    severity: 'note',
    rule: 'output-interrupted',
    message: `an earlier run was interrupted while it exchanged ${name}; the folder is back as it was before that run`,
  };
}

function formerContent({ name }: OutputFolder, old: string, lost: readonly string[]): Problem {
  return {
    severity: 'warning',
    rule: 'output-interrupted',
    message: `an interrupted run left the former content of ${name} in ${old}, with files that Prewarm did not write: ${lost.join(', ')}`,
    hint: 'move what you need from there, then remove that folder',
  };
}

function stopped({ name }: OutputFolder, { owner, path }: Exchange): OutputFault {
  return new OutputFault(
    outputError(
      'output-interrupted',
      `another run (process ${owner.pid}) stopped while it exchanged ${name}; the former content is in ${path('old')}`,
      'let that process continue, or end it and run again',
    ),
  );
}
