import { parseQuantity } from '../../kube/quantity';
import { inValues } from '../places';
import { INSTANCE_TYPE_LABELS, memoryOfMachine } from '../machine-memory';
import type { Rule } from '../rule';
import { countedRequests, standingSeats } from '../seats';

/** A placeholder that no node can hold stays pending for ever, and no autoscaler helps. */
export const placeholderLargerThanNode: Rule = {
  id: 'placeholder-larger-than-node',
  severity: 'warning',
  title: 'a placeholder fits on the machine it asks for',
  check(hub) {
    return standingSeats(hub).flatMap(({ placement, resources }) => {
      const machine = INSTANCE_TYPE_LABELS.map((label) => placement.nodeSelector[label]).find(
        (type) => type !== undefined,
      );
      const memory = machine === undefined ? undefined : memoryOfMachine(machine);
      const held = countedRequests(resources).get('memory') ?? 0n;
      if (memory === undefined || held <= (parseQuantity(`${memory}Gi`) ?? 0n)) return [];
      const given = { ...resources.limits, ...resources.requests }['memory'] ?? '';
      return [
        {
          where: inValues(
            hub,
            ['scheduling', 'userPlaceholder', 'resources', 'requests', 'memory'],
            ['scheduling', 'userPlaceholder', 'resources'],
            ['singleuser', 'memory', 'guarantee'],
          ),
          message: `a placeholder asks for ${given} of memory, and the machine ${machine ?? ''} has ${memory}Gi in all: it never fits`,
          hint: 'Stay below the allocatable memory of the node less what its daemons ask for: kubectl describe node shows both.',
        },
      ];
    });
  },
};
