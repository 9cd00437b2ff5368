import { parseQuantity } from '../../kube/quantity';
import { inValues } from '../places';
import type { Rule } from '../rule';

const ENOUGH = '64Mi';

/** A container runtime needs some memory in the new container before its program runs. */
export const pullerMemoryLimit: Rule = {
  id: 'puller-memory-limit',
  severity: 'warning',
  title: 'pullers have memory enough to start',
  check(hub) {
    return hub.plan.pools.flatMap(({ puller }) => {
      const limit = puller?.resources.limits['memory'];
      if (limit === undefined || (parseQuantity(limit) ?? 0n) >= (parseQuantity(ENOUGH) ?? 0n)) return [];
      return [
        {
          where: inValues(hub, ['prePuller', 'resources', 'limits', 'memory'], ['prePuller', 'resources']),
          message: `the memory limit of pullers is ${limit}: containers with 20Mi were killed while the runtime was starting them`,
          hint: `Set it to ${ENOUGH} or more, or leave the limit out: a puller uses next to nothing once it runs.`,
        },
      ];
    });
  },
};
