import { bytesQuantity } from '../../kube/quantity';
import { inValues } from '../places';
import type { Rule } from '../rule';
import { countedRequests, standingSeats } from '../seats';

const MANY = 100;
const NANO = 1_000_000_000n;
const GI = 1n << 30n;
/** A placeholder of this size stands for several users and is still evicted by one. */
const LARGE = 8n * GI;

/** Each user of a burst evicts one placeholder, and each eviction is work for the scheduler. */
export const manySmallPlaceholders: Rule = {
  id: 'many-small-placeholders',
  severity: 'warning',
  title: 'placeholders are few and large rather than many and small',
  check(hub) {
    return standingSeats(hub).flatMap(({ replicas, resources }) => {
      const memory = (countedRequests(resources).get('memory') ?? 0n) / NANO;
      if (replicas < MANY || memory === 0n || memory >= GI) return [];
      const total = BigInt(replicas) * memory;
      return [
        {
          where: inValues(hub, ['scheduling', 'userPlaceholder', 'replicas']),
          message: `${replicas} placeholders of ${bytesQuantity(memory)} are evicted one by one: since Kubernetes 1.32 the scheduler evicts more than it needs in a burst, and single users can wait for minutes`,
          hint: `${(total + LARGE - 1n) / LARGE} placeholders of 8Gi hold the same ${amount(total)}; every node also takes only so many pods (110 by default).`,
        },
      ];
    });
  },
};

/** To a tenth of a GiB; exact bytes say nothing here. */
function amount(bytes: bigint): string {
  return `${Number((bytes * 10n) / GI) / 10}Gi`;
}
