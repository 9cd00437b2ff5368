import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { renderHub } from '../../src/app';
import type { JsonMap } from '../../src/kube/json';
import type { HubPlan } from '../../src/plan/plan';
import { onlyOf, podSpecOf } from '../fixtures/objects';
import type { Finished } from '../fixtures/objects';
import { gate, hubPlan, placement, pool, puller, seats } from '../fixtures/plan';

/** Fields of every JSON type, known ones, ones newer than the API types, and texts that look like numbers. */
const FRAGMENT: JsonMap = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      {
        topologyKey: 'kubernetes.io/hostname',
        matchLabelKeys: ['pod-template-hash'],
        mismatchLabelKeys: ['pool'],
        labelSelector: { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['1', '010'] }] },
      },
    ],
  },
  amount: '500m',
  amountAsNumber: 0.5,
  percent: '25%',
  port: 8080,
  portAsText: '8080',
  flag: false,
  empty: {},
  none: [],
  nothing: { inside: null, list: [null] },
};

const TOLERATION: JsonMap = {
  key: 'dedicated',
  operator: 'Gt',
  value: '0775',
  tolerationSeconds: 30,
  newerThanTheTypes: { yes: 'on' },
};

const WITH_FRAGMENTS: HubPlan = hubPlan({
  pools: [
    pool({
      puller: puller({
        placement: placement({ affinity: FRAGMENT, tolerations: [TOLERATION] }),
        containerSecurityContext: { ...FRAGMENT, procMount: 'Default' },
        pauseSecurityContext: FRAGMENT,
      }),
      seats: [
        seats({
          placement: placement({ affinity: FRAGMENT, tolerations: [TOLERATION] }),
          containerSecurityContext: FRAGMENT,
          extraPodSpec: {
            ...FRAGMENT,
            resources: { requests: { cpu: '1' } },
            topologySpreadConstraints: [{ maxSkew: 1, matchLabelKeys: ['x'], nodeTaintsPolicy: 'Honor' }],
          },
        }),
      ],
    }),
  ],
  gate: gate({
    placement: placement({ affinity: FRAGMENT, tolerations: [TOLERATION] }),
    containerSecurityContext: FRAGMENT,
  }),
});

/** The hub's object of a kind after its way through the file, as the tools that apply it read it. */
function fromFile(kind: string): Finished {
  const text = [...renderHub(WITH_FRAGMENTS).files.values()].map((file) => file.text).join('');
  const objects = parseAllDocuments(text, { version: '1.1' }).map(
    (document) => document.toJS() as Finished | null,
  );
  const found = objects.find((object) => object?.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

describe.each(['DaemonSet', 'Job', 'StatefulSet'])('a fragment of the user in the pods of a %s', (kind) => {
  test('tolerations, affinity and security context come out as they went in', () => {
    for (const object of [onlyOf(WITH_FRAGMENTS, kind), fromFile(kind)]) {
      const pod = podSpecOf(object);
      expect(pod.affinity).toEqual(FRAGMENT);
      expect(pod.tolerations).toEqual([TOLERATION]);
      for (const container of pod.containers) expect(container.securityContext).toEqual(FRAGMENT);
    }
  });
});

test('each pull has the whole security context', () => {
  const pulls = podSpecOf(fromFile('DaemonSet')).initContainers ?? [];
  expect(pulls).toHaveLength(3);
  for (const container of pulls) {
    expect(container.securityContext).toEqual({ ...FRAGMENT, procMount: 'Default' });
  }
});

test('extraPodSpec comes out as it went in', () => {
  expect(podSpecOf(fromFile('StatefulSet'))).toMatchObject({
    ...FRAGMENT,
    resources: { requests: { cpu: '1' } },
    topologySpreadConstraints: [{ maxSkew: 1, matchLabelKeys: ['x'], nodeTaintsPolicy: 'Honor' }],
  });
});

test('whatever JSON an affinity is made of, the object has it', () => {
  const affinity = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 });
  fc.assert(
    fc.property(affinity, (written) => {
      const hub = hubPlan({
        pools: [pool({ puller: puller({ placement: placement({ affinity: written as JsonMap }) }) })],
      });
      const found = podSpecOf(onlyOf(hub, 'DaemonSet')).affinity;
      expect(JSON.stringify(found)).toBe(JSON.stringify(written));
    }),
    { numRuns: 50 },
  );
});
