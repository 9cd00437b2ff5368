import { jobFaults, strategyFaults } from '../delivery-order';
import type { Rule } from '../rule';

/** deploy.sh waits for the Job, and people look with `kubectl rollout status`. */
export const kubectlOrder: Rule = {
  id: 'kubectl-order',
  severity: 'error',
  title: 'a deployment with kubectl comes to an end',
  guard: 'deploy.sh would wait for ever',
  check(hub) {
    if (hub.plan.target !== 'kubectl') return [];
    return [...jobFaults(hub, 'must'), ...strategyFaults(hub, 'RollingUpdate')];
  },
};
