import type { Problem } from '../problem/problem';
import { parseJupyterHubBytes } from '../kube/quantity';
import * as defaults from './chart-defaults';
import { reportMisplacedKeys } from './chart-keys';
import { findUnseen } from './not-seen';
import { ImageReader, sortedEntries, splitReference } from './read-images';
import { readBytes, readProfiles } from './read-profiles';
import { pathText, scalarAt, whereAt, type MapNode, type Path } from './tree';
import type {
  Affinity,
  ImageUse,
  MatchNodePurpose,
  PrePullerValues,
  SchedulingValues,
  ServiceAccountValues,
  SingleuserValues,
  Size,
  Values,
} from './values';
import { isNull } from './described-value';
import { ValuesReader } from './values-reader';

/** What the reading of values depends on besides the values. */
export interface ValuesContext {
  /** Release of the z2jh chart; the tag of the images that come with it. */
  readonly chartVersion: string;
  /** Name of the Helm release, part of some names when `fullnameOverride` is null. */
  readonly release: string;
  /** Whole files behind the layers, for what stands beside the hub's own values. */
  readonly layers: readonly { readonly root: MapNode; readonly path: readonly string[] }[];
}

export interface ValuesResult {
  readonly values: Values;
  readonly problems: readonly Problem[];
}

const NODE_PURPOSES: readonly MatchNodePurpose[] = ['ignore', 'prefer', 'require'];

/** Types the merged layers of one hub. Problems do not stop the reading; with an error the values are not to be used. */
export function readValues(tree: MapNode, context: ValuesContext): ValuesResult {
  const reader = new ValuesReader(tree);
  const images = new ImageReader(reader);
  const singleuser = readSingleuser(reader, images, context);
  const scheduling = readScheduling(reader, images);
  const prePuller = readPrePuller(reader, images);
  const values: Values = {
    imagePullSecrets: readPullSecrets(reader, context),
    createRbac: reader.boolean(['rbac', 'create'], true),
    singleuser,
    scheduling,
    prePuller,
    proxyImage: images.own(['proxy', 'chp', 'image'], {
      name: defaults.PROXY_IMAGE,
      tag: defaults.PROXY_TAG,
    }),
    notSeen: [...images.notSeen, ...findUnseen(tree, context.layers)],
  };
  reportMisplacedKeys(reader);
  return { values, problems: reader.problems };
}

function readSingleuser(reader: ValuesReader, images: ImageReader, context: ValuesContext): SingleuserValues {
  const own = (...keys: string[]): Path => ['singleuser', ...keys];
  reader.map(['singleuser']);
  const blocked = blocksMetadata(reader);
  const readTools = () =>
    images.nameAndTag(own('networkTools', 'image'), 'block-cloud-metadata init container', {
      name: defaults.NETWORK_TOOLS_IMAGE,
      tag: context.chartVersion,
    });
  return {
    image: images.nameAndTag(own('image'), 'singleuser.image', {
      name: defaults.SINGLEUSER_IMAGE,
      tag: context.chartVersion,
    }),
    pullSecrets: reader.secretNames(own('image', 'pullSecrets')),
    networkTools: blocked ? readTools() : undefined,
    containers: [
      ...readContainers(reader, images, own('initContainers'), 'init container'),
      ...readContainers(reader, images, own('extraContainers'), 'container'),
    ],
    profiles: readProfiles(reader, images),
    nodeSelector: reader.stringMap(own('nodeSelector')),
    extraTolerations: reader.fragments(own('extraTolerations')),
    nodeAffinity: readAffinity(reader, own('extraNodeAffinity')),
    podAffinity: readAffinity(reader, own('extraPodAffinity')),
    podAntiAffinity: readAffinity(reader, own('extraPodAntiAffinity')),
    size: readSize(reader),
  };
}

/** `blockWithIptables`, or its forerunner `enabled`, which said the opposite: whether metadata may be reached. */
function blocksMetadata(reader: ValuesReader): boolean {
  const old: Path = ['singleuser', 'cloudMetadata', 'enabled'];
  const blocked = reader.boolean(['singleuser', 'cloudMetadata', 'blockWithIptables'], true);
  const allowed: Path = ['singleuser', 'networkPolicy', 'egressAllowRules', 'cloudMetadataServer'];
  if (blocked && scalarAt(reader.tree, allowed) === true) {
    reader.warning(
      'chart-refuses',
      whereAt(reader.tree, allowed),
      `${pathText(allowed)} is true while blockWithIptables is on: the chart refuses to install such a hub`,
      'Set singleuser.cloudMetadata.blockWithIptables: false, or remove this rule.',
    );
  }
  if (reader.node(old) === undefined) return blocked;
  reader.warning(
    'old-spelling',
    reader.keyWhere(old),
    'singleuser.cloudMetadata.enabled is the old way to say that users may reach the cloud metadata; it is read as its opposite, blockWithIptables',
    'Write blockWithIptables: instead; the chart no longer accepts enabled:.',
  );
  return !reader.boolean(old, false);
}

function readContainers(reader: ValuesReader, images: ImageReader, path: Path, kind: string): ImageUse[] {
  const node = reader.node(path);
  if (node?.kind === 'map') {
    reader.warning(
      'old-spelling',
      reader.keyWhere(path),
      `${path.join('.')} is a map; it is read in the order of its keys, but the chart accepts only a list`,
      'Write each container as a "- " item.',
    );
  }
  return images.containers(node, path, (name) => `${kind} "${name}"`);
}

function readAffinity(reader: ValuesReader, path: Path): Affinity {
  reader.map(path);
  return {
    required: reader.fragments([...path, 'required']),
    preferred: reader.fragments([...path, 'preferred']),
  };
}

function readSize(reader: ValuesReader): Size {
  const bytes = (key: 'guarantee' | 'limit', fallback: string | undefined): bigint | undefined => {
    const path: Path = ['singleuser', 'memory', key];
    const node = reader.node(path);
    if (node === undefined) return fallback === undefined ? undefined : parseJupyterHubBytes(fallback);
    return readBytes(reader, node, path);
  };
  reader.map(['singleuser', 'cpu']);
  reader.map(['singleuser', 'memory']);
  return {
    cpuGuarantee: reader.cores(['singleuser', 'cpu', 'guarantee']),
    cpuLimit: reader.cores(['singleuser', 'cpu', 'limit']),
    memoryGuarantee: bytes('guarantee', defaults.MEMORY_GUARANTEE),
    memoryLimit: bytes('limit', undefined),
    extraGuarantees: reader.quantities(['singleuser', 'extraResource', 'guarantees']),
    extraLimits: reader.quantities(['singleuser', 'extraResource', 'limits']),
  };
}

function readScheduling(reader: ValuesReader, images: ImageReader): SchedulingValues {
  const at = (...keys: string[]): Path => ['scheduling', ...keys];
  const priority = (key: string, fallback: number): number =>
    reader.integer(at('podPriority', key), fallback, -2_147_483_648, 1_000_000_000) ?? 0;
  const purpose = (pods: string): MatchNodePurpose =>
    reader.oneOf(at(pods, 'nodeAffinity', 'matchNodePurpose'), NODE_PURPOSES, 'prefer');
  const tolerations = (pods: 'userPods' | 'corePods', role: 'user' | 'core') =>
    reader.node(at(pods, 'tolerations')) === undefined
      ? defaults.dedicatedTolerations(role)
      : reader.fragments(at(pods, 'tolerations'));
  reader.map(at());
  for (const block of ['podPriority', 'userPlaceholder', 'userScheduler', 'corePods', 'userPods']) {
    reader.map(at(block));
  }
  return {
    podPriority: {
      enabled: reader.boolean(at('podPriority', 'enabled'), false),
      globalDefault: reader.boolean(at('podPriority', 'globalDefault'), false),
      defaultPriority: priority('defaultPriority', defaults.DEFAULT_PRIORITY),
      imagePullerPriority: priority('imagePullerPriority', defaults.IMAGE_PULLER_PRIORITY),
      userPlaceholderPriority: priority('userPlaceholderPriority', defaults.USER_PLACEHOLDER_PRIORITY),
    },
    userPlaceholder: {
      enabled: reader.boolean(at('userPlaceholder', 'enabled'), true),
      replicas: reader.integer(at('userPlaceholder', 'replicas'), 0, 0) ?? 0,
      image: images.own(at('userPlaceholder', 'image'), {
        name: defaults.PAUSE_IMAGE,
        tag: defaults.PAUSE_TAG,
      }),
      pullPolicy: reader.pullPolicy(at('userPlaceholder', 'image', 'pullPolicy')),
      pullSecrets: reader.secretNames(at('userPlaceholder', 'image', 'pullSecrets')),
      resources: reader.resources(at('userPlaceholder', 'resources')),
      labels: reader.stringMap(at('userPlaceholder', 'labels')),
      annotations: reader.stringMap(at('userPlaceholder', 'annotations')),
      revisionHistoryLimit: reader.integer(at('userPlaceholder', 'revisionHistoryLimit'), undefined, 0),
      containerSecurityContext: reader.mergedFragment(
        at('userPlaceholder', 'containerSecurityContext'),
        defaults.RESTRICTED_CONTAINER,
      ),
      extraPodSpec: reader.mergedFragment(at('userPlaceholder', 'extraPodSpec'), {}),
    },
    corePodsTolerations: tolerations('corePods', 'core'),
    corePodsNodePurpose: purpose('corePods'),
    userPodsTolerations: tolerations('userPods', 'user'),
    userPodsNodePurpose: purpose('userPods'),
    userSchedulerEnabled: reader.boolean(at('userScheduler', 'enabled'), true),
  };
}

function readPrePuller(reader: ValuesReader, images: ImageReader): PrePullerValues {
  const at = (...keys: string[]): Path => ['prePuller', ...keys];
  const securityContext = (...keys: string[]) =>
    reader.mergedFragment(at(...keys, 'containerSecurityContext'), defaults.RESTRICTED_CONTAINER);
  const account = (...keys: string[]): ServiceAccountValues => ({
    create: reader.boolean(at(...keys, 'create'), true),
    name: reader.string(at(...keys, 'name'), undefined) || undefined,
    annotations: reader.stringMap(at(...keys, 'annotations')),
  });
  reader.map(at());
  for (const block of ['hook', 'continuous', 'pause']) reader.map(at(block));
  return {
    hook: {
      enabled: reader.boolean(at('hook', 'enabled'), true),
      pullSecrets: reader.secretNames(at('hook', 'image', 'pullSecrets')),
      nodeSelector: reader.stringMap(at('hook', 'nodeSelector')),
      tolerations: reader.fragments(at('hook', 'tolerations')),
      resources: reader.resources(at('hook', 'resources')) ?? { requests: {}, limits: {} },
      containerSecurityContext: securityContext('hook'),
      serviceAccount: account('hook', 'serviceAccount'),
      serviceAccountImagePuller: account('hook', 'serviceAccountImagePuller'),
      daemonsetAnnotations: reader.stringMap(at('hook', 'daemonsetAnnotations')),
    },
    continuous: {
      enabled: reader.boolean(at('continuous', 'enabled'), true),
      serviceAccount: account('continuous', 'serviceAccount'),
      daemonsetAnnotations: reader.stringMap(at('continuous', 'daemonsetAnnotations')),
    },
    pullProfileListImages: reader.boolean(at('pullProfileListImages'), true),
    extraImages: readExtraImages(reader, images),
    extraTolerations: reader.fragments(at('extraTolerations')),
    resources: reader.resources(at('resources')),
    containerSecurityContext: securityContext(),
    labels: reader.stringMap(at('labels')),
    annotations: reader.stringMap(at('annotations')),
    revisionHistoryLimit: reader.integer(at('revisionHistoryLimit'), undefined, 0),
    pauseImage: images.own(at('pause', 'image'), { name: defaults.PAUSE_IMAGE, tag: defaults.PAUSE_TAG }),
    pausePullPolicy: reader.pullPolicy(at('pause', 'image', 'pullPolicy')),
    pausePullSecrets: reader.secretNames(at('pause', 'image', 'pullSecrets')),
    pauseSecurityContext: securityContext('pause'),
  };
}

function readExtraImages(reader: ValuesReader, images: ImageReader): ImageUse[] {
  const path: Path = ['prePuller', 'extraImages'];
  const map = reader.map(
    path,
    () => 'Give each image a name of its own: key: { name: quay.io/org/image, tag: "1.0" }.',
  );
  if (map === undefined) return [];
  return sortedEntries(map).flatMap(([key, node]) => {
    if (isNull(node)) return [];
    if (node.kind !== 'map') {
      reader.wrongType([...path, key], node, 'a map with name and tag', splitReference(node));
      return [];
    }
    const use = images.nameAndTag([...path, key], `extra image "${key}"`, { name: '', tag: '' });
    return use === undefined ? [] : [use];
  });
}

/** Chart-wide pull secrets; the one that the chart creates comes last and is only named, never written. */
function readPullSecrets(reader: ValuesReader, context: ValuesContext): string[] {
  const names = reader.secretNames(['imagePullSecrets']);
  reader.map(['imagePullSecret']);
  const created = reader.boolean(['imagePullSecret', 'create'], false);
  const injected = reader.boolean(['imagePullSecret', 'automaticReferenceInjection'], true);
  if (created && injected) {
    const name = `${namePrefix(reader, context)}image-pull-secret`;
    names.push(name);
    reader.note(
      'pull-secret-not-written',
      reader.keyWhere(['imagePullSecret', 'create']),
      `the pull secret "${name}" is referenced, and not written: no credential ever goes to the output`,
      `The chart creates it; without the chart: kubectl create secret docker-registry ${name} --docker-server=… --docker-username=… --docker-password=…`,
    );
  }
  return [...new Set(names)];
}

/** The chart's "fullname" with a dash, or nothing: names of objects that the chart made begin with it. */
function namePrefix(reader: ValuesReader, context: ValuesContext): string {
  const path: Path = ['fullnameOverride'];
  const node = reader.node(path);
  const nullFullname = node?.kind === 'scalar' && node.value === null;
  const fullname = nullFullname ? undefined : reader.string(path, '');
  const name = reader.string(['nameOverride'], undefined) || 'jupyterhub';
  if (!nullFullname) return fullname ? `${fullname}-` : '';
  return context.release.includes(name) ? `${context.release}-` : `${context.release}-${name}-`;
}
