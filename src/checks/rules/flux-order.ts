import { jobFaults, strategyFaults } from '../delivery-order';
import type { Rule } from '../rule';

/** A gate that fails under Flux stays failed, so it must not; pullers must be judged by their pods. */
export const fluxOrder: Rule = {
  id: 'flux-order',
  severity: 'error',
  title: 'Flux can wait for the gate, and go on by itself',
  guard: 'Flux never runs a failed Job again',
  check(hub) {
    if (hub.plan.target !== 'flux') return [];
    return [...jobFaults(hub, 'must not'), ...strategyFaults(hub, 'RollingUpdate')];
  },
};
