import type { JsonMap } from '../kube/json';
import { LABEL_PREFIX } from '../plan/labels';
import { isMap, jsonAt, listAt, mapAt, textAt, textsAt, type JsonPath } from './json-path';
import { remembered } from './remembered';
import type { CheckedObject, HubUnderCheck } from './rule';

/** The pod template of a workload. */
export interface PodTemplate {
  readonly object: CheckedObject;
  /** `image-puller`, `image-gate` or `placeholder`; undefined when the label is gone. */
  readonly component: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonMap;
  /** Where `spec` is in the object. */
  readonly at: JsonPath;
  /** Init containers, containers and ephemeral containers. */
  readonly containers: readonly PodContainer[];
}

export interface PodContainer {
  readonly name: string;
  readonly json: JsonMap;
  /** Where it is in the object. */
  readonly at: JsonPath;
}

const TEMPLATE: JsonPath = ['spec', 'template'];
const AT: JsonPath = [...TEMPLATE, 'spec'];

/** The pod templates among the objects of a hub. */
export const podTemplates = remembered((hub: HubUnderCheck): readonly PodTemplate[] =>
  hub.objects.flatMap((object) => {
    const template = jsonAt(object.json, TEMPLATE);
    if (!isMap(template)) return [];
    const labels = textsAt(template, ['metadata', 'labels']);
    const spec = mapAt(template, ['spec']);
    const component = labels[`${LABEL_PREFIX}/component`];
    return [{ object, component, labels, spec, at: AT, containers: containersOf(spec) }];
  }),
);

function containersOf(spec: JsonMap): PodContainer[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    listAt(spec, [list]).flatMap((json, index) =>
      isMap(json) ? [{ name: textAt(json, ['name']) ?? '', json, at: [...AT, list, index] }] : [],
    ),
  );
}
