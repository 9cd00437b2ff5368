import { movingTag } from '../image-tag';
import { askedBy, hasPuller, imagesOf, imageWhere, writtenOrigin } from '../pool-images';
import type { Rule } from '../rule';

/** An image that changes under its name is pulled once and never again: nothing in the output changes. */
export const mutableTag: Rule = {
  id: 'mutable-tag',
  severity: 'warning',
  title: 'images have tags that stay',
  check(hub) {
    if (!hasPuller(hub)) return [];
    return imagesOf(hub).flatMap((image) => {
      const reason = writtenOrigin(image) === undefined ? undefined : movingTag(image.reference);
      if (reason === undefined) return [];
      return [
        {
          where: imageWhere(hub, image),
          message: `the image "${image.reference}" (${askedBy(image)}) can change under its name: ${reason}`,
          hint: 'A newer one is not pulled ahead, since nothing here changes with it. Use the tag of a release, a date, a commit, or a digest.',
        },
      ];
    });
  },
};
