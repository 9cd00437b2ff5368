import { bytesQuantity, coresQuantity } from '../../kube/quantity';
import { inValues } from '../places';
import type { Rule } from '../rule';
import { countedRequests, defaultServer, standingSeats } from '../seats';

const NANO = 1_000_000_000n;

/** Placeholders take the hub's own size, and with profiles most users start the default profile's. */
export const defaultProfileSize: Rule = {
  id: 'default-profile-size',
  severity: 'warning',
  title: 'placeholders have the size of the default profile',
  check(hub) {
    if (hub.config.values.scheduling.userPlaceholder.resources !== undefined) return [];
    const { profile, counted, where } = defaultServer(hub.config.values);
    if (profile === undefined) return [];
    return standingSeats(hub).flatMap(({ resources }) => {
      const seat = countedRequests(resources);
      const differing = ['memory', 'cpu'].filter(
        (resource) => (counted.get(resource) ?? 0n) !== (seat.get(resource) ?? 0n),
      );
      if (differing.length === 0) return [];
      const isTooSmall = differing.some(
        (resource) => (seat.get(resource) ?? 0n) < (counted.get(resource) ?? 0n),
      );
      const amounts = differing.map(
        (resource) =>
          `${shown(resource, seat.get(resource))} against ${shown(resource, counted.get(resource))}`,
      );
      return [
        {
          where: where ?? inValues(hub, ['singleuser', 'profileList']),
          severity: isTooSmall ? ('warning' as const) : ('note' as const),
          message: `a placeholder and a server of the default profile "${profile.title}" differ in size: ${amounts.join(', ')}; evicting one ${isTooSmall ? 'does not make room for the other' : 'frees more than is needed'}`,
          hint: `Set scheduling.userPlaceholder.resources to ${describe(counted)}, or singleuser.memory and .cpu to what the profile sets.`,
        },
      ];
    });
  },
};

function shown(resource: string, amount: bigint | undefined): string {
  return amount === undefined ? `no ${resource}` : `${quantity(resource, amount)} of ${resource}`;
}

function describe(counted: ReadonlyMap<string, bigint>): string {
  return (
    [...counted].map(([resource, amount]) => `${resource}: ${quantity(resource, amount)}`).join(', ') ||
    'nothing'
  );
}

function quantity(resource: string, amount: bigint): string {
  return resource === 'cpu' ? coresQuantity(Number(amount) / Number(NANO)) : bytesQuantity(amount / NANO);
}
