import type { Counts, Reading } from '../../src/gate/reading';
import { duration, openText, startText, stateLine } from '../../src/gate/report';
import { readSettings, type Settings } from '../../src/gate/settings';

const settings = readSettings({
  PREWARM_NAMESPACE: 'hub',
  PREWARM_PULLERS: 'cpu,gpu',
  PREWARM_QUORUM: '0.95',
  PREWARM_DEADLINE_SECONDS: '2700',
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
  KUBERNETES_SERVICE_PORT: '443',
}) as Settings;
const counts: Counts = { kind: 'counts', uid: 'a', desired: 20, ready: 14, updated: 14, current: 20 };
const fault: Reading = { kind: 'fault', text: 'no answer', detail: 'id 1', retryAfterMs: 0 };
const waiting: Reading = { kind: 'waiting', text: 'not yet', detail: '' };

test.each([
  { ms: 0, text: '0 s' },
  { ms: 59_999, text: '59 s' },
  { ms: 60_000, text: '1 min' },
  { ms: 239_000, text: '3 min' },
  { ms: 3_600_000, text: '1 h 0 min' },
  { ms: 7_500_000, text: '2 h 5 min' },
])('$ms ms are $text', ({ ms, text }) => {
  expect(duration(ms)).toBe(text);
});

test.each<{ readings: readonly Reading[]; text: string }>([
  { readings: [], text: 'no answer of the API server yet' },
  { readings: [counts], text: '14/20 nodes ready' },
  { readings: [counts, counts], text: 'cpu: 14/20 nodes ready; gpu: 14/20 nodes ready' },
  { readings: [fault, fault], text: 'no answer (id 1)' },
  { readings: [fault, { ...fault, detail: 'id 2' }], text: 'cpu: no answer (id 1); gpu: no answer (id 2)' },
  { readings: [waiting, waiting], text: 'cpu: not yet; gpu: not yet' },
  { readings: [counts, fault], text: 'cpu: 14/20 nodes ready; gpu: no answer (id 1)' },
])('state: $text', ({ readings, text }) => {
  expect(stateLine(settings, readings, true)).toBe(text);
});

test('without details, the line is the same for as long as the cause is', () => {
  const [one, two] = ['id 1', 'id 2'].map((detail) => stateLine(settings, [{ ...fault, detail }], false));
  expect(one).toBe(two);
});

test('the first line says what is waited for, and how long', () => {
  expect(startText(settings)).toBe('Waiting for 95 % of the nodes of cpu, gpu, at most 45 min, then fail.');
});

test('an open gate says which puller has no node', () => {
  expect(openText(settings, [counts, { ...counts, desired: 0 }], 61_000)).toBe(
    'Gate open after 1 min: cpu: 14/20 nodes ready; gpu: no node to pull on. ' +
      'No node for 1 min means that nothing was pulled there; nodes that join will pull.',
  );
});
