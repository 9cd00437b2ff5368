import fc from 'fast-check';
import { readSettings, type Settings } from '../../src/gate/settings';

const env = {
  PREWARM_NAMESPACE: 'hub',
  PREWARM_PULLERS: 'hub-image-puller-0a1b2c3d',
  PREWARM_QUORUM: '0.95',
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
  KUBERNETES_SERVICE_PORT: '443',
};

test('what is left out has a default', () => {
  expect(readSettings(env)).toEqual({
    namespace: 'hub',
    pullers: ['hub-image-puller-0a1b2c3d'],
    quorumPpm: 950_000,
    deadlineMs: undefined,
    onTimeout: 'fail',
    pollMs: 5_000,
    settleMs: 60_000,
    requestMs: 10_000,
    serviceAccountDir: '/var/run/secrets/kubernetes.io/serviceaccount',
    host: '10.0.0.1',
    port: 443,
  });
});

test.each<{ given: Readonly<Record<string, string>>; read: Partial<Settings> }>([
  { given: { PREWARM_DEADLINE_SECONDS: '' }, read: { deadlineMs: undefined } },
  { given: { PREWARM_DEADLINE_SECONDS: '2700' }, read: { deadlineMs: 2_700_000 } },
  { given: { PREWARM_ON_TIMEOUT: 'proceed' }, read: { onTimeout: 'proceed' } },
  { given: { PREWARM_PULLERS: 'a,b.c,d-1' }, read: { pullers: ['a', 'b.c', 'd-1'] } },
  { given: { PREWARM_POLL_SECONDS: '0.05' }, read: { pollMs: 50 } },
  { given: { PREWARM_SETTLE_SECONDS: '0' }, read: { settleMs: 0 } },
  { given: { KUBERNETES_SERVICE_HOST: 'fd00:10::1' }, read: { host: 'fd00:10::1' } },
  { given: { PREWARM_QUORUM: '1' }, read: { quorumPpm: 1_000_000 } },
  // What is left of 33.3 % when it was divided by 100 in floating point.
  { given: { PREWARM_QUORUM: '0.33299999999999996' }, read: { quorumPpm: 333_000 } },
])('$given', ({ given, read }) => {
  expect(readSettings({ ...env, ...given })).toMatchObject(read);
});

test.each<{ given: Readonly<Record<string, string>>; says: string }>([
  { given: { PREWARM_NAMESPACE: '' }, says: 'PREWARM_NAMESPACE must be the name of a namespace, got ""' },
  {
    given: { PREWARM_NAMESPACE: '../x' },
    says: 'PREWARM_NAMESPACE must be the name of a namespace, got "../x"',
  },
  {
    given: { PREWARM_PULLERS: '' },
    says: 'PREWARM_PULLERS must be names of DaemonSets with commas between them, got ""',
  },
  {
    given: { PREWARM_PULLERS: 'a,,b' },
    says: 'PREWARM_PULLERS must be names of DaemonSets with commas between them, got "a,,b"',
  },
  {
    given: { PREWARM_PULLERS: 'a/status' },
    says: 'PREWARM_PULLERS must be names of DaemonSets with commas between them, got "a/status"',
  },
  {
    given: { PREWARM_QUORUM: '' },
    says: 'PREWARM_QUORUM must be a decimal number from 0.000001 to 1, got ""',
  },
  {
    given: { PREWARM_QUORUM: '0' },
    says: 'PREWARM_QUORUM must be a decimal number from 0.000001 to 1, got "0"',
  },
  {
    given: { PREWARM_QUORUM: '1.01' },
    says: 'PREWARM_QUORUM must be a decimal number from 0.000001 to 1, got "1.01"',
  },
  {
    given: { PREWARM_QUORUM: '-0.5' },
    says: 'PREWARM_QUORUM must be a decimal number from 0.000001 to 1, got "-0.5"',
  },
  {
    given: { PREWARM_QUORUM: 'NaN' },
    says: 'PREWARM_QUORUM must be a decimal number from 0.000001 to 1, got "NaN"',
  },
  {
    given: { PREWARM_DEADLINE_SECONDS: '45m' },
    says: 'PREWARM_DEADLINE_SECONDS must be a decimal number from 0.001 to 2000000, got "45m"',
  },
  {
    given: { PREWARM_DEADLINE_SECONDS: '0' },
    says: 'PREWARM_DEADLINE_SECONDS must be a decimal number from 0.001 to 2000000, got "0"',
  },
  // Longer than a timer of Node can wait: it would fire at once.
  {
    given: { PREWARM_DEADLINE_SECONDS: '2147484' },
    says: 'PREWARM_DEADLINE_SECONDS must be a decimal number from 0.001 to 2000000, got "2147484"',
  },
  {
    given: { PREWARM_POLL_SECONDS: '0' },
    says: 'PREWARM_POLL_SECONDS must be a decimal number from 0.001 to 2000000, got "0"',
  },
  {
    given: { PREWARM_ON_TIMEOUT: 'Proceed' },
    says: 'PREWARM_ON_TIMEOUT must be fail or proceed, got "Proceed"',
  },
  {
    given: { KUBERNETES_SERVICE_HOST: '' },
    says: 'KUBERNETES_SERVICE_HOST must be the address of the API server, got ""',
  },
  {
    given: { KUBERNETES_SERVICE_PORT: '66000' },
    says: 'KUBERNETES_SERVICE_PORT must be a decimal number from 1 to 65535, got "66000"',
  },
])('refuses $given', ({ given, says }) => {
  expect(readSettings({ ...env, ...given })).toEqual([says]);
});

test('names every variable that is wrong', () => {
  expect(readSettings({})).toHaveLength(5);
});

test('a quorum in percent, divided by 100, is read exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (thousandths) => {
      const written = String(thousandths / 1000 / 100);
      fc.pre(!written.includes('e'));
      expect(readSettings({ ...env, PREWARM_QUORUM: written })).toMatchObject({
        quorumPpm: thousandths * 10,
      });
    }),
  );
});
