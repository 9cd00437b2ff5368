import { inValues } from '../places';
import type { Rule } from '../rule';
import { countedRequests, defaultServer, standingSeats } from '../seats';

/** A server without requests fits on any node, so it never needs the room that a placeholder holds. */
export const serverWithoutSize: Rule = {
  id: 'server-without-size',
  severity: 'warning',
  title: 'servers have a size, where placeholders have one',
  check(hub) {
    const server = defaultServer(hub.config.values);
    if (
      server.counted.size > 0 ||
      !standingSeats(hub).some(({ resources }) => countedRequests(resources).size > 0)
    )
      return [];
    return [
      {
        where:
          server.where ??
          inValues(hub, ['singleuser', 'memory', 'guarantee'], ['singleuser', 'memory'], ['singleuser']),
        message:
          'servers guarantee no CPU and no memory, so none of them ever evicts a placeholder: users share the nodes they find, however full',
        hint: 'Set singleuser.memory.guarantee (or mem_guarantee in the profiles) to what a user needs.',
      },
    ];
  },
};
