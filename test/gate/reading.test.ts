import fc from 'fast-check';
import { fault, readDaemonSet } from '../../src/gate/reading';
import { daemonSet, ready } from './daemon-set';

const good = {
  desiredNumberScheduled: 20,
  numberReady: 14,
  updatedNumberScheduled: 15,
  currentNumberScheduled: 18,
};

describe('readDaemonSet', () => {
  test('counts', () => {
    expect(readDaemonSet(daemonSet({ status: good }), 'puller')).toEqual({
      kind: 'counts',
      uid: 'a',
      desired: 20,
      ready: 14,
      updated: 15,
      current: 18,
    });
  });

  test('what the API leaves out is 0', () => {
    const body = daemonSet({
      status: { desiredNumberScheduled: 20, numberReady: undefined, updatedNumberScheduled: undefined },
    });
    expect(readDaemonSet(body, 'puller')).toMatchObject({
      kind: 'counts',
      desired: 20,
      ready: 0,
      updated: 0,
    });
  });

  test('an odd number for the log only does not matter', () => {
    const body = daemonSet({ status: { ...good, currentNumberScheduled: -1 } });
    expect(readDaemonSet(body, 'puller')).toMatchObject({ kind: 'counts', current: undefined });
  });

  test.each<{ name: string; body: string; kind: string; text: string }>([
    {
      name: 'status without observedGeneration',
      ...says({ status: { observedGeneration: undefined } }, 'waiting', 'has not looked'),
    },
    {
      name: 'older observedGeneration',
      ...says(
        { metadata: { generation: 7 }, status: { observedGeneration: 6 } },
        'waiting',
        'has not looked',
      ),
    },
    {
      name: 'being deleted',
      ...says({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }, 'waiting', 'being deleted'),
    },
    {
      name: 'deleted at an odd time',
      ...says({ metadata: { deletionTimestamp: '' } }, 'waiting', 'being deleted'),
    },
    { name: 'no generation', ...says({ metadata: { generation: undefined } }, 'fault', 'generation') },
    {
      name: 'generation 0 without observedGeneration',
      ...says(
        { metadata: { generation: 0 }, status: { observedGeneration: undefined } },
        'fault',
        'generation',
      ),
    },
    {
      name: 'observedGeneration as text',
      ...says({ status: { observedGeneration: '1' } }, 'fault', 'generation'),
    },
    {
      name: 'no desired',
      ...says({ status: { ...good, desiredNumberScheduled: undefined } }, 'fault', 'numbers'),
    },
    {
      name: 'desired null',
      ...says({ status: { ...good, desiredNumberScheduled: null } }, 'fault', 'numbers'),
    },
    {
      name: 'desired negative',
      ...says({ status: { ...good, desiredNumberScheduled: -1 } }, 'fault', 'numbers'),
    },
    {
      name: 'desired as text',
      ...says({ status: { ...good, desiredNumberScheduled: '0' } }, 'fault', 'numbers'),
    },
    { name: 'ready as text', ...says({ status: { ...good, numberReady: '20' } }, 'fault', 'numbers') },
    { name: 'ready a fraction', ...says({ status: { ...good, numberReady: 19.5 } }, 'fault', 'numbers') },
    {
      name: 'updated true',
      ...says({ status: { ...good, updatedNumberScheduled: true } }, 'fault', 'numbers'),
    },
    {
      name: 'infinite',
      body: daemonSet({ status: good }).replace('"numberReady":14', '"numberReady":1e999'),
      kind: 'fault',
      text: 'numbers',
    },
    {
      name: 'no status',
      body: '{"kind":"DaemonSet","metadata":{"name":"puller","generation":1}}',
      kind: 'waiting',
      text: 'has not looked',
    },
    {
      name: 'status a list',
      body: '{"kind":"DaemonSet","metadata":{"name":"puller","generation":1},"status":[]}',
      kind: 'waiting',
      text: 'has not looked',
    },
    { name: 'null', body: 'null', kind: 'fault', text: 'not about this DaemonSet' },
    { name: 'a list', body: '[]', kind: 'fault', text: 'not about this DaemonSet' },
    { name: 'another kind', ...says({ kind: 'DaemonSetList' }, 'fault', 'not about this DaemonSet') },
    { name: 'another name', ...says({ name: 'other' }, 'fault', 'not about this DaemonSet') },
    { name: 'half', body: daemonSet({ status: good }).slice(0, -9), kind: 'fault', text: 'not JSON' },
  ])('$name', ({ body, kind, text }) => {
    const reading = readDaemonSet(body, 'puller');
    expect(reading.kind).toBe(kind);
    expect(reading).toMatchObject({ text: expect.stringContaining(text) as string });
  });

  test('whatever one field becomes, counts stay counts', () => {
    const field = fc.constantFrom(
      'desiredNumberScheduled',
      'numberReady',
      'updatedNumberScheduled',
      'observedGeneration',
    );
    fc.assert(
      fc.property(field, fc.oneof(fc.jsonValue(), fc.double(), fc.integer()), (key, value) => {
        const reading = readDaemonSet(ready(14, 20, { status: { [key]: value } }).body, 'puller');
        if (reading.kind !== 'counts') return;
        for (const count of [reading.desired, reading.ready, reading.updated]) {
          expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        }
        expect(key === 'observedGeneration' ? Number(value) >= 1 : true).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('no text makes it throw, or count', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(readDaemonSet(body, 'puller').kind).toBe('fault');
      }),
    );
  });
});

test('a detail is one short line of plain characters', () => {
  const { detail } = fault('x', `  a\u001b[2J\r\n\tb\u00e9 ${'long '.repeat(100)}`);
  expect(detail).toMatch(/^a \[2J b long [ -~]*$/);
  expect(detail.length).toBeLessThanOrEqual(300);
});

function says(
  parts: Parameters<typeof daemonSet>[0],
  kind: string,
  text: string,
): { body: string; kind: string; text: string } {
  return { body: daemonSet(parts), kind, text };
}
