import { type RuleCases } from './situation';

const scheduling = (priority: string, placeholder: string, more = ''): string =>
  `scheduling:\n  podPriority: { enabled: true${priority} }\n  userPlaceholder: { ${placeholder} }${more}`;
const profile = (override: string): string =>
  `\nsingleuser:\n  profileList:\n    - display_name: Small\n      kubespawner_override: ${override}`;

/** Rules about the priorities, the number and the size of seats. */
export const SEAT_CASES: Readonly<Record<string, RuleCases>> = {
  'no-seats': {
    finds: [
      {
        title: 'by default',
        values: '{}',
        found: [
          'note 1:1 there are 0 placeholders: no seat is kept free, and a user may wait for a new node',
        ],
      },
      {
        title: 'written down',
        values: 'scheduling:\n  userPlaceholder:\n    replicas: 0',
        found: [
          'note 3:15 there are 0 placeholders: no seat is kept free, and a user may wait for a new node',
        ],
      },
    ],
    silent: [
      { title: 'one seat', values: 'scheduling: { userPlaceholder: { replicas: 1 } }' },
      { title: 'switched off on purpose', values: 'scheduling: { userPlaceholder: { enabled: false } }' },
    ],
  },
  'placeholders-disabled': {
    finds: [
      {
        title: 'counted and off',
        values: 'scheduling:\n  userPlaceholder:\n    enabled: false\n    replicas: 3',
        found: [
          'warning 4:15 scheduling.userPlaceholder.replicas is 3, but enabled is false: no seat is kept free',
        ],
      },
    ],
    silent: [
      { title: 'off', values: 'scheduling: { userPlaceholder: { enabled: false } }' },
      { title: 'on', values: 'scheduling: { userPlaceholder: { replicas: 3 } }' },
    ],
  },
  'placeholders-without-priority': {
    finds: [
      {
        title: 'by default',
        values: 'scheduling:\n  userPlaceholder:\n    replicas: 3',
        found: [
          'warning 3:15 3 placeholders stand without pod priority: nothing ever evicts them, they only take room',
        ],
      },
      {
        title: 'switched off',
        values: 'scheduling:\n  podPriority: { enabled: false }\n  userPlaceholder: { replicas: 3 }',
        found: [
          'warning 2:27 3 placeholders stand without pod priority: nothing ever evicts them, they only take room',
        ],
      },
    ],
    silent: [
      { title: 'no seats', values: '{}' },
      { title: 'with priority', values: scheduling('', 'replicas: 3') },
    ],
  },
  'placeholder-priority': {
    finds: [
      {
        title: 'equal',
        values: scheduling(', userPlaceholderPriority: 0', 'replicas: 3'),
        found: [
          'error 2:58 placeholders have the priority 0 and users 0: no server of a user would ever evict a placeholder',
        ],
      },
      {
        title: 'above',
        values: scheduling(', defaultPriority: -20', 'replicas: 3'),
        found: [
          'error 2:50 placeholders have the priority -10 and users -20: no server of a user would ever evict a placeholder',
        ],
      },
      {
        title: 'no seats yet',
        values: scheduling(', userPlaceholderPriority: 5', 'replicas: 0'),
        found: [
          'warning 2:58 placeholders have the priority 5 and users 0: no server of a user would ever evict a placeholder',
        ],
      },
    ],
    silent: [
      { title: 'below', values: scheduling(', userPlaceholderPriority: -1', 'replicas: 3') },
      {
        title: 'no priorities',
        values:
          'scheduling: { podPriority: { userPlaceholderPriority: 5 }, userPlaceholder: { replicas: 3 } }',
      },
      { title: 'no placeholders', values: scheduling(', userPlaceholderPriority: 5', 'enabled: false') },
    ],
  },
  'puller-priority': {
    finds: [
      {
        title: 'below placeholders',
        values: scheduling(', imagePullerPriority: -15', 'replicas: 3'),
        found: [
          'warning 2:54 pullers have the priority -15 and placeholders -10: a node full of placeholders never gets its puller',
        ],
      },
      {
        title: 'equal to placeholders',
        values: scheduling(', imagePullerPriority: -10', 'replicas: 3'),
        found: [
          'warning 2:54 pullers have the priority -10 and placeholders -10: a node full of placeholders never gets its puller',
        ],
      },
      {
        title: 'above users',
        values: scheduling(', imagePullerPriority: 1', 'replicas: 0'),
        found: [
          "warning 2:54 pullers have the priority 1 and users 0: a puller may put a user's server out to get onto its node",
        ],
      },
    ],
    silent: [
      {
        title: 'below placeholders that are no lower than users',
        values: scheduling(', userPlaceholderPriority: 0', 'replicas: 3'),
      },
      { title: 'equal to users', values: scheduling(', imagePullerPriority: 0', 'replicas: 3') },
      {
        title: 'below placeholders of which there are none',
        values: scheduling(', imagePullerPriority: -15', 'replicas: 0'),
      },
      {
        title: 'nothing is pulled',
        values: `${scheduling(', imagePullerPriority: 1', 'replicas: 3')}\nprePuller: { hook: { enabled: false }, continuous: { enabled: false } }`,
      },
    ],
  },
  'priority-below-cutoff': {
    finds: [
      {
        title: 'placeholders',
        values: scheduling(', userPlaceholderPriority: -11', 'replicas: 3'),
        found: [
          "warning 2:58 placeholders have the priority -11, below the autoscaler's cutoff of -10: no node is added for them",
        ],
      },
      {
        title: 'users',
        values: scheduling(', defaultPriority: -11', 'replicas: 0'),
        found: [
          "warning 2:50 users have the priority -11, below the autoscaler's cutoff of -10: no node is added for them",
        ],
      },
      {
        title: 'an autoscaler with another cutoff',
        values: scheduling('', 'replicas: 3'),
        options: { priorityCutoff: 0 },
        found: [
          "warning 2:3 placeholders have the priority -10, below the autoscaler's cutoff of 0: no node is added for them",
        ],
      },
    ],
    silent: [
      { title: 'on the line', values: scheduling('', 'replicas: 3') },
      { title: 'no seats', values: scheduling(', userPlaceholderPriority: -11', 'replicas: 0') },
    ],
  },
  'placeholder-size-zero': {
    finds: [
      {
        title: 'no guarantee',
        values: scheduling('', 'replicas: 3', '\nsingleuser:\n  memory: { guarantee: null }'),
        found: [
          'warning 5:24 3 placeholders ask for no CPU and no memory (from singleuser.cpu, .memory and .extraResource): they keep nothing free',
        ],
      },
      {
        title: 'zeros',
        values: scheduling('', 'replicas: 3, resources: { requests: { cpu: 0, memory: 0Mi } }'),
        found: [
          'warning 3:35 3 placeholders ask for no CPU and no memory (from scheduling.userPlaceholder.resources): they keep nothing free',
        ],
      },
    ],
    silent: [
      {
        title: 'a limit, which counts as a request',
        values: scheduling('', 'replicas: 3, resources: { limits: { memory: 1Gi } }'),
      },
      {
        title: 'a device',
        values: scheduling(
          '',
          'replicas: 3',
          '\nsingleuser: { memory: { guarantee: null }, extraResource: { guarantees: { nvidia.com/gpu: "1" }, limits: { nvidia.com/gpu: "1" } } }',
        ),
      },
      { title: 'no seats', values: 'singleuser: { memory: { guarantee: null } }' },
    ],
  },
  'placeholder-smaller-than-server': {
    finds: [
      {
        title: 'whose limit counts, for want of a guarantee',
        values: `${scheduling('', 'replicas: 3, resources: { requests: { memory: 2Gi } }')}\nsingleuser:\n  memory: { guarantee: null }\n  profileList: [{ display_name: Small, kubespawner_override: { mem_limit: 4G } }]`,
        found: [
          'warning 3:68 a placeholder holds 2Gi of memory and a server needs 4Gi: evicting one does not make room for a user',
        ],
      },
      {
        title: 'in memory',
        values: scheduling('', 'replicas: 3, resources: { requests: { memory: 512Mi } }'),
        found: [
          'warning 3:68 a placeholder holds 512Mi of memory and a server needs 1Gi: evicting one does not make room for a user',
        ],
      },
      {
        title: 'than a server of the default profile',
        values: `${scheduling('', 'replicas: 3, resources: { requests: { memory: 2Gi, cpu: 0.5 } }')}${profile('{ mem_guarantee: 4G, cpu_guarantee: 1 }')}`,
        found: [
          'warning 3:78 a placeholder holds 0.5 of cpu and a server needs 1: evicting one does not make room for a user',
          'warning 3:68 a placeholder holds 2Gi of memory and a server needs 4Gi: evicting one does not make room for a user',
        ],
      },
      {
        title: 'without memory',
        values: scheduling('', 'replicas: 3, resources: { requests: { cpu: 1 } }'),
        found: [
          'warning 3:35 a placeholder holds no memory and a server needs 1Gi: evicting one does not make room for a user',
        ],
      },
    ],
    silent: [
      {
        title: 'of a whole node, without CPU',
        values: scheduling(
          '',
          'replicas: 3, resources: { requests: { memory: 32Gi } }',
          '\nsingleuser: { cpu: { guarantee: 0.05 } }',
        ),
      },
      {
        title: 'of the same size',
        values: scheduling('', 'replicas: 3, resources: { requests: { memory: 1Gi } }'),
      },
      {
        title: 'by its unit alone',
        values: scheduling('', 'replicas: 3, resources: { requests: { memory: 1G } }'),
      },
      { title: 'with the computed size', values: scheduling('', 'replicas: 3') },
    ],
  },
  'memory-unit': {
    finds: [
      {
        title: '1G twice',
        values: scheduling('', 'replicas: 3, resources: { requests: { memory: 1G } }'),
        found: [
          'warning 3:68 a placeholder of 1G is 6.9 % smaller than a server, which gets 1Gi: Kubernetes counts G in powers of 1000, JupyterHub in powers of 1024',
        ],
      },
      {
        title: 'M',
        values: scheduling(
          '',
          'replicas: 3, resources: { requests: { memory: 1800M } }',
          '\nsingleuser: { memory: { guarantee: 1800M } }',
        ),
        found: [
          'warning 3:68 a placeholder of 1800M is 4.6 % smaller than a server, which gets 1800Mi: Kubernetes counts M in powers of 1000, JupyterHub in powers of 1024',
        ],
      },
    ],
    silent: [
      {
        title: 'a guarantee in powers of 1000, written out',
        values: scheduling(
          '',
          'replicas: 3, resources: { requests: { memory: 1G } }',
          '\nsingleuser: { memory: { guarantee: 1000000000 } }',
        ),
      },
      {
        title: 'enough either way',
        values: scheduling('', 'replicas: 3, resources: { requests: { memory: 2G } }'),
      },
      {
        title: 'too little either way',
        values: scheduling('', 'replicas: 3, resources: { requests: { memory: 500M } }'),
      },
      {
        title: 'powers of 1024',
        values: scheduling('', 'replicas: 3, resources: { requests: { memory: 1Gi } }'),
      },
      { title: 'no seats', values: scheduling('', 'replicas: 0, resources: { requests: { memory: 1G } }') },
    ],
  },
  'placeholder-larger-than-node': {
    finds: [
      {
        title: 'than Amazon has it',
        values: scheduling(
          '',
          'replicas: 1, resources: { requests: { memory: 65Gi } }',
          '\nsingleuser: { nodeSelector: { node.kubernetes.io/instance-type: r5.2xlarge } }',
        ),
        found: [
          'warning 3:68 a placeholder asks for 65Gi of memory, and the machine r5.2xlarge has 64Gi in all: it never fits',
        ],
      },
      {
        title: 'than Google has it, by the size of a server',
        values: scheduling(
          '',
          'replicas: 1',
          '\nsingleuser:\n  memory: { guarantee: 40G }\n  nodeSelector: { node.kubernetes.io/instance-type: n2-highmem-4 }',
        ),
        found: [
          'warning 5:24 a placeholder asks for 40Gi of memory, and the machine n2-highmem-4 has 32Gi in all: it never fits',
        ],
      },
    ],
    silent: [
      {
        title: 'it fits',
        values: scheduling(
          '',
          'replicas: 1, resources: { requests: { memory: 60Gi } }',
          '\nsingleuser: { nodeSelector: { node.kubernetes.io/instance-type: r5.2xlarge } }',
        ),
      },
      {
        title: 'a machine that nobody knows',
        values: scheduling(
          '',
          'replicas: 1, resources: { requests: { memory: 6500Gi } }',
          '\nsingleuser: { nodeSelector: { node.kubernetes.io/instance-type: x9.huge } }',
        ),
      },
      {
        title: 'any machine',
        values: scheduling('', 'replicas: 1, resources: { requests: { memory: 6500Gi } }'),
      },
    ],
  },
  'placeholder-memory-limit': {
    finds: [
      {
        title: '20Mi',
        values: scheduling(
          '',
          'replicas: 1, resources: { requests: { memory: 10Mi }, limits: { memory: 20Mi } }',
        ),
        found: [
          'warning 3:94 the memory limit of placeholders is 20Mi: containers with 20Mi were killed while the runtime was starting them',
        ],
      },
      {
        title: 'of servers',
        values: scheduling('', 'replicas: 1', '\nsingleuser:\n  memory: { guarantee: 10M, limit: 32M }'),
        found: [
          'warning 5:36 the memory limit of placeholders is 32Mi: containers with 20Mi were killed while the runtime was starting them',
        ],
      },
    ],
    silent: [
      { title: '64Mi', values: scheduling('', 'replicas: 1, resources: { limits: { memory: 64Mi } }') },
      { title: 'none', values: scheduling('', 'replicas: 1') },
    ],
  },
  'default-profile-size': {
    finds: [
      {
        title: 'larger than a placeholder',
        values: `${scheduling('', 'replicas: 2')}${profile('{ mem_guarantee: 4G, cpu_guarantee: 0.5 }')}`,
        found: [
          'warning 7:46 a placeholder and a server of the default profile "Small" differ in size: 1Gi of memory against 4Gi of memory, no cpu against 500m of cpu; evicting one does not make room for the other',
        ],
      },
      {
        title: 'smaller than a placeholder',
        values: `${scheduling('', 'replicas: 2')}${profile('{ mem_guarantee: 512M }')}`,
        found: [
          'note 7:46 a placeholder and a server of the default profile "Small" differ in size: 1Gi of memory against 512Mi of memory; evicting one frees more than is needed',
        ],
      },
      {
        title: 'by its default choice',
        values: `${scheduling('', 'replicas: 2')}\nsingleuser:\n  profileList:\n    - display_name: Sizes\n      profile_options:\n        size:\n          choices:\n            a: { kubespawner_override: { mem_guarantee: 8G } }\n            b: { default: true, kubespawner_override: { mem_guarantee: 2G } }`,
        found: [
          'warning 11:72 a placeholder and a server of the default profile "Sizes" differ in size: 1Gi of memory against 2Gi of memory; evicting one does not make room for the other',
        ],
      },
    ],
    silent: [
      {
        title: 'the same size',
        values: `${scheduling('', 'replicas: 2')}${profile('{ mem_guarantee: 1G }')}`,
      },
      {
        title: 'another profile',
        values: `${scheduling('', 'replicas: 2')}${profile('{}')}\n    - display_name: Large\n      kubespawner_override: { mem_guarantee: 64G }`,
      },
      {
        title: 'a size of its own',
        values: `${scheduling('', 'replicas: 2, resources: { requests: { memory: 4Gi } }')}${profile('{ mem_guarantee: 2G }')}`,
      },
      { title: 'no seats', values: profile('{ mem_guarantee: 4G }') },
    ],
  },
  'server-without-size': {
    finds: [
      {
        title: 'placeholders have one',
        values: scheduling(
          '',
          'replicas: 2, resources: { requests: { memory: 1Gi } }',
          '\nsingleuser:\n  memory: { guarantee: null }',
        ),
        found: [
          'warning 5:24 servers guarantee no CPU and no memory, so none of them ever evicts a placeholder: users share the nodes they find, however full',
        ],
      },
    ],
    silent: [
      {
        title: 'the default profile has one',
        values: `${scheduling('', 'replicas: 2, resources: { requests: { memory: 1Gi } }')}\nsingleuser:\n  memory: { guarantee: null }\n  profileList: [{ display_name: Small, kubespawner_override: { cpu_guarantee: 1 } }]`,
      },
      {
        title: 'placeholders have none either',
        values: scheduling('', 'replicas: 2', '\nsingleuser: { memory: { guarantee: null } }'),
      },
    ],
  },
  'many-small-placeholders': {
    finds: [
      {
        title: '300 of 512M',
        values: scheduling('', 'replicas: 300', '\nsingleuser: { memory: { guarantee: 512M } }'),
        found: [
          'warning 3:32 300 placeholders of 512Mi are evicted one by one: since Kubernetes 1.32 the scheduler evicts more than it needs in a burst, and single users can wait for minutes',
        ],
      },
    ],
    silent: [
      {
        title: '99',
        values: scheduling('', 'replicas: 99', '\nsingleuser: { memory: { guarantee: 512M } }'),
      },
      { title: '300 of 1G', values: scheduling('', 'replicas: 300') },
    ],
  },
};
