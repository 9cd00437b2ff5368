import { inValues } from '../places';
import type { Rule } from '../rule';

const MOST = 30;

export const manyContainerImages: Rule = {
  id: 'many-container-images',
  severity: 'warning',
  title: 'a node has few images to pull',
  check(hub) {
    return hub.plan.pools
      .filter(({ puller, images }) => puller !== undefined && images.length > MOST)
      .map(({ images }) => ({
        where: inValues(hub, ['singleuser', 'profileList'], ['prePuller', 'extraImages']),
        message: `${images.length} images are pulled on every node, one after the other: the last ones come late, and all of them take disk`,
        hint: `Pull the ones that most users start (pullProfileListImages: false, and a list in extraImages); more than ${MOST} rarely pay.`,
      }));
  },
};
