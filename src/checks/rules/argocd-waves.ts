import { textAt, textsAt } from '../json-path';
import { annotationWhere, hookFaults, jobFaults, ofKind, strategyFaults } from '../delivery-order';
import { inObject, nameOf } from '../places';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';

const WAVE = 'argocd.argoproj.io/sync-wave';
const IGNORE_HEALTH = 'argocd.argoproj.io/ignore-healthcheck';

/** Each group must be in an earlier wave than the next. */
const ORDER: readonly { readonly what: string; readonly kinds: readonly string[] }[] = [
  { what: 'PriorityClasses', kinds: ['PriorityClass'] },
  {
    what: 'accounts, rights and the program',
    kinds: ['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'NetworkPolicy'],
  },
  { what: 'pullers', kinds: ['DaemonSet'] },
  { what: 'the gate', kinds: ['Job'] },
  { what: 'seats', kinds: ['StatefulSet', 'PodDisruptionBudget'] },
];

/** What makes one sync of Argo CD wait in the right place, and nowhere else. */
export const argocdWaves: Rule = {
  id: 'argocd-waves',
  severity: 'error',
  title: 'Argo CD applies the stages in order, and waits for the gate alone',
  guard: 'the upgrade would go past the gate, or the sync would never end',
  check(hub) {
    if (hub.plan.target !== 'argocd') return [];
    return [
      ...hookFaults(hub),
      ...jobFaults(hub, 'must'),
      ...strategyFaults(hub, 'OnDelete'),
      ...waveFaults(hub),
      ...ofKind(hub, 'StatefulSet').filter(isHealthChecked).map(healthFault),
    ];
  },
};

function waveFaults(hub: HubUnderCheck): Finding[] {
  const faults: Finding[] = [];
  let before: { what: string; last: number } | undefined;
  for (const { what, kinds } of ORDER) {
    const objects = hub.objects.filter(({ json }) => kinds.includes(textAt(json, ['kind']) ?? ''));
    if (objects.length === 0) continue;
    for (const object of objects) {
      const wave = waveOf(object);
      if (!Number.isInteger(wave)) faults.push(found(hub, object, 'must say its wave'));
      else if (before !== undefined && wave <= before.last) {
        faults.push(
          found(hub, object, `is in wave ${wave}, and must come after ${before.what} (wave ${before.last})`),
        );
      }
    }
    before = { what, last: Math.max(...objects.map(waveOf)) };
  }
  return faults;
}

function found(hub: HubUnderCheck, object: CheckedObject, fault: string): Finding {
  return { where: annotationWhere(hub, object, WAVE), message: `${nameOf(object)} ${fault}` };
}

function waveOf({ json }: CheckedObject): number {
  const text = textsAt(json, ['metadata', 'annotations'])[WAVE];
  return text === undefined ? NaN : Number(text);
}

function isHealthChecked({ json }: CheckedObject): boolean {
  return textsAt(json, ['metadata', 'annotations'])[IGNORE_HEALTH] !== 'true';
}

function healthFault(object: CheckedObject): Finding {
  return {
    where: inObject(object, ['metadata', 'annotations']),
    message: `${nameOf(object)} must carry ${IGNORE_HEALTH}: "true": seats that wait for room would make the application look unwell`,
  };
}
