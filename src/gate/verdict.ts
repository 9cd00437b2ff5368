import type { Counts, Reading } from './reading';

/** Polls in a row that must agree: a single good answer may be a moment between two states. */
export const POLLS_IN_A_ROW = 3;

export interface Rule {
  /** Share of the desired nodes that must be ready, in parts per million. */
  readonly quorumPpm: number;
  /** How long zero desired nodes must last, in milliseconds. */
  readonly settleMs: number;
}

/** What the polls so far say about one puller. */
export interface Standing {
  /** `ready`: enough nodes are ready. `empty`: there is no node. `no`: neither. */
  readonly state: 'no' | 'ready' | 'empty';
  /** Polls in a row with this state, this one included. */
  readonly polls: number;
  /** Time of the first of them, in milliseconds of a clock that never goes back. */
  readonly since: number;
  /** uid of the DaemonSet that they were about. */
  readonly uid: string;
  /** Whether this puller lets the gate open now. */
  readonly open: boolean;
}

export const NOTHING_SEEN: Standing = { state: 'no', polls: 0, since: 0, uid: '', open: false };

/** The standing after one more poll. Anything but clear counts starts from nothing again. */
export function judge(before: Standing, reading: Reading, now: number, rule: Rule): Standing {
  if (reading.kind !== 'counts') return NOTHING_SEEN;
  const state = stateOf(reading, rule.quorumPpm);
  const goesOn = state === before.state && reading.uid === before.uid && before.polls > 0;
  const polls = goesOn ? before.polls + 1 : 1;
  const since = goesOn ? before.since : now;
  const settled = state === 'ready' || (state === 'empty' && now - since >= rule.settleMs);
  return { state, polls, since, uid: reading.uid, open: settled && polls >= POLLS_IN_A_ROW };
}

/** Nodes on which the pull has finished. An old pod that is ready, or a new one that is not, does not count. */
export function done(counts: Counts): number {
  return Math.min(counts.updated, counts.ready);
}

/**
 * The number of nodes that make the quorum: the share rounded up to a whole node.
 * In whole numbers, because 0.07 * 100 is more than 7 for a computer and would ask for an eighth node.
 */
export function needed(desired: number, quorumPpm: number): number {
  return Number((BigInt(desired) * BigInt(quorumPpm) + 999_999n) / 1_000_000n);
}

function stateOf(counts: Counts, quorumPpm: number): Standing['state'] {
  // Zero nodes meet every quorum, so they are a case of their own.
  if (counts.desired === 0) return 'empty';
  return done(counts) >= needed(counts.desired, quorumPpm) ? 'ready' : 'no';
}
