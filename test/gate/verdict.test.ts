import fc from 'fast-check';
import type { Reading } from '../../src/gate/reading';
import { judge, needed, NOTHING_SEEN, type Standing } from '../../src/gate/verdict';

function counts(done: number, desired: number, uid = 'a'): Reading {
  return { kind: 'counts', uid, desired, ready: done, updated: done, current: desired };
}
const waiting: Reading = { kind: 'waiting', text: 'not yet', detail: '' };
const fault: Reading = { kind: 'fault', text: 'no answer', detail: '', retryAfterMs: 0 };

/** Standings after each of the polls, which are 10 ms apart. */
function standings(readings: readonly Reading[], quorumPpm: number, settleMs: number): Standing[] {
  const all: Standing[] = [];
  readings.forEach((reading, index) => {
    all.push(judge(all[index - 1] ?? NOTHING_SEEN, reading, index * 10, { quorumPpm, settleMs }));
  });
  return all;
}

describe('judge', () => {
  test.each<{ name: string; readings: readonly Reading[]; opens: string }>([
    { name: 'third good poll', readings: Array<Reading>(4).fill(counts(19, 20)), opens: '..oo' },
    { name: 'below the quorum', readings: Array<Reading>(4).fill(counts(18, 20)), opens: '....' },
    {
      name: 'fault between',
      readings: [counts(2, 2), counts(2, 2), fault, counts(2, 2), counts(2, 2)],
      opens: '.....',
    },
    { name: 'waiting between', readings: [counts(2, 2), counts(2, 2), waiting, counts(2, 2)], opens: '....' },
    {
      name: 'shut again',
      readings: [...Array<Reading>(3).fill(counts(2, 2)), counts(2, 3), counts(3, 3)],
      opens: '..o..',
    },
    {
      name: 'another object',
      readings: [counts(2, 2), counts(2, 2), ...Array<Reading>(3).fill(counts(2, 2, 'b'))],
      opens: '....o',
    },
    { name: 'zero, settled after 30 ms', readings: Array<Reading>(6).fill(counts(0, 0)), opens: '...ooo' },
    {
      name: 'zero, then nodes',
      readings: [...Array<Reading>(3).fill(counts(0, 0)), counts(1, 1), counts(1, 1)],
      opens: '.....',
    },
    {
      name: 'nodes, then zero',
      readings: [counts(1, 1), counts(1, 1), ...Array<Reading>(4).fill(counts(0, 0))],
      opens: '.....o',
    },
    {
      name: 'zero, interrupted',
      readings: [...Array<Reading>(3).fill(counts(0, 0)), fault, ...Array<Reading>(4).fill(counts(0, 0))],
      opens: '.......o',
    },
    {
      name: 'zero of another object',
      readings: [...Array<Reading>(3).fill(counts(0, 0)), counts(0, 0, 'b')],
      opens: '....',
    },
  ])('$name', ({ readings, opens }) => {
    const all = standings(readings, 950_000, 30);
    expect(all.map(({ open }) => (open ? 'o' : '.')).join('')).toBe(opens);
  });

  test('zero is three polls, too, however long they take', () => {
    const zero = (before: Standing, now: number): Standing =>
      judge(before, counts(0, 0), now, { quorumPpm: 1_000_000, settleMs: 60_000 });
    const second = zero(zero(NOTHING_SEEN, 0), 600_000);
    expect(second.open).toBe(false);
    expect(zero(second, 600_001).open).toBe(true);
  });

  test.each([
    { ready: 20, updated: 3 },
    { ready: 3, updated: 20 },
  ])('needs ready and updated: $ready, $updated', ({ ready, updated }) => {
    const reading: Reading = { kind: 'counts', uid: 'a', desired: 20, ready, updated, current: 20 };
    expect(standings([reading, reading, reading, reading], 160_000, 0).at(-1)?.open).toBe(false);
    expect(standings([reading, reading, reading, reading], 150_000, 0).at(-1)?.open).toBe(true);
  });

  test('opens exactly when the last three polls meet the quorum, or zero nodes have lasted', () => {
    const small = fc.integer({ min: 0, max: 4 });
    const reading = fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(waiting, fault) },
      {
        weight: 12,
        arbitrary: fc
          .record({ desired: small, ready: small, updated: small, uid: fc.constantFrom('a', 'a', 'a', 'b') })
          .map((parts): Reading => ({ kind: 'counts', current: parts.desired, ...parts })),
      },
    );
    const hundredths = fc.integer({ min: 1, max: 100 });
    const settle = fc.constantFrom(0, 20, 40);
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 12 }), hundredths, settle, (readings, quorum, settleMs) => {
        const opens = standings(readings, quorum * 10_000, settleMs).map(({ open }) => open);
        expect(opens).toEqual(
          readings.map((_, index) => mayOpen(readings.slice(0, index + 1), quorum, settleMs)),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

/** The rule said again in another way: by looking back from the last poll. */
function mayOpen(readings: readonly Reading[], quorumPercent: number, settleMs: number): boolean {
  const last = readings.at(-1);
  if (last?.kind !== 'counts') return false;
  const alike = (good: (desired: number, done: number) => boolean): number => {
    const backwards = [...readings].reverse();
    const end = backwards.findIndex(
      (one) =>
        one.kind !== 'counts' || one.uid !== last.uid || !good(one.desired, Math.min(one.ready, one.updated)),
    );
    return end === -1 ? backwards.length : end;
  };
  const zeros = alike((desired) => desired === 0);
  const full = alike((desired, done) => desired > 0 && done * 100 >= desired * quorumPercent);
  return full >= 3 || (zeros >= 3 && (zeros - 1) * 10 >= settleMs);
}

describe('needed', () => {
  test.each([
    { desired: 20, quorum: 0.95, nodes: 19 },
    { desired: 21, quorum: 0.95, nodes: 20 },
    { desired: 1, quorum: 0.95, nodes: 1 },
    { desired: 20, quorum: 1, nodes: 20 },
    { desired: 1000, quorum: 0.000001, nodes: 1 },
    // 0.07 * 100 and 0.55 * 100 are a little more than 7 and 55 in floating point.
    { desired: 100, quorum: 0.07, nodes: 7 },
    { desired: 100, quorum: 0.55, nodes: 55 },
    { desired: 2_147_483_647, quorum: 0.999999, nodes: 2_147_481_500 },
  ])('$quorum of $desired', ({ desired, quorum, nodes }) => {
    expect(needed(desired, Math.round(quorum * 1e6))).toBe(nodes);
  });

  test('is the least number that makes the share', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (desired, ppm) => {
        const share = BigInt(desired) * BigInt(ppm);
        const nodes = BigInt(needed(desired, ppm));
        expect(nodes * 1_000_000n >= share).toBe(true);
        expect((nodes - 1n) * 1_000_000n < share).toBe(true);
      }),
    );
  });
});
