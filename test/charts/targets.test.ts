import type { HubPlan } from '../../src/plan/plan';
import { hubObjects, onlyOf } from '../fixtures/objects';
import { gate, hubPlan, pool, puller } from '../fixtures/plan';

/** Annotations of each object of a hub, by kind and name without the hub's. */
function annotations(hub: HubPlan): Record<string, Record<string, string>> {
  return Object.fromEntries(
    hubObjects(hub).map(({ json }) => [
      `${json.kind} ${json.metadata.name}`,
      json.metadata.annotations ?? {},
    ]),
  );
}

const wave = (number: string) => ({ 'argocd.argoproj.io/sync-wave': number });
const ignoreHealth = { 'argocd.argoproj.io/ignore-healthcheck': 'true' };

test('Argo CD: waves from the priorities to the seats, and no health of pullers and seats', () => {
  expect(annotations(hubPlan({ target: 'argocd' }))).toEqual({
    'PriorityClass teaching.course.default-0': wave('-40'),
    'PriorityClass teaching.course.image-puller--5': wave('-40'),
    'PriorityClass teaching.course.placeholder--10': wave('-40'),
    'NetworkPolicy course-prewarm-deny-all': wave('-30'),
    'NetworkPolicy course-image-gate': wave('-30'),
    'ServiceAccount course-image-puller': wave('-30'),
    'ServiceAccount course-image-gate': wave('-30'),
    'Role course-image-gate': wave('-30'),
    'RoleBinding course-image-gate': wave('-30'),
    'ConfigMap course-image-gate-program-8c9d0e1f': wave('-30'),
    'DaemonSet course-image-puller-0a1b2c3d': { ...wave('-20'), ...ignoreHealth },
    'Job course-image-gate-4e5f6a7b': wave('-10'),
    'StatefulSet course-user-placeholder': { ...wave('0'), ...ignoreHealth },
    'PodDisruptionBudget course-user-placeholder': wave('0'),
  });
});

test('Flux: what cannot be changed in place is made anew, and the program is left alone', () => {
  const force = { 'kustomize.toolkit.fluxcd.io/force': 'enabled' };
  const annotated = Object.entries(annotations(hubPlan({ target: 'flux' }))).filter(
    ([, found]) => Object.keys(found).length > 0,
  );
  expect(Object.fromEntries(annotated)).toEqual({
    'PriorityClass teaching.course.default-0': force,
    'PriorityClass teaching.course.image-puller--5': force,
    'PriorityClass teaching.course.placeholder--10': force,
    'ConfigMap course-image-gate-program-8c9d0e1f': { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
    'StatefulSet course-user-placeholder': force,
  });
});

test('kubectl: no annotation at all', () => {
  expect(Object.values(annotations(hubPlan({ target: 'kubectl' }))).flatMap(Object.keys)).toEqual([]);
});

test('apart from annotations the objects are those of the plan, whatever the target', () => {
  const bare = (target: HubPlan['target']) =>
    hubObjects(hubPlan({ target })).map(({ json }) => ({
      ...json,
      metadata: { ...json.metadata, annotations: {} },
    }));
  expect(bare('flux')).toEqual(bare('argocd'));
  expect(bare('kubectl')).toEqual(bare('argocd'));
});

test.each(['argocd', 'flux', 'kubectl'] as const)(
  '%s: no hook, and nothing that removes a finished Job',
  (target) => {
    const hub = hubPlan({ target });
    for (const found of Object.values(annotations(hub))) {
      expect(Object.keys(found).filter((name) => name.includes('hook'))).toEqual([]);
    }
    expect(onlyOf(hub, 'Job').spec).not.toHaveProperty('ttlSecondsAfterFinished');
  },
);

test("the target's annotations win over the user's, the others stay", () => {
  const own = { ...wave('7'), 'example.org/team': 'maths' };
  const account = { name: 'a', create: true, annotations: own };
  const hub = hubPlan({
    pools: [pool({ puller: puller({ annotations: own, serviceAccount: account }) })],
    gate: undefined,
  });
  expect(onlyOf(hub, 'DaemonSet').metadata.annotations).toEqual({ ...own, ...wave('-20'), ...ignoreHealth });
  expect(onlyOf(hub, 'ServiceAccount').metadata.annotations).toEqual({ ...own, ...wave('-30') });
});

test("strategy and deadlines are the plan's", () => {
  const strict = hubPlan({ pools: [pool({ puller: puller({ updateStrategy: 'OnDelete' }) })] });
  expect(onlyOf(strict, 'DaemonSet').spec.updateStrategy).toEqual({ type: 'OnDelete' });
  const endless = hubPlan({
    target: 'flux',
    pools: [pool({ puller: puller({ updateStrategy: 'RollingUpdate' }) })],
    gate: gate({ activeDeadlineSeconds: undefined, backoffLimit: 1000 }),
  });
  expect(onlyOf(endless, 'DaemonSet').spec.updateStrategy.type).toBe('RollingUpdate');
  expect(onlyOf(endless, 'Job').spec).toMatchObject({ backoffLimit: 1000 });
  expect(onlyOf(endless, 'Job').spec).not.toHaveProperty('activeDeadlineSeconds');
});
