import { pulls } from '../../plan/puller';
import { inValues } from '../places';
import { imagesOf } from '../pool-images';
import type { Rule } from '../rule';

export const nothingToPull: Rule = {
  id: 'nothing-to-pull',
  severity: 'warning',
  title: 'a puller has something to pull',
  check(hub) {
    if (!pulls(hub.config.values) || imagesOf(hub).length > 0) return [];
    return [
      {
        where: inValues(hub, ['prePuller'], ['singleuser', 'image'], ['singleuser']),
        message:
          'no image of this hub can be read from the files, so nothing is pulled ahead and there is no gate',
        hint: 'List the images that users start under prePuller.extraImages.',
      },
    ];
  },
};
