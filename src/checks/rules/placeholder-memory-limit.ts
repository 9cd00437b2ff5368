import { parseQuantity } from '../../kube/quantity';
import { inValues } from '../places';
import type { Rule } from '../rule';
import { standingSeats } from '../seats';

const ENOUGH = '64Mi';

/** The same as for pullers: the runtime that starts the pause program needs memory in the container. */
export const placeholderMemoryLimit: Rule = {
  id: 'placeholder-memory-limit',
  severity: 'warning',
  title: 'placeholders have memory enough to start',
  check(hub) {
    return standingSeats(hub).flatMap(({ resources }) => {
      const limit = resources.limits['memory'];
      if (limit === undefined || (parseQuantity(limit) ?? 0n) >= (parseQuantity(ENOUGH) ?? 0n)) return [];
      return [
        {
          where: inValues(
            hub,
            ['scheduling', 'userPlaceholder', 'resources', 'limits', 'memory'],
            ['singleuser', 'memory', 'limit'],
            ['scheduling', 'userPlaceholder', 'resources'],
          ),
          message: `the memory limit of placeholders is ${limit}: containers with 20Mi were killed while the runtime was starting them`,
          hint: `Set it to ${ENOUGH} or more, or leave the limit out: requests alone decide about the room that is held.`,
        },
      ];
    });
  },
};
