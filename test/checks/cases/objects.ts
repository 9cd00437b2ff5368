import { type JsonMap } from '../../../src/kube/json';
import { overlay } from '../../../src/kube/overlay';
import { at, inKind, type RuleCases } from './situation';

const PLACEHOLDERS = 'scheduling: { podPriority: { enabled: true }, userPlaceholder: { replicas: 3 } }';
const account = (name: string): string => `prePuller: { continuous: { serviceAccount: { name: ${name} } } }`;

/** Rules about the objects themselves. */
export const OBJECT_CASES: Readonly<Record<string, RuleCases>> = {
  'unique-identity': {
    finds: [
      {
        title: 'both accounts of a hub have one name',
        values:
          'prePuller: { hook: { serviceAccount: { name: pull } }, continuous: { serviceAccount: { name: pull } } }',
        found: [
          'error 1:46 ServiceAccount pull is written twice, in physics/prepull/manifests.k8s.yaml and in physics/prepull/manifests.k8s.yaml',
        ],
      },
      {
        title: 'two hubs write one ConfigMap',
        options: { name: 'one' },
        change: inKind('ConfigMap', { metadata: { name: 'program' } }),
        beside: [
          { options: { name: 'two' }, change: inKind('ConfigMap', { metadata: { name: 'program' } }) },
        ],
        found: [
          'error ConfigMap program ConfigMap program is written by the hubs one and two, in one/prepull/manifests.k8s.yaml and in two/prepull/manifests.k8s.yaml',
        ],
      },
    ],
    silent: [
      {
        title: 'one account is not ours to create',
        values:
          'prePuller: { hook: { serviceAccount: { name: pull, create: false } }, continuous: { serviceAccount: { name: pull } } }',
      },
      {
        title: 'two hubs in one namespace',
        values: PLACEHOLDERS,
        beside: [{ values: PLACEHOLDERS, options: { name: 'chemistry' } }],
      },
      {
        title: 'two hubs share an account, perhaps on two clusters',
        values: account('pull'),
        beside: [{ values: account('pull'), options: { name: 'chemistry' } }],
      },
    ],
  },
  'shared-account': {
    finds: [
      {
        title: 'two hubs of one namespace name one account',
        values: account('pull'),
        beside: [{ values: account('pull'), options: { name: 'chemistry' } }],
        found: [
          'warning 1:52 the ServiceAccount pull in namespace teaching is written by the hub chemistry too: on one cluster each would take it from the other',
          'warning 1:52 the ServiceAccount pull in namespace teaching is written by the hub physics too: on one cluster each would take it from the other',
        ],
      },
    ],
    silent: [
      {
        title: 'in two namespaces',
        values: account('pull'),
        beside: [{ values: account('pull'), options: { name: 'chemistry', namespace: 'lab' } }],
      },
      {
        title: 'one of them leaves it to the other',
        values: account('pull'),
        beside: [
          {
            values: 'prePuller: { continuous: { serviceAccount: { name: pull, create: false } } }',
            options: { name: 'chemistry' },
          },
        ],
      },
    ],
  },
  'cluster-scope': {
    finds: [
      {
        title: 'a PriorityClass in a namespace',
        values: PLACEHOLDERS,
        change: (object) =>
          object['kind'] === 'PriorityClass' && object['value'] === 0
            ? { ...object, metadata: { name: 'p', namespace: 'teaching' } }
            : object,
        found: [
          'error PriorityClass p /metadata/namespace PriorityClass p lives outside of namespaces and must not name one, got "teaching"',
        ],
      },
      {
        title: 'two hubs with one PriorityClass',
        values: PLACEHOLDERS,
        beside: [
          {
            values: PLACEHOLDERS,
            options: { name: 'chemistry' },
            change: (object) =>
              object['kind'] === 'PriorityClass' && object['value'] === 0
                ? { ...object, metadata: { name: 'teaching.physics.default-0' } }
                : object,
          },
        ],
        found: [
          'error PriorityClass teaching.physics.default-0 /metadata/name PriorityClass teaching.physics.default-0 lives outside of namespaces and belongs to the hub physics; the hub chemistry cannot have it as well',
        ],
      },
      {
        title: 'a Job in another namespace, and one in none',
        change: inKind('Job', { metadata: { namespace: 'elsewhere' } }),
        found: [
          'error Job physics-image-gate-… /metadata/namespace Job physics-image-gate-… must be in the namespace of its hub, "teaching", got "elsewhere"',
        ],
      },
      {
        title: 'a Job in no namespace',
        change: inKind('Job', { metadata: { namespace: null } }),
        found: [
          'error Job physics-image-gate-… /metadata/namespace Job physics-image-gate-… must be in the namespace of its hub, "teaching", got none',
        ],
      },
    ],
    silent: [
      {
        title: 'as rendered',
        values: PLACEHOLDERS,
        beside: [{ values: PLACEHOLDERS, options: { name: 'chemistry' } }],
      },
    ],
  },
  'valid-names': {
    finds: [
      {
        title: 'a namespace',
        options: { namespace: 'Teaching' },
        found: [
          'error 1:1 a namespace must have at most 63 small letters, digits or "-", with a letter or digit at both ends, got "Teaching"',
        ],
      },
      {
        title: 'labels of the user',
        values: 'prePuller:\n  labels:\n    team: "-physics"\n    "a b": x',
        found: [
          'error 3:11 the label team must be empty or at most 63 letters, digits, "-", "_" or ".", with a letter or digit at both ends, got "-physics"',
          'error 4:12 the label key "a b" must be at most 63 letters, digits, "-", "_" or ".", with a letter or digit at both ends, perhaps after "prefix/"',
        ],
      },
      {
        title: 'annotations of the user',
        values: 'scheduling:\n  userPlaceholder:\n    annotations: { "two/slashes/here": x }',
        found: [
          'error 3:40 the annotation key "two/slashes/here" must be at most 63 letters, digits, "-", "_" or ".", with a letter or digit at both ends, perhaps after "prefix/"',
        ],
      },
      {
        title: 'annotations of the DaemonSet',
        values: 'prePuller:\n  continuous:\n    daemonsetAnnotations: { "keel sh": x }',
        found: [
          'error 3:40 the annotation key "keel sh" must be at most 63 letters, digits, "-", "_" or ".", with a letter or digit at both ends, perhaps after "prefix/"',
        ],
      },
      {
        title: 'a node selector',
        values:
          'singleuser:\n  nodeSelector: { pool: "user nodes" }\nscheduling: { userPlaceholder: { replicas: 1 } }',
        found: [
          'error 2:25 in a node selector, the label pool must be empty or at most 63 letters, digits, "-", "_" or ".", with a letter or digit at both ends, got "user nodes"',
        ],
      },
      {
        title: 'the name of an account',
        values: 'prePuller:\n  hook:\n    serviceAccount: { name: Awaiter }',
        found: [
          'error 3:29 the name of a ServiceAccount must have small letters, digits, "-" and ".", with a letter or digit at both ends, got "Awaiter"',
        ],
      },
      {
        title: 'the names of pull secrets',
        values: 'imagePullSecrets: [good, My_Secret]\nsingleuser: { image: { pullSecrets: [{ name: A }] } }',
        found: [
          'error 2:38 the name of a pull secret must have small letters, digits, "-" and ".", with a letter or digit at both ends, got "A"',
          'error 1:26 the name of a pull secret must have small letters, digits, "-" and ".", with a letter or digit at both ends, got "My_Secret"',
        ],
      },
      {
        title: 'a reserved PriorityClass',
        values: PLACEHOLDERS,
        options: { namespace: 'system-hubs' },
        found: [
          'error 1:1 the PriorityClass "system-hubs.physics.default-0" would begin with "system-", which Kubernetes keeps for itself',
          'error 1:1 the PriorityClass "system-hubs.physics.image-puller--5" would begin with "system-", which Kubernetes keeps for itself',
          'error 1:1 the PriorityClass "system-hubs.physics.placeholder--10" would begin with "system-", which Kubernetes keeps for itself',
        ],
      },
      {
        title: 'a long StatefulSet',
        change: inKind('StatefulSet', { metadata: { name: 's'.repeat(53) } }),
        found: [
          'error StatefulSet sssssssssssssssssssssssssssssssssssssssssssssssssssss /metadata/name the name of a StatefulSet must have at most 52 characters, got "sssssssssssssssssssssssssssssssssssssssssssssssssssss"',
        ],
      },
      {
        title: 'a long Job',
        change: inKind('Job', { metadata: { name: 'j'.repeat(64) } }),
        found: [
          'error Job jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj /metadata/name the name of a Job must have at most 63 small letters, digits or "-", with a letter or digit at both ends, got "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj"',
        ],
      },
      {
        title: 'containers of the user',
        values:
          'scheduling:\n  userPlaceholder:\n    extraPodSpec:\n      containers: [{ name: Pause }, { name: a }, { name: a }]',
        found: [
          'error 4:28 the name of a container must have at most 63 small letters, digits or "-", with a letter or digit at both ends, got "Pause"',
          'error 4:58 two containers have the name "a"',
        ],
      },
    ],
    silent: [
      {
        title: 'an account with dots',
        values: 'prePuller: { hook: { serviceAccount: { name: pull.example.org } } }',
      },
      {
        title: 'keys with a prefix, empty values, a capital in an annotation',
        values:
          'prePuller: { labels: { "example.org/Team": "" }, annotations: { "Example.org/x": "anything at all" } }',
      },
      {
        title: 'a StatefulSet of 52 characters',
        change: inKind('StatefulSet', { metadata: { name: 's'.repeat(52) } }),
      },
    ],
  },
  'valid-tolerations': {
    finds: [
      {
        title: 'Exists with a value, on pullers and placeholders alike',
        values: 'singleuser:\n  extraTolerations:\n    - { key: gpu, operator: Exists, value: "true" }',
        found: [
          'error 3:7 a toleration is not valid: with the operator Exists there must be no value, got "true"',
        ],
      },
      {
        title: 'no key',
        values: 'prePuller:\n  extraTolerations:\n    - { operator: Equal, value: user }',
        found: ['error 3:7 a toleration is not valid: without a key, operator must be Exists'],
      },
      {
        title: 'a value that is no text',
        values: 'prePuller:\n  extraTolerations:\n    - { key: gpu, value: true }',
        found: ['error 3:7 a toleration is not valid: value must be text, got true: quote it'],
      },
      {
        title: 'an unknown effect',
        values:
          'scheduling:\n  userPods:\n    tolerations:\n      - { key: gpu, operator: Exists, effect: noSchedule }',
        found: [
          'error 4:9 a toleration is not valid: effect must be NoSchedule, PreferNoSchedule, NoExecute or left out, got "noSchedule"',
        ],
      },
      {
        title: 'an unknown operator, for the gate',
        values: 'prePuller:\n  hook:\n    tolerations:\n      - { key: core, operator: In }',
        found: ['error 4:9 a toleration is not valid: operator must be Exists or Equal, got "In"'],
      },
      {
        title: 'seconds without NoExecute, in a profile',
        values:
          'singleuser:\n  profileList:\n    - display_name: GPU\n      kubespawner_override:\n        tolerations:\n          - { key: gpu, operator: Exists, tolerationSeconds: 5 }',
        found: ['error 6:13 a toleration is not valid: tolerationSeconds needs the effect NoExecute'],
      },
    ],
    silent: [
      { title: 'the defaults', values: '{}' },
      {
        title: 'every valid form',
        values:
          'singleuser: { extraTolerations: [{ operator: Exists }, { key: a }, { key: b, value: c, effect: NoExecute, tolerationSeconds: 3 }] }',
      },
    ],
  },
  'limit-below-request': {
    finds: [
      {
        title: 'of servers',
        values:
          'singleuser:\n  memory: { guarantee: 2G, limit: 1G }\nscheduling: { userPlaceholder: { replicas: 1 } }',
        found: [
          'error 2:35 StatefulSet physics-user-placeholder: the limit of memory, 1Gi, is below its request, 2Gi',
        ],
      },
      {
        title: 'of placeholders',
        values:
          'scheduling:\n  userPlaceholder:\n    resources:\n      requests: { cpu: 500m }\n      limits: { cpu: 0.1 }',
        found: [
          'error 5:22 StatefulSet physics-user-placeholder: the limit of cpu, 0.1, is below its request, 500m',
        ],
      },
      {
        title: 'of all containers of the puller, once',
        values: 'prePuller:\n  resources:\n    requests: { memory: 64Mi }\n    limits: { memory: 32M }',
        found: [
          'error 4:23 DaemonSet physics-image-puller-…: the limit of memory, 32M, is below its request, 64Mi',
        ],
      },
      {
        title: 'a device that is requested without a limit',
        values: 'singleuser:\n  extraResource:\n    guarantees: { nvidia.com/gpu: "1" }',
        found: [
          'error 3:35 StatefulSet physics-user-placeholder: nvidia.com/gpu is requested (1) and must have a limit that is the same',
        ],
      },
      {
        title: 'a device whose limit is another',
        values:
          'prePuller:\n  hook:\n    resources:\n      requests: { nvidia.com/gpu: 1 }\n      limits: { nvidia.com/gpu: 2 }',
        found: [
          'error 5:33 Job physics-image-gate-…: the limit of nvidia.com/gpu, 2, must be the same as its request, 1',
        ],
      },
    ],
    silent: [
      {
        title: 'equal, in other units',
        values:
          'prePuller: { resources: { requests: { memory: 64Mi, cpu: 0.1 }, limits: { memory: 65536Ki, cpu: 100m } } }',
      },
      {
        title: 'a device with its limit, and disk without one',
        values:
          'singleuser: { extraResource: { guarantees: { nvidia.com/gpu: "1", ephemeral-storage: 1Gi }, limits: { nvidia.com/gpu: "1" } } }',
      },
    ],
  },
  'selectors-match': {
    finds: [
      {
        title: 'a DaemonSet without its pods',
        change: inKind(
          'DaemonSet',
          at(['spec', 'selector', 'matchLabels'], { 'prewarm.dev/component': 'other' }),
        ),
        found: [
          'error DaemonSet physics-image-puller-… /spec/selector the selector of DaemonSet physics-image-puller-… does not select its own pods',
        ],
      },
      {
        title: 'a selector for any hub',
        change: inKind('StatefulSet', at(['spec', 'selector', 'matchLabels'], { 'prewarm.dev/hub': null })),
        found: [
          'error StatefulSet physics-user-placeholder /spec/selector the selector of StatefulSet physics-user-placeholder must ask for the label prewarm.dev/hub: physics, or it selects pods of other hubs in the namespace',
        ],
      },
      {
        title: 'a budget of all components',
        change: inKind(
          'PodDisruptionBudget',
          at(['spec', 'selector'], {
            matchLabels: {
              'prewarm.dev/hub': 'physics',
              'prewarm.dev/component': null,
              'prewarm.dev/pool': null,
            },
          }),
        ),
        found: [
          'error PodDisruptionBudget physics-user-placeholder /spec/selector the selector of PodDisruptionBudget physics-user-placeholder selects pods of several components: image-puller, image-gate, placeholder',
        ],
      },
      {
        title: 'a budget of nothing',
        change: inKind(
          'PodDisruptionBudget',
          at(['spec', 'selector', 'matchLabels'], { 'prewarm.dev/pool': 'gone' }),
        ),
        found: [
          'error PodDisruptionBudget physics-user-placeholder /spec/selector the selector of PodDisruptionBudget physics-user-placeholder selects no pod that is written here',
        ],
      },
      {
        title: 'a StatefulSet that takes the pullers as well',
        change: inKind(
          'StatefulSet',
          at(['spec', 'selector'], {
            matchLabels: { 'prewarm.dev/component': null, 'prewarm.dev/pool': 'default' },
          }),
        ),
        found: [
          'error StatefulSet physics-user-placeholder /spec/selector the selector of StatefulSet physics-user-placeholder also selects the pods of DaemonSet physics-image-puller-…',
        ],
      },
      {
        title: 'a policy for pods of another hub',
        change: inKind(
          'NetworkPolicy',
          at(['spec', 'podSelector', 'matchLabels'], { 'prewarm.dev/hub': 'physics' }),
        ),
        beside: [{ options: { name: 'chemistry' }, change: inPodLabels('physics') }],
        found: [
          'error NetworkPolicy physics-prewarm-deny-all /spec/podSelector the selector of NetworkPolicy physics-prewarm-deny-all also selects the pods of DaemonSet chemistry-image-puller-… of the hub chemistry',
          'error NetworkPolicy physics-image-gate /spec/podSelector the selector of NetworkPolicy physics-image-gate also selects the pods of Job chemistry-image-gate-… of the hub chemistry',
          'error StatefulSet physics-user-placeholder /spec/selector the selector of StatefulSet physics-user-placeholder also selects the pods of StatefulSet chemistry-user-placeholder of the hub chemistry',
          'error PodDisruptionBudget physics-user-placeholder /spec/selector the selector of PodDisruptionBudget physics-user-placeholder also selects the pods of StatefulSet chemistry-user-placeholder of the hub chemistry',
          'error NetworkPolicy chemistry-prewarm-deny-all /spec/podSelector the selector of NetworkPolicy chemistry-prewarm-deny-all selects no pod that is written here',
          'error NetworkPolicy chemistry-image-gate /spec/podSelector the selector of NetworkPolicy chemistry-image-gate selects no pod that is written here',
          'error DaemonSet chemistry-image-puller-… /spec/selector the selector of DaemonSet chemistry-image-puller-… does not select its own pods',
          'error StatefulSet chemistry-user-placeholder /spec/selector the selector of StatefulSet chemistry-user-placeholder does not select its own pods',
          'error PodDisruptionBudget chemistry-user-placeholder /spec/selector the selector of PodDisruptionBudget chemistry-user-placeholder selects no pod that is written here',
        ],
      },
    ],
    silent: [
      { title: 'as rendered', values: PLACEHOLDERS },
      {
        title: 'two hubs in one namespace',
        values: PLACEHOLDERS,
        beside: [{ values: PLACEHOLDERS, options: { name: 'chemistry' } }],
      },
      {
        title: 'labels of the user that look like ours',
        values: 'prePuller: { labels: { prewarm.dev/hub: other, prewarm.dev/component: x } }',
      },
    ],
  },
};

/** The pods of a hub with the label of another one. */
function inPodLabels(hub: string): (object: JsonMap) => JsonMap {
  const labels = at(['spec', 'template', 'metadata', 'labels'], { 'prewarm.dev/hub': hub });
  return (object) =>
    ['DaemonSet', 'Job', 'StatefulSet'].some((kind) => kind === object['kind'])
      ? overlay(object, labels)
      : object;
}
