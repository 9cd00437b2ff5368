import type { ImageOrigin, PullImage } from '../plan/plan';
import { inValues } from './places';
import { remembered } from './remembered';
import type { Finding, HubUnderCheck } from './rule';

/** The distinct images of a hub, over all its pools. */
export const imagesOf = remembered(({ plan }: HubUnderCheck): readonly PullImage[] => {
  const all = plan.pools.flatMap(({ images }) => images);
  return [...new Map(all.map((image) => [image.reference, image])).values()];
});

/** Whether anything is pulled ahead for this hub. */
export function hasPuller({ plan }: HubUnderCheck): boolean {
  return plan.pools.some(({ puller }) => puller !== undefined);
}

/** The first place that the user wrote; undefined when the chart's defaults alone ask for the image. */
export function writtenOrigin({ origins }: PullImage): ImageOrigin | undefined {
  return origins.find(({ where }) => where !== undefined);
}

/** Where an image was asked for first, for a finding about it. */
export function imageWhere(hub: HubUnderCheck, image: PullImage): Finding['where'] {
  return writtenOrigin(image)?.where ?? inValues(hub);
}

/** `profile "R"`, and how many other places ask for the same image. */
export function askedBy({ origins }: PullImage): string {
  const [first] = origins;
  const others = origins.length - 1;
  if (first === undefined || others === 0) return first?.title ?? '';
  return `${first.title} and ${others} other place${others === 1 ? '' : 's'}`;
}
