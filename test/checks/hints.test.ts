import { RULES } from '../../src/checks';
import { runRules } from '../../src/checks/run-checks';
import { type Hub } from '../../src/config/hub';
import { inKind } from './cases/situation';
import { underCheck } from './hub-under-check';

/** What one rule advises. */
function hintsOf(rule: string, ...situation: Parameters<typeof underCheck>): (string | undefined)[] {
  return runRules(
    RULES.filter(({ id }) => id === rule),
    [underCheck(...situation)],
  ).map(({ hint }) => hint);
}

const SEATS = 'scheduling: { userPlaceholder: { replicas: 1 } }';

test.each<[string, Partial<Hub>, string]>([
  ['', { release: 'jhub' }, 'jhub-user-scheduler'],
  ['fullnameOverride: ""', { release: 'jhub' }, 'jhub-user-scheduler'],
  ['fullnameOverride: course', { release: 'jhub' }, 'course-user-scheduler'],
  ['fullnameOverride: null', { release: 'jhub' }, 'jhub-jupyterhub-user-scheduler'],
  ['fullnameOverride: null', { release: 'my-jupyterhub' }, 'my-jupyterhub-user-scheduler'],
  ['fullnameOverride: null\nnameOverride: hub', { release: 'jhub' }, 'jhub-user-scheduler'],
])('the scheduler that the chart names after %s %o', (names, options, scheduler) => {
  expect(hintsOf('user-scheduler-mismatch', { values: `${names}\n${SEATS}`, options })).toEqual([
    `Set schedulerName: ${scheduler} for this hub in prewarm.yaml while the chart runs that scheduler; or scheduling.userScheduler.enabled: false.`,
  ]);
});

test('a limit that servers share, and one of their own', () => {
  expect(
    hintsOf('limit-below-request', { values: `${SEATS}\nsingleuser: { memory: { limit: 1M } }` }),
  ).toEqual(['The servers of users have the same size and are refused as well.']);
  expect(
    hintsOf('limit-below-request', {
      values: 'prePuller: { resources: { requests: { cpu: 1 }, limits: { cpu: 0.5 } } }',
    }),
  ).toEqual(['Set both to the same amount, or the limit higher.']);
});

test('fewer placeholders that hold the same', () => {
  const values =
    'scheduling: { podPriority: { enabled: true }, userPlaceholder: { replicas: 100 } }\nsingleuser: { memory: { guarantee: 500M } }';
  expect(hintsOf('many-small-placeholders', { values })).toEqual([
    '7 placeholders of 8Gi hold the same 48.8Gi; every node also takes only so many pods (110 by default).',
  ]);
});

test('a fault of our own asks for a report, one of the user does not', () => {
  const ours = hintsOf('valid-names', { change: inKind('Job', { metadata: { name: 'A' } }) });
  expect(ours).toEqual(['No line of the values asks for this: it is a fault of Prewarm. Please report it.']);
  expect(hintsOf('valid-names', { values: 'prePuller: { labels: { a: "-" } }' })).toEqual([undefined]);
});
