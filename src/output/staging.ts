import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync, renameSync, rmSync, rmdirSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { hasCode } from './output-fault';

/**
 * new: the next content, perhaps half written. old: the former content, whole, moved aside.
 * gone: on its way out. All stand beside the output folder, because only there a rename is one step.
 */
export type StagingKind = 'new' | 'old' | 'gone';

/** The process that a staging folder belongs to. Part of the folder's name, so that no folder is ever without one. */
export interface Owner {
  readonly pid: number;
  /** When it began, in clock ticks since boot: a process number alone is given out again. `0`: unknown. */
  readonly started: string;
  /** Machine, boot and process namespace in which the number means something. */
  readonly scope: string;
}

/** One exchange of the output folder. */
export interface Exchange {
  readonly owner: Owner;
  /** Folders of this exchange that are there. */
  readonly kinds: ReadonlySet<StagingKind>;
  readonly path: (kind: StagingKind) => string;
}

let self: Owner | undefined;

export function thisProcess(): Owner {
  return (self ??= { pid: process.pid, started: startOf(process.pid) ?? '0', scope: scopeOfProcesses() });
}

/** A name for one exchange by a process; never used twice, so that nobody mistakes one exchange for another. */
export function newExchange(real: string, owner: Owner = thisProcess()): Exchange {
  const id = [owner.pid, owner.started, owner.scope, randomBytes(4).toString('hex')].join('-');
  return { owner, kinds: new Set(), path: (kind) => `${prefixOf(real)}${id}.${kind}` };
}

/** Every exchange of an output folder that has left something beside it. */
export function listExchanges(real: string): Exchange[] {
  const prefix = basename(prefixOf(real));
  const found = new Map<string, { owner: Owner; kinds: Set<StagingKind> }>();
  for (const name of namesIn(dirname(real))) {
    if (!name.startsWith(prefix)) continue;
    const match = /^((\d+)-(\d+)-([0-9a-f]+)-[0-9a-f]+)\.(new|old|gone)$/.exec(name.slice(prefix.length));
    const [, id, pid, started, scope, kind] = match ?? [];
    if (id === undefined || started === undefined || scope === undefined) continue;
    const exchange = found.get(id) ?? { owner: { pid: Number(pid), started, scope }, kinds: new Set() };
    exchange.kinds.add(kind as StagingKind);
    found.set(id, exchange);
  }
  return Array.from(found, ([id, { owner, kinds }]) => ({
    owner,
    kinds,
    path: (kind: StagingKind) => `${prefixOf(real)}${id}.${kind}`,
  }));
}

/**
 * Whether a process still runs. One of another machine or container cannot be asked and counts as ended; the
 * exchange is built so that a wrong guess makes that process fail cleanly, and mixes nothing.
 */
export function isAlive({ pid, started, scope }: Owner): boolean {
  if (scope !== thisProcess().scope) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
  const now = startOf(pid);
  return started === '0' || now === undefined || now === started;
}

/**
 * Removes a staging folder. Renamed first, so that nobody can take a half-removed folder for a whole one; where
 * that is refused, removed in place.
 */
export function discard(path: string, real: string): void {
  let gone = path;
  if (!path.endsWith('.gone')) {
    try {
      gone = newExchange(real).path('gone');
      renameSync(path, gone);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return;
      gone = path;
    }
  }
  try {
    removeTree(gone);
  } catch {
    // Another run may be removing it as well, or Windows holds a file for a moment: rmSync knows all that.
    rmSync(gone, { recursive: true, force: true });
  }
}

/** In half the time of `rmSync`, which asks about each file several times. */
function removeTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeTree(path);
    else unlinkSync(path);
  }
  rmdirSync(folder);
}

function prefixOf(real: string): string {
  return join(dirname(real), `.prewarm-${basename(real)}-`);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Not made yet: nobody has left anything there.
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

/** Start of a running process; undefined: it has ended, or this system does not tell. */
function startOf(pid: number): string | undefined {
  // proc(5): the name in parentheses may hold anything; state is the 3rd field, the start the 22nd.
  const fields = readIfThere(`/proc/${pid}/stat`).split(')').pop()?.trim().split(' ') ?? [];
  if (fields[0] === 'Z' || fields[0] === 'X') return 'ended';
  return fields[19];
}

function scopeOfProcesses(): string {
  const parts = [
    hostname(),
    readIfThere('/proc/sys/kernel/random/boot_id'),
    linkIfThere('/proc/self/ns/pid'),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function linkIfThere(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
