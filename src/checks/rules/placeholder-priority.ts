import { inValues } from '../places';
import type { Rule } from '../rule';
import { standingSeats } from '../seats';

/** Only pods of more priority evict a placeholder, so a user's server must have more. */
export const placeholderPriority: Rule = {
  id: 'placeholder-priority',
  severity: 'error',
  title: 'placeholders give way to users',
  check(hub) {
    const { priorities } = hub.plan;
    const placeholder = priorities?.placeholder;
    if (priorities === undefined || placeholder === undefined || placeholder.value < priorities.default.value)
      return [];
    return [
      {
        where: inValues(
          hub,
          ['scheduling', 'podPriority', 'userPlaceholderPriority'],
          ['scheduling', 'podPriority', 'defaultPriority'],
          ['scheduling', 'podPriority'],
        ),
        // Somebody may still raise the number by hand.
        severity: standingSeats(hub).length > 0 ? 'error' : 'warning',
        message: `placeholders have the priority ${placeholder.value} and users ${priorities.default.value}: no server of a user would ever evict a placeholder`,
        hint: `Set userPlaceholderPriority below ${priorities.default.value}, and imagePullerPriority between the two.`,
      },
    ];
  },
};
