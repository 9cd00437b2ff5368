import { pulls } from '../../plan/puller';
import { inValues } from '../places';
import type { Rule } from '../rule';

export const noPuller: Rule = {
  id: 'no-puller',
  severity: 'note',
  title: 'images are pulled ahead',
  check(hub) {
    if (pulls(hub.config.values)) return [];
    return [
      {
        where: inValues(
          hub,
          ['prePuller', 'continuous', 'enabled'],
          ['prePuller', 'hook', 'enabled'],
          ['prePuller'],
        ),
        message: 'prePuller.hook and prePuller.continuous are both off: nothing is pulled ahead',
        hint: 'Set continuous.enabled: true to have images on nodes before users come, and hook.enabled: true to have upgrades wait for them.',
      },
    ];
  },
};
