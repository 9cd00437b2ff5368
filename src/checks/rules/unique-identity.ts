import { nodeAt, type Path } from '../../config/tree';
import { mapAt, textAt } from '../json-path';
import { remembered } from '../remembered';
import { inObject, nameOf, writtenAt } from '../places';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';

/** The values that name an account; two of them with one name are the only way in which a file makes a double. */
const ACCOUNT_NAMES: readonly Path[] = [
  ['prePuller', 'hook', 'serviceAccount', 'name'],
  ['prePuller', 'continuous', 'serviceAccount', 'name'],
  ['prePuller', 'hook', 'serviceAccountImagePuller', 'name'],
];

interface Double {
  readonly object: CheckedObject;
  /** The one that has the same identity and comes first. */
  readonly first: CheckedObject;
}

/** The doubles of a project, by the hub that writes the second. */
const doubles = remembered((all: readonly HubUnderCheck[]) => {
  const first = new Map<string, CheckedObject>();
  const found = new Map<HubUnderCheck, Double[]>();
  for (const hub of all) {
    for (const object of hub.objects) {
      const identity = identityOf(object);
      const known = first.get(identity);
      if (known === undefined) first.set(identity, object);
      else found.set(hub, [...(found.get(hub) ?? []), { object, first: known }]);
    }
  }
  return found;
});

/** Group, kind, namespace and name: two objects that share all four are one object to the API server. */
export const uniqueIdentity: Rule = {
  id: 'unique-identity',
  severity: 'error',
  title: 'no two objects have the same kind, namespace and name',
  guard: 'of two objects with one identity the second overwrites the first',
  check(hub, all) {
    const found = doubles(all).get(hub) ?? [];
    return found.filter((double) => !isSharedAccount(double)).map((double) => toFinding(hub, double));
  },
};

/** Two hubs may be on two clusters and share the name of an account; rule shared-account is about that. */
function isSharedAccount({ object, first }: Double): boolean {
  return object.hub !== first.hub && object.json['kind'] === 'ServiceAccount';
}

function toFinding(hub: HubUnderCheck, { object, first }: Double): Finding {
  const name = textAt(object.json, ['metadata', 'name']);
  const blamed = ACCOUNT_NAMES.find((path) => {
    const node = nodeAt(hub.config.tree, path);
    return node?.kind === 'scalar' && node.value === name;
  });
  const where = object.json['kind'] === 'ServiceAccount' && blamed ? writtenAt(hub, blamed) : undefined;
  const writer = first.hub === object.hub ? 'twice' : `by the hubs ${first.hub} and ${object.hub}`;
  return {
    where: where ?? inObject(object),
    message: `${nameOf(object)} is written ${writer}, in ${first.file} and in ${object.file}`,
    hint: where
      ? 'Give each account a name of its own, or set create: false for one of them.'
      : 'Names come from the name and the namespace of the hub: give one of the hubs another name.',
  };
}

function identityOf({ json }: CheckedObject): string {
  const apiVersion = textAt(json, ['apiVersion']) ?? '';
  const group = apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
  const metadata = mapAt(json, ['metadata']);
  const parts = [textAt(json, ['kind']), textAt(metadata, ['namespace']), textAt(metadata, ['name'])];
  return [group, ...parts].join('\n');
}
