import { inValues } from '../places';
import type { Rule } from '../rule';
import { standingSeats } from '../seats';

export const placeholdersWithoutPriority: Rule = {
  id: 'placeholders-without-priority',
  severity: 'warning',
  title: 'placeholders have a priority',
  check(hub) {
    if (hub.plan.priorities !== undefined) return [];
    return standingSeats(hub).map(({ replicas }) => ({
      where: inValues(
        hub,
        ['scheduling', 'podPriority', 'enabled'],
        ['scheduling', 'userPlaceholder', 'replicas'],
      ),
      message: `${replicas} placeholders stand without pod priority: nothing ever evicts them, they only take room`,
      hint: 'Set scheduling.podPriority.enabled: true.',
    }));
  },
};
