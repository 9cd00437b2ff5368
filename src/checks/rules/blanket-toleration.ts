import type { JsonMap } from '../../kube/json';
import { inValues } from '../places';
import type { Finding, Rule } from '../rule';
import { tolerationWhere } from './valid-tolerations';

/** A puller that tolerates everything also counts nodes that are going, or not ready for pods yet. */
export const blanketToleration: Rule = {
  id: 'blanket-toleration',
  severity: 'warning',
  title: 'pullers tolerate taints by name',
  check(hub) {
    return hub.plan.pools.flatMap(({ puller }) =>
      (puller?.placement.tolerations ?? []).filter(isBlanket).map((toleration): Finding => ({
        where: tolerationWhere(hub, toleration) ?? inValues(hub),
        message:
          'a toleration with the operator Exists and without a key tolerates every taint: the puller also goes to nodes that are being removed or still starting, and the gate waits for them',
        hint: 'Name the taints: one toleration with a key for each. It comes to the puller from wherever user pods may have it.',
      })),
    );
  },
};

function isBlanket({ key, operator, effect }: JsonMap): boolean {
  return operator === 'Exists' && (key === undefined || key === '') && effect !== 'PreferNoSchedule';
}
