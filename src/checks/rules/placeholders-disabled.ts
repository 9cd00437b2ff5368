import { inValues } from '../places';
import type { Rule } from '../rule';

export const placeholdersDisabled: Rule = {
  id: 'placeholders-disabled',
  severity: 'warning',
  title: 'placeholders that are counted are switched on',
  check(hub) {
    const { enabled, replicas } = hub.config.values.scheduling.userPlaceholder;
    if (enabled || replicas === 0) return [];
    return [
      {
        where: inValues(hub, ['scheduling', 'userPlaceholder', 'replicas']),
        message: `scheduling.userPlaceholder.replicas is ${replicas}, but enabled is false: no seat is kept free`,
        hint: 'Set enabled: true, or replicas: 0.',
      },
    ];
  },
};
