import { inValues } from '../places';
import type { Finding, HubUnderCheck, Rule } from '../rule';
import { standingSeats } from '../seats';

/** To the cluster autoscaler a pod below its cutoff is as good as not there: it adds no node for one. */
export const priorityBelowCutoff: Rule = {
  id: 'priority-below-cutoff',
  severity: 'warning',
  title: 'the autoscaler counts placeholders and users',
  check(hub) {
    const { priorities } = hub.plan;
    if (priorities === undefined) return [];
    const placeholder = standingSeats(hub).length > 0 ? priorities.placeholder?.value : undefined;
    return [
      ...below(hub, 'placeholders', placeholder, 'userPlaceholderPriority'),
      ...below(hub, 'users', priorities.default.value, 'defaultPriority'),
    ];
  },
};

function below(hub: HubUnderCheck, who: string, value: number | undefined, key: string): Finding[] {
  const cutoff = hub.config.priorityCutoff;
  if (value === undefined || value >= cutoff) return [];
  return [
    {
      where: inValues(hub, ['scheduling', 'podPriority', key], ['scheduling', 'podPriority']),
      message: `${who} have the priority ${value}, below the autoscaler's cutoff of ${cutoff}: no node is added for them`,
      hint: `Set ${key} to ${cutoff} or more, and keep users above placeholders; or set priorityCutoff in prewarm.yaml to the cutoff of your autoscaler (Karpenter has none).`,
    },
  ];
}
