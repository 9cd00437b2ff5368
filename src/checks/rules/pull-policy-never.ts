import { hasPuller, imagesOf, imageWhere } from '../pool-images';
import type { Rule } from '../rule';

export const pullPolicyNever: Rule = {
  id: 'pull-policy-never',
  severity: 'warning',
  title: 'the puller may pull its images',
  check(hub) {
    if (!hasPuller(hub)) return [];
    return imagesOf(hub)
      .filter(({ pullPolicy }) => pullPolicy === 'Never')
      .map((image) => ({
        where: imageWhere(hub, image),
        message: `"${image.reference}" has the pull policy Never: on a node without it the puller stops there, and the gate stays closed`,
        hint: 'Leave pullPolicy out; or take the image out of the list when it comes with the machine image of the nodes.',
      }));
  },
};
