import type { Rule } from '../rule';

export const fluxDeadline: Rule = {
  id: 'flux-deadline',
  severity: 'note',
  title: 'the deadline of the gate has an effect',
  check({ config, plan }) {
    if (plan.target !== 'flux' || plan.gate?.settings.onTimeout !== 'fail') return [];
    return [
      {
        where: config.where,
        message:
          'under Flux a gate with onTimeout: fail has no deadline: it stays closed until the images are there, and its Kustomization says "not ready" meanwhile',
        hint: 'Flux never runs a failed Job again, so a deadline would be final. Set gate.onTimeout: proceed to have the upgrade go on after gate.deadline.',
      },
    ];
  },
};
