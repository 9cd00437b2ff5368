import { parseImageReference } from '../kube/image-reference';

/** Pull request builds, such as `pr-532` and `pull_17`. */
const PULL_REQUEST = /^(?:pr|mr|pull|merge)[-_.]?\d+$/i;
/** Letters alone can still be an abbreviated commit. */
const COMMIT = /^[0-9a-f]{7,64}$/;

/**
 * Why the bytes behind a reference can change, as the end of a sentence; undefined when they stay, as far as the
 * name shows. Versions, dates and commits have digits; a tag without any is the name of a branch or a channel.
 */
export function movingTag(reference: string): string | undefined {
  const image = parseImageReference(reference);
  if ('fault' in image || image.digest !== undefined) return undefined;
  const { tag } = image;
  if (tag === undefined) return 'it has no tag, which means "latest"';
  if (/(?:^|[-_.])latest(?:[-_.]|$)/i.test(tag)) return `the tag "${tag}" moves with every release`;
  if (PULL_REQUEST.test(tag)) return `the tag "${tag}" moves with every push to a pull request`;
  if (!/\d/.test(tag) && !COMMIT.test(tag))
    return `the tag "${tag}" names a branch or a channel, not a version`;
  return undefined;
}
