import { renderHub } from '../../src/app';
import { hubObjects, onlyOf } from '../fixtures/objects';
import { gate, hubPlan, pool, priorities, puller, seats } from '../fixtures/plan';
import type { HubPlan } from '../../src/plan/plan';

/** Kinds by stage, in the order of the file. */
function kinds(hub: HubPlan): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { stage, json } of hubObjects(hub)) (found[stage] ??= []).push(json.kind);
  return found;
}

const files = (hub: HubPlan) => [...renderHub(hub).files.keys()];

describe('what is in which stage', () => {
  test('a hub with everything', () => {
    expect(kinds(hubPlan())).toEqual({
      cluster: ['PriorityClass', 'PriorityClass', 'PriorityClass'],
      prepull: [
        'NetworkPolicy',
        'NetworkPolicy',
        'ServiceAccount',
        'ServiceAccount',
        'Role',
        'RoleBinding',
        'ConfigMap',
        'DaemonSet',
      ],
      gate: ['Job'],
      seats: ['StatefulSet', 'PodDisruptionBudget'],
    });
    expect(files(hubPlan())).toEqual([
      'course/cluster/manifests.k8s.yaml',
      'course/prepull/manifests.k8s.yaml',
      'course/gate/manifests.k8s.yaml',
      'course/seats/manifests.k8s.yaml',
    ]);
  });

  test('each object knows its file', () => {
    for (const { stage, file } of hubObjects(hubPlan()))
      expect(file).toBe(`course/${stage}/manifests.k8s.yaml`);
  });

  test.each<[string, Partial<HubPlan>, string[]]>([
    ['priority off', { priorities: undefined }, ['prepull', 'gate', 'seats']],
    ['cluster-scoped objects of somebody else', { clusterOwner: 'none' }, ['prepull', 'gate', 'seats']],
    ['cluster-scoped objects apart', { clusterOwner: 'separate' }, ['cluster', 'prepull', 'gate', 'seats']],
    [
      'no gate',
      { gate: undefined, networkPolicies: { denyName: 'deny', gateName: undefined } },
      ['cluster', 'prepull', 'seats'],
    ],
    ['no seats', { pools: [pool({ seats: [] })] }, ['cluster', 'prepull', 'gate']],
    [
      'seats only',
      {
        pools: [pool({ puller: undefined })],
        gate: undefined,
        networkPolicies: { denyName: 'd', gateName: undefined },
      },
      ['cluster', 'prepull', 'seats'],
    ],
    [
      'nothing at all',
      {
        priorities: undefined,
        pools: [pool({ puller: undefined, seats: [] })],
        gate: undefined,
        networkPolicies: { denyName: undefined, gateName: undefined },
      },
      [],
    ],
  ])('%s', (_, changes, stages) => {
    const hub = hubPlan(changes);
    expect(Object.keys(kinds(hub))).toEqual(stages);
    expect(files(hub)).toEqual(stages.map((stage) => `course/${stage}/manifests.k8s.yaml`));
  });

  test('only the priorities that are used', () => {
    const hub = hubPlan({ priorities: priorities({ imagePuller: undefined }) });
    const names = hubObjects(hub)
      .filter(({ stage }) => stage === 'cluster')
      .map(({ json }) => json.metadata.name);
    expect(names).toEqual(['teaching.course.default-0', 'teaching.course.placeholder--10']);
  });

  test('accounts and rights of somebody else are named and not written', () => {
    const account = { name: 'theirs', create: false, annotations: {} };
    const hub = hubPlan({
      pools: [pool({ puller: puller({ serviceAccount: account }) })],
      gate: gate({ serviceAccount: account, createRbac: false }),
    });
    expect(kinds(hub)['prepull']).toEqual(['NetworkPolicy', 'NetworkPolicy', 'ConfigMap', 'DaemonSet']);
    expect(onlyOf(hub, 'DaemonSet').spec.template.spec.serviceAccountName).toBe('theirs');
    expect(onlyOf(hub, 'Job').spec.template.spec.serviceAccountName).toBe('theirs');
  });
});

test('every pool has its own puller and seats, and they share an account', () => {
  const second = pool({
    name: 'gpu',
    puller: puller({ name: 'course-gpu-image-puller-99999999', imageSet: '99999999' }),
    seats: [seats({ name: 'course-gpu-user-placeholder' })],
  });
  const objects = hubObjects(hubPlan({ pools: [pool(), second] })).map(({ json }) => json);
  const names = (kind: string) => objects.filter((one) => one.kind === kind).map((one) => one.metadata.name);
  expect(names('DaemonSet')).toEqual(['course-image-puller-0a1b2c3d', 'course-gpu-image-puller-99999999']);
  expect(names('StatefulSet')).toEqual(['course-user-placeholder', 'course-gpu-user-placeholder']);
  expect(names('ServiceAccount')).toEqual(['course-image-puller', 'course-image-gate']);
  const selectors = objects.filter((one) => one.kind === 'StatefulSet').map((one) => one.spec.selector);
  expect(selectors[0]).not.toEqual(selectors[1]);
});

describe('names, namespaces, labels', () => {
  test('priorities have no namespace, everything else has that of the hub', () => {
    for (const { stage, json } of hubObjects(hubPlan())) {
      expect(json.metadata.namespace).toBe(stage === 'cluster' ? undefined : 'teaching');
    }
  });

  test('every object says whose it is', () => {
    for (const { json } of hubObjects(hubPlan())) {
      expect(json.metadata.labels).toMatchObject({
        'prewarm.dev/hub': 'course',
        'app.kubernetes.io/managed-by': 'prewarm',
      });
      expect(json.metadata.labels).not.toHaveProperty(['app.kubernetes.io/instance']);
    }
  });

  test('a puller can be found by its image set', () => {
    expect(onlyOf(hubPlan(), 'DaemonSet').metadata.labels).toMatchObject({
      'prewarm.dev/image-set': '0a1b2c3d',
    });
  });

  test.each(['DaemonSet', 'StatefulSet'])(
    'a %s selects its pods, also when a user takes the same labels',
    (kind) => {
      const labels = {
        'prewarm.dev/hub': 'other',
        'prewarm.dev/component': 'other',
        'prewarm.dev/pool': 'other',
        'prewarm.dev/image-set': 'other',
        'app.kubernetes.io/name': 'mine',
        'example.org/team': 'maths',
      };
      const hub = hubPlan({
        pools: [pool({ puller: puller({ podLabels: labels }), seats: [seats({ podLabels: labels })] })],
      });
      const { selector, template } = onlyOf(hub, kind).spec;
      expect(Object.keys(selector.matchLabels).length).toBeGreaterThan(0);
      expect(template.metadata.labels).toMatchObject(selector.matchLabels);
      expect(template.metadata.labels).toMatchObject({
        'app.kubernetes.io/name': 'mine',
        'example.org/team': 'maths',
      });
    },
  );

  test('the disruption budget selects the pods of the seats', () => {
    const hub = hubPlan();
    const { selector } = onlyOf(hub, 'PodDisruptionBudget').spec;
    expect(onlyOf(hub, 'StatefulSet').spec.template.metadata.labels).toMatchObject(selector.matchLabels);
  });

  test('traffic rules meet the pods that they are made for', () => {
    const hub = hubPlan();
    const [deny, allow] = hubObjects(hub).flatMap(({ json }) =>
      json.kind === 'NetworkPolicy' ? [json.spec.podSelector] : [],
    );
    const labelsOf = (kind: string) => onlyOf(hub, kind).spec.template.metadata.labels;
    expect(deny?.matchExpressions).toEqual([
      { key: 'prewarm.dev/component', operator: 'In', values: ['image-puller', 'placeholder'] },
    ]);
    expect(labelsOf('DaemonSet')).toMatchObject({
      ...deny?.matchLabels,
      'prewarm.dev/component': 'image-puller',
    });
    expect(labelsOf('StatefulSet')).toMatchObject({
      ...deny?.matchLabels,
      'prewarm.dev/component': 'placeholder',
    });
    expect(allow?.matchLabels).toEqual({
      'prewarm.dev/hub': 'course',
      'prewarm.dev/component': 'image-gate',
    });
    expect(labelsOf('Job')).toMatchObject({ ...allow?.matchLabels });
  });
});

test('seats evict nobody; users and pullers do', () => {
  const policies = hubObjects(hubPlan())
    .filter(({ json }) => json.kind === 'PriorityClass')
    .map(({ json }) => [json.metadata.name, json.preemptionPolicy]);
  expect(Object.fromEntries(policies)).toEqual({
    'teaching.course.default-0': undefined,
    'teaching.course.image-puller--5': undefined,
    'teaching.course.placeholder--10': 'Never',
  });
});
