import { canonical } from '../../plan/hash';
import { listAt, mapAt, textAt } from '../json-path';
import { inObject, nameOf } from '../places';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';

/** The gate may read the DaemonSets that it waits for, by name, in its own namespace. Nothing else is needed. */
export const gateRights: Rule = {
  id: 'gate-rights',
  severity: 'error',
  title: 'the gate may read its pullers and nothing else',
  guard: 'a right that is not needed can only be abused',
  check(hub) {
    return hub.objects.flatMap((object): Finding[] => {
      switch (object.json['kind']) {
        case 'ClusterRole':
        case 'ClusterRoleBinding':
          return [
            {
              where: inObject(object),
              message: `${nameOf(object)} gives rights in the whole cluster; none are needed`,
            },
          ];
        case 'Role':
          return roleFaults(object, hub);
        case 'RoleBinding':
          return bindingFaults(object, hub);
        default:
          return [];
      }
    });
  },
};

function roleFaults(object: CheckedObject, { objects }: HubUnderCheck): Finding[] {
  const pullers = objects.filter(({ json }) => json['kind'] === 'DaemonSet');
  const names = pullers.map(({ json }) => textAt(json, ['metadata', 'name']) ?? '');
  const needed = { apiGroups: ['apps'], resources: ['daemonsets'], resourceNames: names, verbs: ['get'] };
  if (canonical(listAt(object.json, ['rules'])) === canonical([needed])) return [];
  return [
    {
      where: inObject(object, ['rules']),
      message: `${nameOf(object)} must allow "get" on the DaemonSets ${names.join(', ') || '(none)'} and nothing else`,
    },
  ];
}

function bindingFaults(object: CheckedObject, { plan }: HubUnderCheck): Finding[] {
  const role = textAt(object.json, ['roleRef', 'name']);
  const needed = {
    kind: 'ServiceAccount',
    name: plan.gate?.serviceAccount.name ?? '',
    namespace: plan.namespace,
  };
  const fits =
    role === plan.gate?.roleName &&
    mapAt(object.json, ['roleRef'])['kind'] === 'Role' &&
    canonical(listAt(object.json, ['subjects'])) === canonical([needed]);
  if (fits) return [];
  return [
    {
      where: inObject(object),
      message: `${nameOf(object)} must bind the Role ${plan.gate?.roleName ?? '(none)'} to the account of the gate and to nobody else`,
    },
  ];
}
