import { textAt } from '../json-path';
import { remembered } from '../remembered';
import { inValues } from '../places';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';

/** The hubs that write an account, by namespace and name. */
const writers = remembered((all: readonly HubUnderCheck[]) => {
  const hubs = new Map<string, Set<string>>();
  for (const { objects } of all) {
    for (const object of objects) {
      if (object.json['kind'] !== 'ServiceAccount') continue;
      const known = hubs.get(keyOf(object)) ?? new Set();
      hubs.set(keyOf(object), known.add(object.hub));
    }
  }
  return hubs;
});

/** Only accounts have names that the user chooses, so only they can be the same for two hubs. */
export const sharedAccount: Rule = {
  id: 'shared-account',
  severity: 'warning',
  title: 'no two hubs write the same ServiceAccount',
  check(hub, all) {
    return hub.objects.flatMap((object): Finding[] => {
      if (object.json['kind'] !== 'ServiceAccount') return [];
      const others = [...(writers(all).get(keyOf(object)) ?? [])].filter((name) => name !== object.hub);
      const [other] = others;
      if (other === undefined) return [];
      const name = textAt(object.json, ['metadata', 'name']) ?? '';
      return [
        {
          where: inValues(
            hub,
            ['prePuller', 'continuous', 'serviceAccount', 'name'],
            ['prePuller', 'hook', 'serviceAccountImagePuller', 'name'],
            ['prePuller', 'hook', 'serviceAccount', 'name'],
          ),
          message: `the ServiceAccount ${name} in namespace ${hub.plan.namespace} is written by the hub ${other} too: on one cluster each would take it from the other`,
          hint: 'Leave the name out, so that each hub has its own; or set create: false in all hubs but one. On two clusters, silence the rule.',
        },
      ];
    });
  },
};

function keyOf({ json }: CheckedObject): string {
  return `${textAt(json, ['metadata', 'namespace']) ?? ''}/${textAt(json, ['metadata', 'name']) ?? ''}`;
}
