import { DaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { PriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { containersOf, hubObjects, podSpecOf } from '../fixtures/objects';
import type { Finished } from '../fixtures/objects';
import { gate, hubPlan, placement, pool, puller, seats } from '../fixtures/plan';
import type { HubPlan } from '../../src/plan/plan';

/** The API's own schemas, by kind. */
const MODELS: Record<string, new (json: never) => { validate(): void }> = {
  ConfigMap,
  DaemonSet,
  Job,
  NetworkPolicy,
  PodDisruptionBudget,
  PriorityClass,
  Role,
  RoleBinding,
  ServiceAccount,
  StatefulSet,
};

const bare = {
  resources: { requests: {}, limits: {} },
  placement: placement({ nodeSelector: {}, tolerations: [] }),
};

const HUBS: [string, HubPlan][] = [
  ['argocd', hubPlan({ target: 'argocd' })],
  ['flux', hubPlan({ target: 'flux', gate: gate({ activeDeadlineSeconds: undefined }) })],
  ['kubectl', hubPlan({ target: 'kubectl' })],
  [
    'nothing but what must be',
    hubPlan({
      pools: [
        pool({
          puller: puller({ ...bare, imagePullSecrets: [], priorityClassName: undefined }),
          seats: [seats({ ...bare, replicas: 0, priorityClassName: undefined })],
        }),
      ],
      gate: gate({ ...bare, priorityClassName: undefined }),
    }),
  ],
];

describe.each(HUBS)('%s', (_, hub) => {
  test('every object fits the schema of the API', () => {
    const faults = hubObjects(hub).flatMap(({ json }) => {
      const Model = MODELS[json.kind];
      if (Model === undefined) return [`no schema for ${json.kind}`];
      try {
        new Model(json as never).validate();
        return [];
      } catch (error) {
        return [`${json.kind} ${json.metadata.name}: ${String(error)}`];
      }
    });
    expect(faults).toEqual([]);
  });

  test('every pod is "restricted" in the sense of Pod Security', () => {
    const workloads = hubObjects(hub).filter(({ json }) => 'spec' in json && 'template' in json.spec);
    expect(workloads.map(({ json }) => json.kind)).toEqual(['DaemonSet', 'Job', 'StatefulSet']);
    for (const { json } of workloads) expect(unrestricted(json)).toEqual([]);
  });
});

test('the schemas find a fault when there is one', () => {
  const withoutValue = new PriorityClass({ metadata: { name: 'x' } } as never);
  expect(() => {
    withoutValue.validate();
  }).toThrow(/value/);
});

const VOLUME_TYPES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** What the "restricted" level forbids and a workload has, after the lines of the Pod Security Standards. */
function unrestricted(workload: Finished): string[] {
  const pod = podSpecOf(workload);
  const faults: string[] = [];
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const) if (pod[field]) faults.push(field);
  for (const { name, ...source } of pod.volumes ?? []) {
    if (!Object.keys(source).every((type) => VOLUME_TYPES.includes(type))) faults.push(`volume ${name}`);
  }
  for (const container of containersOf(pod)) {
    const own = container.securityContext ?? {};
    const check = (fine: boolean | undefined, what: string) => {
      if (!fine) faults.push(`${container.name}: ${what}`);
    };
    check(!own.privileged, 'privileged');
    check(own.allowPrivilegeEscalation === false, 'allowPrivilegeEscalation');
    check(own.capabilities?.drop?.includes('ALL') && !own.capabilities.add, 'capabilities');
    check(own.runAsNonRoot ?? pod.securityContext?.runAsNonRoot, 'runAsNonRoot');
    check(own.runAsUser !== 0, 'runAsUser');
    const seccomp = own.seccompProfile ?? pod.securityContext?.seccompProfile;
    check(['RuntimeDefault', 'Localhost'].includes(seccomp?.type ?? 'none'), 'seccompProfile');
    check(!(container.ports ?? []).some((port) => port.hostPort), 'hostPort');
  }
  return faults;
}
