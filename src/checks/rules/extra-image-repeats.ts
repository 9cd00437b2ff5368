import { hasPuller, imagesOf } from '../pool-images';
import type { Finding, Rule } from '../rule';

export const extraImageRepeats: Rule = {
  id: 'extra-image-repeats',
  severity: 'note',
  title: 'extra images are extra',
  check(hub) {
    if (!hasPuller(hub)) return [];
    return imagesOf(hub).flatMap(({ reference, origins }) => {
      const [first, ...others] = origins;
      return others
        .filter(({ path }) => path.startsWith('prePuller.extraImages.'))
        .map((origin): Finding => ({
          where: origin.where ?? hub.config.where,
          message: `${origin.path} repeats "${reference}", which is pulled already for ${first?.title ?? 'another place'}`,
          hint: 'Remove the entry; it is pulled once either way.',
        }));
    });
  },
};
