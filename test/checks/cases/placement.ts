import { type RuleCases } from './situation';

const GPU = '{ node_selector: { pool: gpu }, image: "x/gpu:1" }';
const profiles = (...overrides: string[]): string =>
  `singleuser:\n  image: { name: x/y, tag: "1" }\n  nodeSelector: { pool: small }\n  profileList:\n${overrides.map((override, index) => `    - display_name: P${index}\n      kubespawner_override: ${override}`).join('\n')}`;
const SEATS = '\nscheduling: { podPriority: { enabled: true }, userPlaceholder: { replicas: 2 } }';
const spread = (labels: string): string =>
  `scheduling:\n  userPlaceholder:\n    extraPodSpec:\n      topologySpreadConstraints:\n        - { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { ${labels} } } }`;

/** Rules about where pods go, and what they need to run. */
export const PLACEMENT_CASES: Readonly<Record<string, RuleCases>> = {
  'all-images-everywhere': {
    finds: [
      {
        title: 'a choice with an image and nodes of its own',
        values:
          'singleuser:\n  profileList:\n    - display_name: A\n      profile_options:\n        image: { choices: { r: { kubespawner_override: { image: "x/r:1" } }, gpu: { kubespawner_override: { image: "x/gpu:1", node_selector: { pool: gpu } } } } }',
        found: [
          'note 3:7 profiles start on 2 kinds of nodes, and each kind gets all 4 images of the hub, though "x/r:1" of profile "A" cannot be started on all of them',
        ],
      },
      {
        title: 'a pool of its own for one image',
        values: profiles('{}', GPU),
        found: [
          'note 7:7 profiles start on 2 kinds of nodes, and each kind gets all 3 images of the hub, though "x/gpu:1" of profile "P1" cannot be started on all of them',
        ],
      },
      {
        title: 'choices that lead to other nodes',
        values:
          'singleuser:\n  profileList:\n    - display_name: A\n      kubespawner_override: { image: "x/a:1" }\n    - display_name: B\n      kubespawner_override: { image: "x/b:1" }\n      profile_options:\n        size: { choices: { s: { kubespawner_override: { tolerations: [{ key: big, operator: Exists }] } } } }',
        found: [
          'note 5:7 profiles start on 2 kinds of nodes, and each kind gets all 4 images of the hub, though "x/b:1" of profile "B" cannot be started on all of them',
        ],
      },
      {
        title: 'one image for all nodes, and one for some',
        values:
          'singleuser:\n  image: { name: x/y, tag: "1" }\n  profileList:\n    - display_name: A\n    - display_name: B\n      kubespawner_override: { node_selector: { pool: b } }\n      profile_options:\n        image: { choices: { r: { kubespawner_override: { image: "x/y:1" } }, s: { kubespawner_override: { image: "x/s:1" } } } }',
        found: [
          'note 5:7 profiles start on 2 kinds of nodes, and each kind gets all 3 images of the hub, though "x/s:1" of profile "B" cannot be started on all of them',
        ],
      },
    ],
    silent: [
      {
        title: 'choices that lead to the nodes of another profile',
        values:
          'singleuser:\n  profileList:\n    - display_name: A\n      kubespawner_override: { image: "x/a:1", node_selector: { pool: a } }\n    - display_name: B\n      kubespawner_override: { image: "x/b:1" }\n      profile_options:\n        size: { choices: { s: { kubespawner_override: { node_selector: { pool: a } } } } }',
      },
      {
        title: 'one image in two sizes of node',
        values: profiles('{ node_selector: { pool: a } }', '{ node_selector: { pool: b } }'),
      },
      { title: 'two images on the same nodes', values: profiles('{ image: "x/a:1" }', '{ image: "x/b:1" }') },
      {
        title: 'images of profiles are not pulled',
        values: `${profiles('{}', GPU)}\nprePuller: { pullProfileListImages: false }`,
      },
    ],
  },
  'blanket-toleration': {
    finds: [
      {
        title: 'for users',
        values: 'singleuser:\n  extraTolerations:\n    - operator: Exists',
        found: [
          'warning 3:7 a toleration with the operator Exists and without a key tolerates every taint: the puller also goes to nodes that are being removed or still starting, and the gate waits for them',
        ],
      },
      {
        title: 'for pullers',
        values: 'prePuller:\n  extraTolerations:\n    - { operator: Exists, effect: NoExecute }',
        found: [
          'warning 3:7 a toleration with the operator Exists and without a key tolerates every taint: the puller also goes to nodes that are being removed or still starting, and the gate waits for them',
        ],
      },
      {
        title: 'for a profile',
        values:
          'singleuser:\n  profileList:\n    - display_name: A\n      kubespawner_override:\n        tolerations: [{ operator: Exists }]',
        found: [
          'warning 5:23 a toleration with the operator Exists and without a key tolerates every taint: the puller also goes to nodes that are being removed or still starting, and the gate waits for them',
        ],
      },
    ],
    silent: [
      { title: 'with a key', values: 'singleuser: { extraTolerations: [{ key: gpu, operator: Exists }] }' },
      {
        title: 'of a wish',
        values: 'singleuser: { extraTolerations: [{ operator: Exists, effect: PreferNoSchedule }] }',
      },
      { title: 'of the gate alone', values: 'prePuller: { hook: { tolerations: [{ operator: Exists }] } }' },
    ],
  },
  'hook-node-selector': {
    finds: [
      {
        title: 'by its name',
        values: 'prePuller:\n  hook:\n    nodeSelector: { example.org/group: user-m3-large }',
        found: [
          'warning 3:40 prePuller.hook.nodeSelector moves the pod of the gate to example.org/group: user-m3-large, and no puller: those go wherever users can',
        ],
      },
      {
        title: 'the nodes of a profile',
        values: `${profiles('{ node_selector: { pool: b7 } }')}\nprePuller:\n  hook:\n    nodeSelector: { pool: b7 }`,
        found: [
          'warning 9:27 prePuller.hook.nodeSelector moves the pod of the gate to pool: b7, and no puller: those go wherever users can',
        ],
      },
      {
        title: 'a type of machine',
        values: 'prePuller:\n  hook:\n    nodeSelector: { node.kubernetes.io/instance-type: m5.large }',
        found: [
          'warning 3:55 prePuller.hook.nodeSelector moves the pod of the gate to node.kubernetes.io/instance-type: m5.large, and no puller: those go wherever users can',
        ],
      },
    ],
    silent: [
      {
        title: 'core nodes',
        values: 'prePuller: { hook: { nodeSelector: { hub.jupyter.org/node-purpose: core } } }',
      },
      {
        title: 'where the hub itself runs',
        values:
          'hub: { nodeSelector: { pool: userland-gpu } }\nprePuller: { hook: { nodeSelector: { pool: userland-gpu } } }',
      },
      { title: 'any Linux', values: 'prePuller: { hook: { nodeSelector: { kubernetes.io/os: linux } } }' },
    ],
  },
  'global-node-selector': {
    finds: [
      {
        title: 'no profile goes there',
        values: profiles('{ node_selector: { pool: a } }', GPU),
        found: [
          'warning 3:25 every profile sets pool to something else, so singleuser.nodeSelector (small) decides about placeholders and pulls alone: no server runs there',
        ],
      },
      {
        title: 'the default profile goes elsewhere than the seats',
        values: `${profiles('{ node_selector: { pool: a } }', '{}')}${SEATS}`,
        found: [
          'warning 3:25 placeholders wait on nodes with pool: small, and the default profile "P0" starts on a',
        ],
      },
      {
        title: 'its default choice goes elsewhere',
        values: `singleuser:\n  nodeSelector: { pool: small }\n  profileList:\n    - display_name: A\n      profile_options:\n        size: { choices: { a: { kubespawner_override: { node_selector: { pool: large } } }, b: { kubespawner_override: {} } } }${SEATS}`,
        found: [
          'warning 2:25 placeholders wait on nodes with pool: small, and the default profile "A" starts on large',
        ],
      },
    ],
    silent: [
      {
        title: 'one of two profiles can come back',
        values: `${profiles('{ node_selector: { pool: a } }', '{ node_selector: { pool: b } }')}\n      profile_options:\n        size: { choices: { a: {}, b: { kubespawner_override: { node_selector: { pool: small } } } } }`,
      },
      {
        title: 'a choice leads back to the nodes of the hub',
        values: `singleuser:\n  nodeSelector: { pool: small }\n  profileList:\n    - display_name: A\n      kubespawner_override: { node_selector: { pool: large } }\n      profile_options:\n        size: { choices: { a: {}, b: { kubespawner_override: { node_selector: { pool: small } } } } }`,
      },
      { title: 'another profile goes elsewhere', values: `${profiles('{}', GPU)}${SEATS}` },
      { title: 'no seats', values: profiles('{ node_selector: { pool: a } }', '{}') },
      { title: 'no profiles', values: `singleuser: { nodeSelector: { pool: a } }${SEATS}` },
    ],
  },
  'affinity-matches': {
    finds: [
      {
        title: 'labels that only the chart gives',
        values: spread('component: user-placeholder, app: jupyterhub'),
        found: [
          'warning 5:11 a condition of StatefulSet physics-user-placeholder asks for pods that do not exist (component: user-placeholder, app: jupyterhub)',
        ],
      },
      {
        title: 'a hub that is not here',
        values:
          'singleuser:\n  extraPodAntiAffinity:\n    preferred:\n      - weight: 1\n        podAffinityTerm: { topologyKey: zone, labelSelector: { matchExpressions: [{ key: prewarm.dev/hub, operator: In, values: [chemistry] }] } }',
        found: [
          'warning 4:9 a condition of StatefulSet physics-user-placeholder asks for pods that do not exist (prewarm.dev/hub)',
        ],
      },
    ],
    silent: [
      {
        title: 'namespaces by label',
        values:
          'singleuser: { extraPodAffinity: { required: [{ topologyKey: zone, namespaceSelector: {}, labelSelector: { matchLabels: { prewarm.dev/hub: chemistry } } }] } }',
      },
      {
        title: 'labels of ours',
        values: spread('prewarm.dev/component: placeholder, prewarm.dev/hub: physics'),
      },
      {
        title: "the label that placeholders have in common with the chart's",
        values: spread('component: user-placeholder'),
      },
      { title: 'pods of others', values: spread('component: singleuser-server') },
      {
        title: 'another namespace',
        values:
          'singleuser: { extraPodAffinity: { required: [{ topologyKey: zone, namespaces: [lab], labelSelector: { matchLabels: { prewarm.dev/hub: chemistry } } }] } }',
      },
    ],
  },
  'user-scheduler-mismatch': {
    finds: [
      {
        title: 'by default',
        values: 'scheduling:\n  userPlaceholder: { replicas: 2 }',
        found: [
          "note 2:32 the chart's user scheduler places users, and the cluster's default scheduler the placeholders: users are packed together, placeholders spread out",
        ],
      },
      {
        title: 'with names of the chart',
        values:
          'fullnameOverride: null\nscheduling:\n  userScheduler: { enabled: true }\n  userPlaceholder: { replicas: 2 }',
        found: [
          "note 3:29 the chart's user scheduler places users, and the cluster's default scheduler the placeholders: users are packed together, placeholders spread out",
        ],
      },
    ],
    silent: [
      {
        title: 'the scheduler is off',
        values: 'scheduling: { userScheduler: { enabled: false }, userPlaceholder: { replicas: 2 } }',
      },
      {
        title: 'placeholders have it as well',
        values: 'scheduling: { userPlaceholder: { replicas: 2 } }',
        options: { schedulerName: 'jhub-user-scheduler' },
      },
      { title: 'no seats', values: '{}' },
    ],
  },
  'run-as-user': {
    finds: [
      {
        title: 'taken away',
        values: 'prePuller:\n  containerSecurityContext: { runAsUser: null }',
        found: [
          'warning 2:42 DaemonSet physics-image-puller-… sets no user id: an image whose user is root or a name is refused after its pull, and the gate stays closed',
        ],
      },
    ],
    silent: [
      { title: 'another number', values: 'prePuller: { containerSecurityContext: { runAsUser: 1000 } }' },
      {
        title: 'of the gate',
        values: 'prePuller: { hook: { containerSecurityContext: { runAsUser: null } } }',
      },
    ],
  },
  'puller-memory-limit': {
    finds: [
      {
        title: '32Mi',
        values: 'prePuller:\n  resources:\n    limits: { memory: 32Mi }',
        found: [
          'warning 3:23 the memory limit of pullers is 32Mi: containers with 20Mi were killed while the runtime was starting them',
        ],
      },
    ],
    silent: [
      { title: '64Mi', values: 'prePuller: { resources: { limits: { memory: 64Mi } } }' },
      { title: 'a request', values: 'prePuller: { resources: { requests: { memory: 8Mi } } }' },
    ],
  },
  'gate-memory-limit': {
    finds: [
      {
        title: '50Mi',
        values: 'prePuller:\n  hook:\n    resources: { limits: { memory: 50Mi } }',
        found: [
          'warning 3:36 the memory limit of the gate is 50Mi: it is a Node.js program and takes about 90Mi',
        ],
      },
    ],
    silent: [
      { title: '128Mi', values: 'prePuller: { hook: { resources: { limits: { memory: 128Mi } } } }' },
      {
        title: 'no gate',
        values: 'prePuller: { hook: { enabled: false, resources: { limits: { memory: 50Mi } } } }',
      },
    ],
  },
};
