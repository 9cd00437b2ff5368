import { nodeAt, type Path } from '../../config/tree';
import type { Values } from '../../config/values';
import { listAt, mapAt, textAt, textsAt, type JsonPath } from '../json-path';
import * as grammar from '../name-grammar';
import { blame, subject } from '../places';
import { podTemplates, type PodTemplate } from '../pods';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';

/** A StatefulSet's pods carry its name with an eleven-character revision in a label. */
const LONGEST_STATEFUL_SET = 52;
/** Kinds whose names may have dots; the names of all others end up in labels or host names. */
const SUBDOMAIN_KINDS = ['PriorityClass', 'ServiceAccount'];

/** What the API server checks of names, labels and annotation keys. */
export const validNames: Rule = {
  id: 'valid-names',
  severity: 'error',
  title: 'names, labels and annotation keys are valid',
  guard: 'the API server refuses the object',
  check(hub) {
    return [
      ...hub.objects.flatMap((object) => [
        ...nameFaults(object, hub),
        ...metadataFaults(object, hub, ['metadata']),
        ...metadataFaults(object, hub, ['spec', 'template', 'metadata']),
      ]),
      ...podTemplates(hub).flatMap((pod) => podFaults(pod, hub)),
    ];
  },
};

function nameFaults(object: CheckedObject, hub: HubUnderCheck): Finding[] {
  const kind = textAt(object.json, ['kind']) ?? '';
  const name = textAt(object.json, ['metadata', 'name']) ?? '';
  const namespace = textAt(object.json, ['metadata', 'namespace']);
  const faults: Finding[] = [];
  const fault = nameFault(kind, name);
  if (fault !== undefined) {
    const likely = kind === 'ServiceAccount' ? accountPaths(hub.config.values, name) : [];
    const message = `the name of a ${kind} must ${fault}, got "${name}"`;
    faults.push({ where: blame(hub, object, ['metadata', 'name'], likely), message });
  } else if (kind === 'PriorityClass' && name.startsWith('system-')) {
    faults.push({
      where: hub.config.where,
      message: `the PriorityClass "${name}" would begin with "system-", which Kubernetes keeps for itself`,
      hint: 'The name begins with the namespace: put the hub into another one, or switch scheduling.podPriority off.',
    });
  }
  if (namespace !== undefined && !grammar.DNS_LABEL.test(namespace)) {
    const message = `a namespace must have ${grammar.DNS_LABEL_WORDS}, got "${namespace}"`;
    faults.push({ where: hub.config.where, message });
  }
  return faults;
}

function nameFault(kind: string, name: string): string | undefined {
  if (SUBDOMAIN_KINDS.includes(kind)) {
    return grammar.DNS_SUBDOMAIN.test(name) ? undefined : `have ${grammar.SUBDOMAIN_WORDS}`;
  }
  if (!grammar.DNS_LABEL.test(name)) return `have ${grammar.DNS_LABEL_WORDS}`;
  return kind === 'StatefulSet' && name.length > LONGEST_STATEFUL_SET
    ? `have at most ${LONGEST_STATEFUL_SET} characters`
    : undefined;
}

/** The lines that give an account this name. */
function accountPaths({ prePuller: { hook, continuous } }: Values, name: string): Path[] {
  const accounts: readonly (readonly [string | undefined, Path])[] = [
    [hook.serviceAccount.name, ['prePuller', 'hook', 'serviceAccount', 'name']],
    [hook.serviceAccountImagePuller.name, ['prePuller', 'hook', 'serviceAccountImagePuller', 'name']],
    [continuous.serviceAccount.name, ['prePuller', 'continuous', 'serviceAccount', 'name']],
  ];
  return accounts.filter(([given]) => given === name).map(([, path]) => path);
}

function metadataFaults(object: CheckedObject, hub: HubUnderCheck, at: JsonPath): Finding[] {
  const metadata = mapAt(object.json, at);
  const faults: [JsonPath, string | undefined][] = [];
  for (const [key, value] of Object.entries(textsAt(metadata, ['labels']))) {
    faults.push([['labels', key], grammar.labelFault(key, value)]);
  }
  for (const key of Object.keys(mapAt(metadata, ['annotations']))) {
    // Prefixes of annotations may have capitals.
    faults.push([['annotations', key], grammar.keyFault('annotation', key, key.toLowerCase())]);
  }
  return faults.flatMap(([entry, fault]): Finding[] => {
    if (fault === undefined) return [];
    const where = blame(hub, object, [...at, ...entry]);
    return [{ where, message: `${subject(where, object)}${fault}` }];
  });
}

function podFaults(pod: PodTemplate, hub: HubUnderCheck): Finding[] {
  return [...containerFaults(pod, hub), ...selectorFaults(pod, hub), ...secretFaults(pod, hub)];
}

function containerFaults(pod: PodTemplate, hub: HubUnderCheck): Finding[] {
  const seen = new Set<string>();
  return pod.containers.flatMap(({ name, at }): Finding[] => {
    const fault = seen.has(name)
      ? `two containers have the name "${name}"`
      : `the name of a container must have ${grammar.DNS_LABEL_WORDS}, got "${name}"`;
    if (!seen.has(name) && grammar.DNS_LABEL.test(name)) {
      seen.add(name);
      return [];
    }
    const where = blame(hub, pod.object, [...at, 'name']);
    return [{ where, message: `${subject(where, pod.object)}${fault}` }];
  });
}

function selectorFaults(pod: PodTemplate, hub: HubUnderCheck): Finding[] {
  return Object.entries(textsAt(pod.spec, ['nodeSelector'])).flatMap(([key, value]): Finding[] => {
    const fault = grammar.labelFault(key, value);
    if (fault === undefined) return [];
    const block: Path =
      pod.component === 'image-gate' ? ['prePuller', 'hook', 'nodeSelector'] : ['singleuser', 'nodeSelector'];
    const where = blame(hub, pod.object, [...pod.at, 'nodeSelector', key], [[...block, key]]);
    return [{ where, message: `${subject(where, pod.object)}in a node selector, ${fault}` }];
  });
}

/** The lists of pull secrets in the values. */
const SECRET_LISTS: readonly Path[] = [
  ['imagePullSecrets'],
  ['singleuser', 'image', 'pullSecrets'],
  ['prePuller', 'hook', 'image', 'pullSecrets'],
  ['prePuller', 'pause', 'image', 'pullSecrets'],
  ['scheduling', 'userPlaceholder', 'image', 'pullSecrets'],
];

function secretFaults(pod: PodTemplate, hub: HubUnderCheck): Finding[] {
  return listAt(pod.spec, ['imagePullSecrets']).flatMap((secret, index): Finding[] => {
    const name = textAt(secret, ['name']) ?? '';
    if (grammar.DNS_SUBDOMAIN.test(name)) return [];
    const where = blame(hub, pod.object, [...pod.at, 'imagePullSecrets', index], secretPaths(hub, name));
    const message = `${subject(where, pod.object)}the name of a pull secret must have ${grammar.SUBDOMAIN_WORDS}, got "${name}"`;
    return [{ where, message }];
  });
}

/** The items of those lists that name a secret, in either of the forms that the chart takes. */
function secretPaths({ config }: HubUnderCheck, name: string): Path[] {
  return SECRET_LISTS.flatMap((path) => {
    const list = nodeAt(config.tree, path);
    const items = list?.kind === 'list' ? list.items : [];
    return items.flatMap((item, index) => {
      const text = item.kind === 'map' ? nodeAt(item, ['name']) : item;
      return text?.kind === 'scalar' && text.value === name ? [[...path, index]] : [];
    });
  });
}
