import { parseQuantity } from '../../kube/quantity';
import { inValues } from '../places';
import type { Rule } from '../rule';

const ENOUGH = '128Mi';

/** Values written for the chart's awaiter, a small compiled program, can be too tight for Node.js. */
export const gateMemoryLimit: Rule = {
  id: 'gate-memory-limit',
  severity: 'warning',
  title: 'the gate has memory enough to run',
  check(hub) {
    const limit = hub.plan.gate?.resources.limits['memory'];
    if (limit === undefined || (parseQuantity(limit) ?? 0n) >= (parseQuantity(ENOUGH) ?? 0n)) return [];
    return [
      {
        where: inValues(
          hub,
          ['prePuller', 'hook', 'resources', 'limits', 'memory'],
          ['prePuller', 'hook', 'resources'],
        ),
        message: `the memory limit of the gate is ${limit}: it is a Node.js program and takes about 90Mi`,
        hint: `Set prePuller.hook.resources.limits.memory to ${ENOUGH} or more, or leave it out.`,
      },
    ];
  },
};
