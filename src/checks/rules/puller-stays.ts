import { inValues } from '../places';
import type { Rule } from '../rule';

/** What Git holds, Argo CD and Flux keep; there is no moment after the upgrade at which they would remove it. */
export const pullerStays: Rule = {
  id: 'puller-stays',
  severity: 'warning',
  title: 'a puller that shall go can go',
  check(hub) {
    const { target, pools } = hub.plan;
    if (target === 'kubectl' || pools.every(({ puller }) => puller === undefined || puller.keep)) return [];
    return [
      {
        where: inValues(hub, ['prePuller', 'continuous', 'enabled'], ['prePuller', 'continuous']),
        message: `prePuller.continuous.enabled is false, but the target ${target} keeps the puller after the upgrade: a paused container on every node`,
        hint: 'Set it to true, which is what you get; set hook.enabled: false as well to have no puller; or use the target kubectl, whose deploy.sh removes it.',
      },
    ];
  },
};
