import { mapAt, textAt, textsAt } from './json-path';
import { blame, inObject, nameOf } from './places';
import type { CheckedObject, Finding, HubUnderCheck } from './rule';

export function ofKind(hub: HubUnderCheck, kind: string): CheckedObject[] {
  return hub.objects.filter(({ json }) => json['kind'] === kind);
}

/** What holds of a gate under every target, and what differs: whether it has a deadline. */
export function jobFaults(hub: HubUnderCheck, deadline: 'must' | 'must not'): Finding[] {
  return ofKind(hub, 'Job').flatMap((object): Finding[] => {
    const spec = mapAt(object.json, ['spec']);
    const faults: Finding[] = [];
    if (spec['ttlSecondsAfterFinished'] !== undefined) {
      faults.push({
        where: inObject(object, ['spec', 'ttlSecondsAfterFinished']),
        message: `${nameOf(object)} must not be cleaned up by itself: it would be missed, and run again`,
      });
    }
    if ((spec['activeDeadlineSeconds'] !== undefined) !== (deadline === 'must')) {
      faults.push({
        where: inObject(object, ['spec', 'activeDeadlineSeconds']),
        message: `${nameOf(object)} ${deadline} have a deadline under the target ${hub.plan.target}`,
      });
    }
    return faults;
  });
}

/** Pullers must be replaced in the way that the target's idea of health asks for. */
export function strategyFaults(hub: HubUnderCheck, strategy: 'OnDelete' | 'RollingUpdate'): Finding[] {
  return ofKind(hub, 'DaemonSet').flatMap((object): Finding[] => {
    const type = textAt(object.json, ['spec', 'updateStrategy', 'type']);
    if (type === strategy) return [];
    return [
      {
        where: inObject(object, ['spec', 'updateStrategy', 'type']),
        message: `${nameOf(object)} must have the update strategy ${strategy} under the target ${hub.plan.target}, got ${type ?? 'none'}`,
      },
    ];
  });
}

/** Objects whose annotations make a hook of them, for Helm or for Argo CD, which understands both. */
export function hookFaults(hub: HubUnderCheck): Finding[] {
  return hub.objects.flatMap((object) =>
    Object.keys(textsAt(object.json, ['metadata', 'annotations']))
      .filter((key) => /^(?:argocd\.argoproj\.io|helm\.sh)\/hook(?:-|$)/.test(key))
      .map((key) => ({
        where: annotationWhere(hub, object, key),
        message: `${nameOf(object)} must not be a hook, but has the annotation ${key}`,
        hint: 'Hooks are left out of selective and self-healing syncs, and an upgrade would go past them. Remove the annotation.',
      })),
  );
}

/** The line that asks for an annotation. */
export function annotationWhere(hub: HubUnderCheck, object: CheckedObject, key: string): Finding['where'] {
  return blame(hub, object, ['metadata', 'annotations', key]);
}
