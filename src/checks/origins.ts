import type { Path } from '../config/tree';
import { LABEL_PREFIX } from '../plan/labels';
import { jsonAt, textAt, type JsonPath } from './json-path';
import type { CheckedObject } from './rule';

const PLACEHOLDER: Path = ['scheduling', 'userPlaceholder'];
const HOOK: Path = ['prePuller', 'hook'];
const CONTINUOUS: Path = ['prePuller', 'continuous'];

/** Labels and annotations of pods, by component. */
const POD_METADATA: Readonly<Record<string, Path>> = {
  'image-puller': ['prePuller'],
  'image-gate': ['prePuller'],
  placeholder: PLACEHOLDER,
};

/** Annotations of the objects themselves, by kind. */
const ANNOTATIONS: Readonly<Record<string, readonly Path[]>> = {
  DaemonSet: [
    [...HOOK, 'daemonsetAnnotations'],
    [...CONTINUOUS, 'daemonsetAnnotations'],
  ],
  ServiceAccount: [
    [...HOOK, 'serviceAccount', 'annotations'],
    [...HOOK, 'serviceAccountImagePuller', 'annotations'],
    [...CONTINUOUS, 'serviceAccount', 'annotations'],
  ],
};

/** Security context and resources of containers, by component. */
const SECURITY_CONTEXT = 'containerSecurityContext';
const CONTAINERS: Readonly<Record<string, { readonly securityContext: Path; readonly resources: Path }>> = {
  'image-puller': { securityContext: ['prePuller', SECURITY_CONTEXT], resources: ['prePuller', 'resources'] },
  'image-gate': { securityContext: [...HOOK, SECURITY_CONTEXT], resources: [...HOOK, 'resources'] },
  placeholder: {
    securityContext: [...PLACEHOLDER, SECURITY_CONTEXT],
    resources: [...PLACEHOLDER, 'resources'],
  },
};

/** The values from which a field of an object comes as it is, or from whose block it is missing; the most exact first. */
export function valuesBehind({ json }: CheckedObject, path: JsonPath): Path[] {
  const [first, second, third, ...rest] = path;
  if (first === 'metadata' && second === 'annotations' && third !== undefined) {
    return (ANNOTATIONS[textAt(json, ['kind']) ?? ''] ?? []).map((block) => [...block, third]);
  }
  if (first !== 'spec' || second !== 'template') return [];
  const component =
    textAt(json, ['spec', 'template', 'metadata', 'labels', `${LABEL_PREFIX}/component`]) ?? '';
  if (third === 'metadata') {
    const block = POD_METADATA[component];
    return block === undefined ? [] : [[...block, ...rest]];
  }
  if (third !== 'spec') return [];
  const extra: Path[] = component === 'placeholder' ? [[...PLACEHOLDER, 'extraPodSpec', ...rest]] : [];
  return [...extra, ...ofContainer(json, component, path, rest)];
}

/** @param inPod the path from the pod spec on, such as `['containers', 0, 'resources', 'limits']` */
function ofContainer(
  json: CheckedObject['json'],
  component: string,
  path: JsonPath,
  inPod: JsonPath,
): Path[] {
  const [list, index, block, ...field] = inPod;
  const blocks = CONTAINERS[component];
  if (blocks === undefined || index === undefined || (list !== 'initContainers' && list !== 'containers'))
    return [];
  const replaced: Path[] = component === 'placeholder' ? [[...PLACEHOLDER, 'extraPodSpec', list]] : [];
  if (block !== 'securityContext' && block !== 'resources') return replaced;
  const name = textAt(jsonAt(json, path.slice(0, 5)), ['name']);
  const isPause = component === 'image-puller' && block === 'securityContext' && name === 'pause';
  const own: Path = isPause ? ['prePuller', 'pause', SECURITY_CONTEXT] : blocks[block];
  return [...replaced, [...own, ...field], own];
}
