import { inValues } from '../places';
import type { Rule } from '../rule';
import { defaultServer, standingSeats } from '../seats';
import { copiedDecimal } from './placeholder-smaller-than-server';

/** `1G` is 2^30 bytes to JupyterHub and 10^9 to Kubernetes. */
export const memoryUnit: Rule = {
  id: 'memory-unit',
  severity: 'warning',
  title: 'memory is counted in one unit',
  check(hub) {
    const given = copiedDecimal(hub);
    const needed = defaultServer(hub.config.values).resources.requests['memory'];
    if (given === undefined || needed === undefined || standingSeats(hub).length === 0) return [];
    const [, number = '', unit = ''] = /^(.*?)([kKMGT])$/.exec(given) ?? [];
    return [
      {
        where: inValues(
          hub,
          ['scheduling', 'userPlaceholder', 'resources', 'requests', 'memory'],
          ['scheduling', 'userPlaceholder', 'resources', 'limits', 'memory'],
        ),
        message: `a placeholder of ${given} is ${SHORTFALL[unit.toUpperCase()] ?? 'a little'} smaller than a server, which gets ${needed}: Kubernetes counts ${unit} in powers of 1000, JupyterHub in powers of 1024`,
        hint: `Write ${number}${unit.toUpperCase()}i, or leave resources out: a placeholder then has the size of a server.`,
      },
    ];
  },
};

/** 1 - (1000/1024)^n. */
const SHORTFALL: Readonly<Record<string, string>> = { K: '2.3 %', M: '4.6 %', G: '6.9 %', T: '9.1 %' };
