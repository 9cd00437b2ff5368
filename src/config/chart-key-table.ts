import { scalarAt, type MapNode, type Path } from './tree';

/** Anything below this key is taken as it is. */
export const ANY = 'any';

/** The keys that the chart knows at one place. */
export interface KnownKeys {
  /** true: every other key is worth a warning; false: only one that looks like a slip. */
  readonly closed: boolean;
  readonly keys: Readonly<Record<string, KnownKeys | typeof ANY>>;
}

function closed(keys: KnownKeys['keys']): KnownKeys {
  return { closed: true, keys };
}

function any(...names: string[]): Record<string, typeof ANY> {
  return Object.fromEntries(names.map((name) => [name, ANY]));
}

const image = closed(any('name', 'tag', 'pullPolicy', 'pullSecrets', 'policy'));
const serviceAccount = closed(any('create', 'name', 'annotations'));
const requiredPreferred = closed(any('required', 'preferred'));

/** Keys of chart releases 4.x in the areas that Prewarm reads; the rest of the chart is only named. */
export const KNOWN_KEYS: KnownKeys = {
  closed: false,
  keys: {
    ...any(
      'fullnameOverride',
      'nameOverride',
      'global',
      'custom',
      'debug',
      'ingress',
      'httpRoute',
      'cull',
      'proxy',
    ),
    ...any('imagePullSecrets', 'enabled', 'extraFiles'),
    imagePullSecret: closed(
      any('create', 'automaticReferenceInjection', 'registry', 'username', 'password', 'email'),
    ),
    rbac: closed(any('create', 'enabled')),
    hub: {
      closed: false,
      keys: any(
        ...[
          'annotations',
          'args',
          'authenticatePrometheus',
          'baseUrl',
          'command',
          'concurrentSpawnLimit',
          'config',
        ],
        ...['consecutiveFailureLimit', 'activeServerLimit', 'containerSecurityContext', 'cookieSecret', 'db'],
        ...[
          'deploymentStrategy',
          'existingSecret',
          'extraConfig',
          'extraContainers',
          'extraEnv',
          'extraFiles',
        ],
        ...[
          'extraPodSpec',
          'extraVolumeMounts',
          'extraVolumes',
          'fsGid',
          'image',
          'initContainers',
          'labels',
        ],
        ...[
          'lifecycle',
          'livenessProbe',
          'loadRoles',
          'namedServerLimitPerUser',
          'networkPolicy',
          'nodeSelector',
        ],
        ...[
          'pdb',
          'podSecurityContext',
          'readinessProbe',
          'redirectToServer',
          'resources',
          'revisionHistoryLimit',
        ],
        ...['service', 'serviceAccount', 'services', 'shutdownOnLogout', 'startupProbe', 'templatePaths'],
        ...['templateVars', 'tolerations', 'uid', 'allowNamedServers', 'extraConfigMap', 'publicURL'],
      ),
    },
    prePuller: closed({
      hook: closed({
        ...any('enabled', 'pullOnlyOnChanges', 'podSchedulingWaitDuration', 'nodeSelector', 'tolerations'),
        ...any('resources', 'containerSecurityContext', 'daemonsetAnnotations'),
        image,
        serviceAccount,
        serviceAccountImagePuller: serviceAccount,
      }),
      continuous: closed({ ...any('enabled', 'daemonsetAnnotations'), serviceAccount }),
      pause: closed({ image, ...any('containerSecurityContext') }),
      ...any(
        'pullProfileListImages',
        'extraImages',
        'extraTolerations',
        'resources',
        'containerSecurityContext',
      ),
      ...any('labels', 'annotations', 'revisionHistoryLimit'),
    }),
    scheduling: closed({
      userScheduler: closed({
        ...any(
          'enabled',
          'replicas',
          'revisionHistoryLimit',
          'logLevel',
          'plugins',
          'pluginConfig',
          'nodeSelector',
        ),
        ...any('tolerations', 'labels', 'annotations', 'pdb', 'resources', 'containerSecurityContext'),
        ...any('serviceAccount', 'extraPodSpec', 'image'),
      }),
      podPriority: closed(
        any('enabled', 'globalDefault', 'defaultPriority', 'imagePullerPriority', 'userPlaceholderPriority'),
      ),
      userPlaceholder: closed({
        ...any('enabled', 'replicas', 'resources', 'labels', 'annotations', 'revisionHistoryLimit'),
        ...any('containerSecurityContext', 'extraPodSpec'),
        image,
      }),
      corePods: closed({ ...any('tolerations'), nodeAffinity: closed(any('matchNodePurpose')) }),
      userPods: closed({ ...any('tolerations'), nodeAffinity: closed(any('matchNodePurpose')) }),
    }),
    singleuser: closed({
      ...any(
        'podNameTemplate',
        'extraTolerations',
        'nodeSelector',
        'networkPolicy',
        'events',
        'extraAnnotations',
      ),
      ...any('extraLabels', 'extraFiles', 'extraEnv', 'lifecycleHooks', 'initContainers', 'extraContainers'),
      ...any(
        'allowPrivilegeEscalation',
        'uid',
        'fsGid',
        'serviceAccountName',
        'storage',
        'startTimeout',
        'cmd',
      ),
      ...any('defaultUrl', 'extraPodConfig', 'profileList', 'secretFiles'),
      networkTools: closed({ image, ...any('resources') }),
      cloudMetadata: closed(any('blockWithIptables', 'ip', 'enabled')),
      extraNodeAffinity: requiredPreferred,
      extraPodAffinity: requiredPreferred,
      extraPodAntiAffinity: requiredPreferred,
      image,
      cpu: closed(any('guarantee', 'limit')),
      memory: closed(any('guarantee', 'limit')),
      extraResource: closed(any('guarantees', 'limits')),
    }),
  },
};

/** Places in prePuller, scheduling and singleuser where the chart reads a key of this name. */
export function knownPathsEndingIn(key: string): string[] {
  const generic = new Set([
    'enabled',
    'image',
    'name',
    'tag',
    'create',
    'labels',
    'annotations',
    'ip',
    'required',
    'preferred',
  ]);
  if (generic.has(key)) return [];
  const found: string[] = [];
  const walk = (known: KnownKeys, at: string): void => {
    for (const [name, inner] of Object.entries(known.keys)) {
      const path = at === '' ? name : `${at}.${name}`;
      if (name === key && !path.startsWith('hub.')) found.push(path);
      if (inner !== ANY && path !== 'hub') walk(inner, path);
    }
  };
  walk(KNOWN_KEYS, '');
  return found.length <= 3 ? found : [];
}

export interface WithoutEffect {
  readonly path: Path;
  readonly reason: string;
  /** When the values ask for what is done anyway. */
  readonly unless?: (tree: MapNode) => boolean;
}

/** Keys that the chart reads and that change nothing in what Prewarm writes, and why. */
export const WITHOUT_EFFECT: readonly WithoutEffect[] = [
  {
    path: ['prePuller', 'hook', 'pullOnlyOnChanges'],
    reason: 'names carry a hash of the images, so unchanged images never run anything again',
    unless: (tree) => scalarAt(tree, ['prePuller', 'hook', 'pullOnlyOnChanges']) === true,
  },
  {
    path: ['prePuller', 'hook', 'podSchedulingWaitDuration'],
    reason:
      'the gate waits for a quorum of the nodes until its deadline (gate.quorum, gate.deadline in prewarm.yaml)',
  },
  {
    path: ['prePuller', 'hook', 'image', 'name'],
    reason: 'the gate is a program of our own; its image is gate.image in prewarm.yaml',
  },
  {
    path: ['prePuller', 'hook', 'image', 'tag'],
    reason: 'the gate is a program of our own; its image is gate.image in prewarm.yaml',
  },
  {
    path: ['prePuller', 'hook', 'image', 'pullPolicy'],
    reason: 'the gate is a program of our own; its image is gate.image in prewarm.yaml',
  },
  {
    path: ['singleuser', 'image', 'pullPolicy'],
    reason: 'it concerns user pods; the puller leaves the policy to Kubernetes',
  },
  {
    path: ['singleuser', 'networkTools', 'image', 'pullSecrets'],
    reason: 'user pods do not get these secrets, and the puller uses what user pods use',
  },
  {
    path: ['singleuser', 'networkTools', 'resources'],
    reason: 'it concerns the init container of user pods',
  },
  {
    path: ['singleuser', 'extraPodConfig'],
    reason: 'it concerns user pods; neither pullers nor placeholders take it',
  },
  {
    path: ['scheduling', 'podPriority', 'globalDefault'],
    reason: 'a class of ours is never the default of a whole cluster; pods name their class instead',
    unless: (tree) => scalarAt(tree, ['scheduling', 'podPriority', 'globalDefault']) === false,
  },
  {
    path: ['scheduling', 'userScheduler'],
    reason:
      'the scheduler stays with the chart; schedulerName in prewarm.yaml puts the placeholders under it',
  },
  {
    path: ['prePuller', 'hook', 'serviceAccountImagePuller'],
    reason: 'there is one puller, and its account is continuous.serviceAccount',
    unless: (tree) => {
      const continuous = scalarAt(tree, ['prePuller', 'continuous', 'enabled']);
      return continuous !== undefined && continuous !== true;
    },
  },
];

/** Blocks that people write in a place where the chart does not read them, each seen in public files. */
export const MISPLACED: readonly { readonly path: Path; readonly belongs: string }[] = [
  { path: ['hub', 'prePuller'], belongs: 'prePuller (at the top)' },
  { path: ['hub', 'scheduling'], belongs: 'scheduling (at the top)' },
  { path: ['hub', 'singleuser'], belongs: 'singleuser (at the top)' },
  { path: ['hub', 'profileList'], belongs: 'singleuser.profileList' },
  { path: ['hub', 'imagePullSecrets'], belongs: 'imagePullSecrets (at the top)' },
  { path: ['singleuser', 'prePuller'], belongs: 'prePuller (at the top)' },
  { path: ['singleuser', 'scheduling'], belongs: 'scheduling (at the top)' },
  { path: ['singleuser', 'tolerations'], belongs: 'singleuser.extraTolerations' },
  { path: ['singleuser', 'affinity'], belongs: 'singleuser.extraNodeAffinity' },
  { path: ['singleuser', 'profile_list'], belongs: 'singleuser.profileList' },
  { path: ['singleuser', 'resources'], belongs: 'singleuser.cpu and singleuser.memory' },
  { path: ['singleuser', 'cpu', 'cpu_guarantee'], belongs: 'singleuser.cpu.guarantee' },
  { path: ['singleuser', 'cpu', 'cpu_limit'], belongs: 'singleuser.cpu.limit' },
  { path: ['singleuser', 'memory', 'mem_guarantee'], belongs: 'singleuser.memory.guarantee' },
  { path: ['singleuser', 'memory', 'mem_limit'], belongs: 'singleuser.memory.limit' },
  { path: ['prePuller', 'enabled'], belongs: 'prePuller.hook.enabled and prePuller.continuous.enabled' },
  {
    path: ['prePuller', 'nodeSelector'],
    belongs: 'singleuser.nodeSelector, the only node selector that pullers have',
  },
  { path: ['prePuller', 'tolerations'], belongs: 'prePuller.extraTolerations' },
  { path: ['prePuller', 'images'], belongs: 'prePuller.extraImages' },
  {
    path: ['prePuller', 'continuous', 'nodeSelector'],
    belongs: 'singleuser.nodeSelector, the only node selector that pullers have',
  },
  { path: ['prePuller', 'continuous', 'tolerations'], belongs: 'prePuller.extraTolerations' },
  { path: ['prePuller', 'continuous', 'resources'], belongs: 'prePuller.resources' },
  {
    path: ['prePuller', 'continuous', 'serviceAccountImagePuller'],
    belongs: 'prePuller.continuous.serviceAccount',
  },
  {
    path: ['scheduling', 'userPlaceholder', 'nodeSelector'],
    belongs: 'singleuser.nodeSelector, which placeholders share',
  },
  {
    path: ['scheduling', 'userPlaceholder', 'tolerations'],
    belongs: 'scheduling.userPods.tolerations, which placeholders share',
  },
  {
    path: ['scheduling', 'userPlaceholder', 'priority'],
    belongs: 'scheduling.podPriority.userPlaceholderPriority',
  },
  {
    path: ['scheduling', 'userPods', 'matchNodePurpose'],
    belongs: 'scheduling.userPods.nodeAffinity.matchNodePurpose',
  },
  {
    path: ['scheduling', 'corePods', 'matchNodePurpose'],
    belongs: 'scheduling.corePods.nodeAffinity.matchNodePurpose',
  },
];
