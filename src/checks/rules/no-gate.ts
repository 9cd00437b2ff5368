import { inValues } from '../places';
import { imagesOf } from '../pool-images';
import type { Rule } from '../rule';

export const noGate: Rule = {
  id: 'no-gate',
  severity: 'note',
  title: 'upgrades wait for the images',
  check(hub) {
    const { hook, continuous } = hub.config.values.prePuller;
    if (hook.enabled || !continuous.enabled || imagesOf(hub).length === 0) return [];
    return [
      {
        where: inValues(hub, ['prePuller', 'hook', 'enabled'], ['prePuller', 'hook']),
        message: 'prePuller.hook.enabled is false: images are pulled, and no upgrade waits for them',
        hint: 'Set it to true to hold an upgrade back until the nodes have the new images.',
      },
    ];
  },
};
