import { isClusterScoped } from '../../kube/scope';
import { textAt } from '../json-path';
import { remembered } from '../remembered';
import { inObject, nameOf } from '../places';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';

/** The first hub that writes each cluster-scoped name. */
const owners = remembered((all: readonly HubUnderCheck[]) => {
  const first = new Map<string, string>();
  for (const { objects } of all) {
    for (const object of objects) {
      if (isCluster(object) && !first.has(nameOf(object))) first.set(nameOf(object), object.hub);
    }
  }
  return first;
});

/** Flux keeps a wrong inventory of cluster-scoped objects that carry a namespace, and two hubs must share none. */
export const clusterScope: Rule = {
  id: 'cluster-scope',
  severity: 'error',
  title: 'objects are in the right scope',
  guard: 'an object in the wrong place belongs to somebody else',
  check(hub, all) {
    return hub.objects.flatMap((object) =>
      isCluster(object) ? clusterFaults(object, all) : namespaceFaults(object, hub),
    );
  },
};

function clusterFaults(object: CheckedObject, all: readonly HubUnderCheck[]): Finding[] {
  const faults: Finding[] = [];
  const namespace = textAt(object.json, ['metadata', 'namespace']);
  if (namespace !== undefined) {
    faults.push({
      where: inObject(object, ['metadata', 'namespace']),
      message: `${nameOf(object)} lives outside of namespaces and must not name one, got "${namespace}"`,
    });
  }
  const owner = owners(all).get(nameOf(object));
  if (owner !== undefined && owner !== object.hub) {
    faults.push({
      where: inObject(object, ['metadata', 'name']),
      message: `${nameOf(object)} lives outside of namespaces and belongs to the hub ${owner}; the hub ${object.hub} cannot have it as well`,
    });
  }
  return faults;
}

function namespaceFaults(object: CheckedObject, hub: HubUnderCheck): Finding[] {
  const namespace = textAt(object.json, ['metadata', 'namespace']);
  if (namespace === hub.plan.namespace) return [];
  return [
    {
      where: inObject(object, ['metadata', 'namespace']),
      message: `${nameOf(object)} must be in the namespace of its hub, "${hub.plan.namespace}", got ${namespace === undefined ? 'none' : `"${namespace}"`}`,
    },
  ];
}

function isCluster({ json }: CheckedObject): boolean {
  return isClusterScoped(textAt(json, ['apiVersion']) ?? '', textAt(json, ['kind']) ?? '');
}
