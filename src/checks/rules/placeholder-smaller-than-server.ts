import { parseJupyterHubBytes, parseQuantity } from '../../kube/quantity';
import type { HubUnderCheck, Rule } from '../rule';
import { inValues } from '../places';
import { countedRequests, defaultServer, standingSeats } from '../seats';

/** Placeholders of a size of their own, too small for one server each. */
export const placeholderSmallerThanServer: Rule = {
  id: 'placeholder-smaller-than-server',
  severity: 'warning',
  title: 'a placeholder makes room for a server',
  check(hub) {
    if (hub.config.values.scheduling.userPlaceholder.resources === undefined) return [];
    const server = defaultServer(hub.config.values);
    return standingSeats(hub).flatMap(({ resources }) => {
      const seat = countedRequests(resources);
      // Without any size, and with a decimal unit, other rules say what is wrong.
      if (seat.size === 0) return [];
      return [...server.counted].flatMap(([resource, needed]) => {
        const held = seat.get(resource);
        // Node-sized placeholders ask for memory alone, and CPU is rarely what a node runs out of.
        if (held === undefined ? resource === 'cpu' : held >= needed) return [];
        if (resource === 'memory' && copiedDecimal(hub) !== undefined) return [];
        const given = { ...resources.limits, ...resources.requests }[resource];
        const wanted = { ...server.resources.limits, ...server.resources.requests }[resource] ?? '';
        return [
          {
            where: inValues(
              hub,
              ['scheduling', 'userPlaceholder', 'resources', 'requests', resource],
              ['scheduling', 'userPlaceholder', 'resources'],
            ),
            message: `a placeholder holds ${given === undefined ? `no ${resource}` : `${given} of ${resource}`} and a server needs ${wanted}: evicting one does not make room for a user`,
            hint: `Raise the request of ${resource} to ${wanted} or more.`,
          },
        ];
      });
    });
  },
};

/**
 * The memory request of the placeholders, when it is enough for a server as JupyterHub counts the unit and not as
 * Kubernetes does; else undefined.
 */
export function copiedDecimal({ config }: HubUnderCheck): string | undefined {
  const { requests, limits } = config.values.scheduling.userPlaceholder.resources ?? {
    requests: {},
    limits: {},
  };
  const text = requests['memory'] ?? limits['memory'];
  const needed = defaultServer(config.values).counted.get('memory');
  if (text === undefined || needed === undefined || !/[kKMGT]$/.test(text)) return undefined;
  const held = parseQuantity(text) ?? 0n;
  const meant = (parseJupyterHubBytes(text.toUpperCase()) ?? 0n) * 1_000_000_000n;
  return held < needed && needed <= meant ? text : undefined;
}
