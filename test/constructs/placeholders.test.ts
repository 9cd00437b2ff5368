import type { JsonMap } from '../../src/kube/json';
import { Placeholders } from '../../src/constructs/placeholders';
import type { PlaceholdersProps } from '../../src/constructs/placeholders';
import { objectOf, podSpecOf } from '../fixtures/objects';
import { seats } from '../fixtures/plan';

function built(changes: Partial<PlaceholdersProps> = {}) {
  const props: PlaceholdersProps = {
    ...seats(),
    labels: { app: 'prewarm' },
    annotations: {},
    selector: { part: 'seat' },
    podLabels: { part: 'seat' },
    ...changes,
  };
  return objectOf((chart) => new Placeholders(chart, 'seats', props));
}

describe('Placeholders', () => {
  test('a set of pods of one size that come together and leave at once', () => {
    const object = built({ schedulerName: 'user-scheduler', revisionHistoryLimit: 1 });
    expect(object.spec).toMatchObject({
      replicas: 3,
      podManagementPolicy: 'Parallel',
      serviceName: 'course-user-placeholder',
      updateStrategy: { type: 'RollingUpdate' },
      revisionHistoryLimit: 1,
      selector: { matchLabels: { part: 'seat' } },
    });
    expect(podSpecOf(object)).toMatchObject({
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      schedulerName: 'user-scheduler',
      priorityClassName: 'teaching.course.placeholder--10',
      containers: [
        {
          name: 'pause',
          image: 'registry.k8s.io/pause:3.10',
          resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } },
        },
      ],
    });
  });

  test('none is a number of seats as well', () => {
    expect(built({ replicas: 0 }).spec.replicas).toBe(0);
  });

  test('without a scheduler of its own it names none', () => {
    expect(podSpecOf(built())).not.toHaveProperty('schedulerName');
  });

  test.each<[string, JsonMap, object]>([
    [
      'maps merge',
      { securityContext: { fsGroup: 100 }, nodeSelector: { zone: 'a' } },
      {
        securityContext: { fsGroup: 100, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        nodeSelector: { zone: 'a', 'example.org/pool': 'users' },
      },
    ],
    ['lists replace', { tolerations: [{ operator: 'Exists' }] }, { tolerations: [{ operator: 'Exists' }] }],
    ['scalars replace', { terminationGracePeriodSeconds: 3 }, { terminationGracePeriodSeconds: 3 }],
  ])('extraPodSpec: %s', (_, extraPodSpec, expected) => {
    expect(podSpecOf(built({ extraPodSpec }))).toMatchObject(expected);
  });

  test('extraPodSpec: null takes a field away', () => {
    expect(podSpecOf(built({ extraPodSpec: { priorityClassName: null } }))).not.toHaveProperty(
      'priorityClassName',
    );
  });
});
