import { type Delivery } from '../../../src/config/hub';
import { inKind, inPod, type RuleCases } from './situation';

const PLACEHOLDERS = 'scheduling: { podPriority: { enabled: true }, userPlaceholder: { replicas: 3 } }';

/** Rules about what our pods may do, and what must not be seen. */
export const SECURITY_CASES: Readonly<Record<string, RuleCases>> = {
  'gate-rights': {
    finds: [
      {
        title: 'more than reading',
        change: inKind('Role', {
          rules: [{ apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['get', 'delete'] }],
        }),
        found: [
          'error Role physics-image-gate /rules Role physics-image-gate must allow "get" on the DaemonSets physics-image-puller-… and nothing else',
        ],
      },
      {
        title: 'bound to somebody else',
        change: inKind('RoleBinding', {
          subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'teaching' }],
        }),
        found: [
          'error RoleBinding physics-image-gate RoleBinding physics-image-gate must bind the Role physics-image-gate to the account of the gate and to nobody else',
        ],
      },
      {
        title: 'rights in the whole cluster',
        more: [
          {
            stage: 'prepull',
            file: 'physics/prepull/manifests.k8s.yaml',
            json: { kind: 'ClusterRole', metadata: { name: 'all' } },
          },
        ],
        found: ['error ClusterRole all ClusterRole all gives rights in the whole cluster; none are needed'],
      },
    ],
    silent: [
      { title: 'as rendered', values: '{}' },
      { title: 'rights that are managed elsewhere', values: 'rbac: { create: false }' },
    ],
  },
  'restricted-pods': {
    finds: [
      {
        title: 'a container of the user that says nothing',
        values: 'scheduling:\n  userPlaceholder:\n    extraPodSpec:\n      containers: [{ name: own }]',
        found: [
          'error 4:7 StatefulSet physics-user-placeholder, container own: allowPrivilegeEscalation must be false, got nothing',
          'error 4:7 StatefulSet physics-user-placeholder, container own: capabilities.drop must be ["ALL"], got nothing',
        ],
      },
      {
        title: 'what a user allows pullers',
        values:
          'prePuller:\n  containerSecurityContext:\n    runAsUser: 0\n    allowPrivilegeEscalation: true\n    capabilities: { add: [SYS_ADMIN] }\n    seccompProfile: { type: Unconfined }',
        found: [
          'error 3:16 DaemonSet physics-image-puller-…, container copy-command: runAsUser must be other than 0, got 0',
          'error 6:29 DaemonSet physics-image-puller-…, container copy-command: seccompProfile.type must be RuntimeDefault or Localhost, got "Unconfined"',
          'error 4:31 DaemonSet physics-image-puller-…, container copy-command: allowPrivilegeEscalation must be false, got true',
          'error 5:21 DaemonSet physics-image-puller-…, container copy-command: capabilities.add must be empty or ["NET_BIND_SERVICE"], got ["SYS_ADMIN"]',
        ],
      },
      {
        title: 'a context taken away',
        values: 'prePuller:\n  pause:\n    containerSecurityContext: null',
        found: [
          'error 3:31 DaemonSet physics-image-puller-…, container pause: allowPrivilegeEscalation must be false, got nothing',
          'error 3:31 DaemonSet physics-image-puller-…, container pause: capabilities.drop must be ["ALL"], got nothing',
        ],
      },
      {
        title: 'a gate that may be root',
        values:
          'prePuller:\n  hook:\n    containerSecurityContext: { runAsNonRoot: false, privileged: true, procMount: Unmasked }',
        found: [
          'error 3:66 Job physics-image-gate-…, container gate: privileged must be false, got true',
          'error 3:47 Job physics-image-gate-…, container gate: runAsNonRoot must be true, got false',
          'error 3:83 Job physics-image-gate-…, container gate: procMount must be Default, got "Unmasked"',
        ],
      },
      {
        title: 'a placeholder in the namespaces of the node',
        values:
          'scheduling:\n  userPlaceholder:\n    extraPodSpec:\n      hostNetwork: true\n      hostPID: true\n      volumes: [{ name: a, hostPath: { path: / } }, { name: b, emptyDir: {} }]\n      securityContext: { sysctls: [{ name: kernel.shm_rmid_forced, value: "1" }, { name: kernel.sem, value: "1" }], seLinuxOptions: { type: spc_t, user: u } }',
        found: [
          'error 4:20 StatefulSet physics-user-placeholder: hostNetwork must be false, got true',
          'error 5:16 StatefulSet physics-user-placeholder: hostPID must be false, got true',
          'error 7:141 StatefulSet physics-user-placeholder: seLinuxOptions.type must be container_t, container_init_t, container_kvm_t, got "spc_t"',
          'error 7:154 StatefulSet physics-user-placeholder: seLinuxOptions.user must be left out, got "u"',
          'error 7:82 StatefulSet physics-user-placeholder: the kernel setting kernel.sem must not be changed',
          'error 6:17 StatefulSet physics-user-placeholder: a volume must be of the types configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected, secret, got hostPath',
        ],
      },
      {
        title: 'containers of the user',
        values:
          'scheduling:\n  userPlaceholder:\n    extraPodSpec:\n      containers:\n        - name: own\n          ports: [{ containerPort: 80, hostPort: 80 }]\n          livenessProbe: { httpGet: { host: example.org, port: 80 } }\n          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [NET_RAW] }, appArmorProfile: { type: Unconfined } }',
        found: [
          'error 8:123 StatefulSet physics-user-placeholder, container own: appArmorProfile.type must be RuntimeDefault or Localhost, got "Unconfined"',
          'error 8:79 StatefulSet physics-user-placeholder, container own: capabilities.drop must be ["ALL"], got ["NET_RAW"]',
          'error 6:50 StatefulSet physics-user-placeholder, container own: hostPort must be left out, got 80',
          'error 7:45 StatefulSet physics-user-placeholder, container own: livenessProbe.httpGet.host must be left out, got "example.org"',
        ],
      },
      {
        title: 'AppArmor switched off by annotation',
        values:
          'prePuller: { annotations: { container.apparmor.security.beta.kubernetes.io/pause: unconfined } }',
        found: [
          'error 1:83 DaemonSet physics-image-puller-…: the AppArmor profile must be runtime/default or localhost/…, got "unconfined"',
          'error 1:83 Job physics-image-gate-…: the AppArmor profile must be runtime/default or localhost/…, got "unconfined"',
        ],
      },
      {
        title: 'a kernel setting that is safe only later',
        values:
          'scheduling: { userPlaceholder: { extraPodSpec: { securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "1" }] } } } }',
        options: { kubernetes: { major: 1, minor: 31 } },
        found: [
          'error 1:79 StatefulSet physics-user-placeholder: the kernel setting net.ipv4.tcp_rmem must not be changed',
        ],
      },
    ],
    silent: [
      { title: 'as rendered', values: PLACEHOLDERS },
      {
        title: 'OpenShift sets the user',
        values: 'prePuller: { containerSecurityContext: { runAsUser: null, runAsGroup: null } }',
      },
      {
        title: 'the one capability that is allowed, and a profile of the node',
        values:
          'prePuller: { containerSecurityContext: { capabilities: { add: [NET_BIND_SERVICE] }, seccompProfile: { type: Localhost, localhostProfile: x } } }',
      },
      {
        title: 'a kernel setting that has become safe',
        values:
          'scheduling: { userPlaceholder: { extraPodSpec: { securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "1" }] } } } }',
        options: { kubernetes: { major: 1, minor: 32 } },
      },
    ],
  },
  'no-token': {
    finds: [
      {
        title: 'the user mounts one',
        values: 'scheduling:\n  userPlaceholder:\n    extraPodSpec: { automountServiceAccountToken: true }',
        found: [
          'error 3:51 the pods of StatefulSet physics-user-placeholder would get an API token: automountServiceAccountToken must be false, got true',
        ],
      },
      {
        title: 'the user projects one',
        values:
          'scheduling:\n  userPlaceholder:\n    extraPodSpec:\n      volumes:\n        - { name: t, projected: { sources: [{ serviceAccountToken: { path: token } }] } }',
        found: [
          'error 5:11 the pods of StatefulSet physics-user-placeholder would get an API token: its volume number 1 holds a token',
        ],
      },
      {
        title: 'a puller without the switch',
        change: inPod('DaemonSet', { automountServiceAccountToken: null }),
        found: [
          'error DaemonSet physics-image-puller-… /spec/template/spec/automountServiceAccountToken the pods of DaemonSet physics-image-puller-… would get an API token: automountServiceAccountToken must be false, got nothing',
        ],
      },
      {
        title: 'an account that hands it out',
        change: (object) =>
          object['kind'] === 'ServiceAccount' ? { ...object, automountServiceAccountToken: true } : object,
        found: [
          'error ServiceAccount physics-image-puller /automountServiceAccountToken ServiceAccount physics-image-puller gives its token to every pod: automountServiceAccountToken must be false',
          'error ServiceAccount physics-image-gate /automountServiceAccountToken ServiceAccount physics-image-gate gives its token to every pod: automountServiceAccountToken must be false',
        ],
      },
    ],
    silent: [
      {
        title: 'a projected volume without a token',
        values:
          'scheduling: { userPlaceholder: { extraPodSpec: { volumes: [{ name: t, projected: { sources: [{ configMap: { name: x } }] } }] } } }',
      },
      { title: 'the gate alone has one', values: PLACEHOLDERS },
    ],
  },
  'no-credential': {
    finds: [
      {
        title: 'the values layer',
        plan: { valuesLayer: { hub: { config: { key: `AKIA${'A'.repeat(16)}` } } } },
        found: ['error 1:1 an AWS access key would be written to dist/values'],
      },
      {
        title: 'the password of the registry, in an annotation',
        values:
          'imagePullSecret: { create: true, username: robot, password: hunter2! }\nprePuller: { annotations: { note: "pw hunter2!" } }',
        found: [
          'error DaemonSet physics-image-puller-… /spec/template/metadata/annotations/note imagePullSecret.password would be written to the output, from prePuller.annotations.note',
          'error Job physics-image-gate-… /spec/template/metadata/annotations/note imagePullSecret.password would be written to the output, from prePuller.annotations.note',
        ],
      },
      {
        title: 'the same, as registries have it',
        values: `imagePullSecret: { username: robot, password: hunter2! }\nprePuller: { annotations: { note: ${Buffer.from('robot:hunter2!').toString('base64')} } }`,
        found: [
          'error DaemonSet physics-image-puller-… /spec/template/metadata/annotations/note imagePullSecret, encoded for a registry would be written to the output, from prePuller.annotations.note',
          'error Job physics-image-gate-… /spec/template/metadata/annotations/note imagePullSecret, encoded for a registry would be written to the output, from prePuller.annotations.note',
        ],
      },
      {
        title: 'another secret of the values',
        values:
          'hub: { config: { GitHubOAuthenticator: { client_secret: 0a1b2c3d4e } } }\nprePuller: { annotations: { note: 0a1b2c3d4e } }',
        found: [
          'error DaemonSet physics-image-puller-… /spec/template/metadata/annotations/note hub.config.GitHubOAuthenticator.client_secret would be written to the output, from prePuller.annotations.note',
          'error Job physics-image-gate-… /spec/template/metadata/annotations/note hub.config.GitHubOAuthenticator.client_secret would be written to the output, from prePuller.annotations.note',
        ],
      },
      {
        title: 'what looks like a token',
        values: `scheduling: { userPlaceholder: { annotations: { note: ghp_${'a1'.repeat(18)} } } }`,
        found: [
          'error StatefulSet physics-user-placeholder /spec/template/metadata/annotations/note a GitHub token would be written to the output, from scheduling.userPlaceholder.annotations.note',
        ],
      },
      {
        title: 'a private key in the program',
        change: inKind('ConfigMap', {
          data: { 'gate.js': `${' '.repeat(300)}-----BEGIN RSA PRIVATE KEY-----` },
        }),
        found: [
          'error ConfigMap physics-image-gate-program-… /data/gate.js a private key would be written to the output',
        ],
      },
      {
        title: 'a Secret',
        more: [
          {
            stage: 'prepull',
            file: 'physics/prepull/manifests.k8s.yaml',
            json: { kind: 'Secret', metadata: { name: 'pull' }, data: { '.dockerconfigjson': 'e30=' } },
          },
        ],
        found: ['error Secret pull Secret pull would be written to the output'],
      },
      {
        title: 'the address of a repository',
        options: { delivery: deliveryFrom('https://ci:t0ken@git.example.org/hubs.git') },
        found: [
          'error 1:1 the address of a repository holds a credential: https://…@git.example.org/hubs.git',
        ],
      },
    ],
    silent: [
      {
        title: 'what looks like a token in other letters, and a digest in an address',
        values: 'prePuller: { annotations: { a: asia0123456789abcdef, b: "docker://busybox:1@sha256:0" } }',
      },
      {
        title: 'a password that stays in the values',
        values: 'imagePullSecret: { create: true, username: robot, password: hunter2! }',
      },
      {
        title: 'a user name that is part of an image',
        values:
          'imagePullSecret: { username: physics1, password: x }\nsingleuser: { image: { name: quay.io/physics1/base, tag: "1" } }',
      },
      {
        title: 'a plain word as password',
        values:
          'imagePullSecret: { password: placeholder }\nscheduling: { userPlaceholder: { replicas: 1 } }',
      },
      {
        title: 'addresses without a password',
        options: { delivery: deliveryFrom('ssh://git@git.example.org/hubs.git') },
      },
    ],
  },
  'no-global-default': {
    finds: [
      {
        title: 'a class for everybody',
        values: PLACEHOLDERS,
        change: (object) => (object['value'] === 0 ? { ...object, globalDefault: true } : object),
        found: [
          'error PriorityClass teaching.physics.default-0 /globalDefault PriorityClass teaching.physics.default-0 is the default of the whole cluster: every pod without a class would get its priority',
        ],
      },
    ],
    silent: [
      {
        title: 'even when the values ask for it',
        values: 'scheduling: { podPriority: { enabled: true, globalDefault: true } }',
      },
    ],
  },
};

function deliveryFrom(repoURL: string): Delivery {
  return {
    repoURL,
    revision: 'main',
    path: 'dist',
    project: 'default',
    server: 'https://kubernetes.default.svc',
    namespace: 'argocd',
    sourceName: 'hubs',
    interval: '10m',
    hub: undefined,
  };
}
