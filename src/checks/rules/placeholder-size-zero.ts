import type { Path } from '../../config/tree';
import { inValues } from '../places';
import type { Rule } from '../rule';
import { countedRequests, standingSeats } from '../seats';

export const placeholderSizeZero: Rule = {
  id: 'placeholder-size-zero',
  severity: 'warning',
  title: 'placeholders take room',
  check(hub) {
    const given = hub.config.values.scheduling.userPlaceholder.resources !== undefined;
    const paths: Path[] = given
      ? [['scheduling', 'userPlaceholder', 'resources']]
      : [
          ['singleuser', 'memory', 'guarantee'],
          ['singleuser', 'memory'],
          ['singleuser', 'cpu'],
        ];
    return standingSeats(hub)
      .filter(({ resources }) => countedRequests(resources).size === 0)
      .map(({ replicas, sizeOrigin }) => ({
        where: inValues(hub, ...paths, ['scheduling', 'userPlaceholder', 'replicas']),
        message: `${replicas} placeholders ask for no CPU and no memory (from ${sizeOrigin}): they keep nothing free`,
        hint: 'Set singleuser.memory.guarantee to what a user needs, or scheduling.userPlaceholder.resources.requests.',
      }));
  },
};
