import type { Profile, Size, Values } from '../config/values';
import { parseQuantity } from '../kube/quantity';
import type { Resources, SeatsPlan } from '../plan/plan';
import { serverResources } from '../plan/seats';
import type { Where } from '../problem/source';
import type { HubUnderCheck } from './rule';

/** The seats of a hub that stand: groups without replicas are left out. */
export function standingSeats({ plan }: HubUnderCheck): SeatsPlan[] {
  return plan.pools.flatMap(({ seats }) => seats).filter(({ replicas }) => replicas > 0);
}

/** Amounts by resource in nano-units, without zeros. */
export type Counted = ReadonlyMap<string, bigint>;

/**
 * What the scheduler sets aside for a container: its requests, and for a resource that has only a limit, the
 * limit, which the API server copies.
 */
export function countedRequests({ requests, limits }: Resources): Counted {
  const amounts = Object.entries({ ...limits, ...requests }).map(([resource, amount]): [string, bigint] => [
    resource,
    parseQuantity(amount) ?? 0n,
  ]);
  return new Map(amounts.filter(([, amount]) => amount !== 0n));
}

/** The server that somebody gets who chooses nothing. */
export interface DefaultServer {
  readonly counted: Counted;
  readonly resources: Resources;
  /** undefined: there are no profiles. */
  readonly profile: Profile | undefined;
  /** Where the default profile sets a size; undefined when it leaves that to the hub. */
  readonly where: Where | undefined;
}

/** KubeSpawner's rules: the default profile over the hub's size, then the default choice of every option. */
export function defaultServer({ singleuser }: Values): DefaultServer {
  const profile = singleuser.profiles.find(({ isDefault }) => isDefault);
  const chosen =
    profile?.options.flatMap(({ choices }) => choices.filter(({ isDefault }) => isDefault)) ?? [];
  let size: Size = singleuser.size;
  let where: Where | undefined;
  for (const { override } of [...(profile ? [profile] : []), ...chosen]) {
    const { cpuGuarantee, cpuLimit, memoryGuarantee, memoryLimit } = override;
    size = {
      ...size,
      cpuGuarantee: cpuGuarantee ?? size.cpuGuarantee,
      cpuLimit: cpuLimit ?? size.cpuLimit,
      memoryGuarantee: memoryGuarantee ?? size.memoryGuarantee,
      memoryLimit: memoryLimit ?? size.memoryLimit,
    };
    where ??= override.where['mem_guarantee'] ?? override.where['cpu_guarantee'];
  }
  const resources = serverResources(size);
  return { resources, counted: countedRequests(resources), profile, where };
}
