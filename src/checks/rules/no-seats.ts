import { inValues } from '../places';
import type { Rule } from '../rule';

export const noSeats: Rule = {
  id: 'no-seats',
  severity: 'note',
  title: 'seats are kept free',
  check(hub) {
    const { enabled, replicas } = hub.config.values.scheduling.userPlaceholder;
    if (!enabled || replicas > 0) return [];
    return [
      {
        where: inValues(
          hub,
          ['scheduling', 'userPlaceholder', 'replicas'],
          ['scheduling', 'userPlaceholder'],
        ),
        message: 'there are 0 placeholders: no seat is kept free, and a user may wait for a new node',
        hint: 'Set scheduling.userPlaceholder.replicas to the number of users who arrive while a node starts; or enabled: false.',
      },
    ];
  },
};
