import type { Override, Profile, Values } from '../../config/values';
import { canonical } from '../../plan/hash';
import { hasPuller, imagesOf } from '../pool-images';
import type { Rule } from '../rule';

/** Profiles of one hub that go to different nodes share one list of images. */
export const allImagesEverywhere: Rule = {
  id: 'all-images-everywhere',
  severity: 'note',
  title: 'nodes get the images that can be started on them',
  check(hub) {
    const { values } = hub.config;
    if (!hasPuller(hub) || !values.prePuller.pullProfileListImages) return [];
    const { profiles } = values.singleuser;
    if (!profiles.some(isPlaced)) return [];
    const groups = new Map<string, Group>();
    for (const profile of profiles) {
      for (const [nodes, images] of imagesByNodes(profile, values)) {
        const group = groups.get(nodes) ?? { profile, images: new Set() };
        for (const image of images) group.images.add(image);
        groups.set(nodes, group);
      }
    }
    const special = [...groups.values()].findLast(({ images }) =>
      [...images].some((image) => !isEverywhere(image, groups)),
    );
    if (special === undefined) return [];
    const own = [...special.images].find((image) => !isEverywhere(image, groups)) ?? '';
    return [
      {
        where: special.profile.where,
        message: `profiles start on ${groups.size} kinds of nodes, and each kind gets all ${imagesOf(hub).length} images of the hub, though "${own}" of profile "${special.profile.title}" cannot be started on all of them`,
        hint: 'To pull less, set pullProfileListImages: false and list the images for all nodes in extraImages.',
      },
    ];
  },
};

interface Group {
  readonly profile: Profile;
  readonly images: Set<string>;
}

function isEverywhere(image: string, groups: ReadonlyMap<string, Group>): boolean {
  return [...groups.values()].every(({ images }) => images.has(image));
}

/** What a profile can start, by the nodes on which it starts it. */
function imagesByNodes({ override, options }: Profile, { singleuser }: Values): [string, string[]][] {
  const own = override.image?.reference ?? singleuser.image?.reference;
  const choices = options.flatMap((option) => option.choices.map((choice) => choice.override));
  const images = choices.flatMap(({ image }) => (image ? [image.reference] : []));
  const all = images.length > 0 ? images : own === undefined ? [] : [own];
  const placing = options.filter((option) => option.choices.some((choice) => hasPlacement(choice.override)));
  if (placing.length === 0) return [[nodesOf([override]), all]];
  return placing.flatMap((option) =>
    option.choices.map((choice): [string, string[]] => [
      nodesOf([override, choice.override]),
      choice.override.image ? [choice.override.image.reference] : all,
    ]),
  );
}

/** Whether a profile may start elsewhere than the hub's own placement says. */
function isPlaced({ override, options }: Profile): boolean {
  return (
    hasPlacement(override) ||
    options.some(({ choices }) => choices.some((choice) => hasPlacement(choice.override)))
  );
}

function hasPlacement({ nodeSelector, tolerations, nodeAffinityRequired }: Override): boolean {
  return nodeSelector !== undefined || tolerations !== undefined || nodeAffinityRequired !== undefined;
}

/** Text that is the same for the same nodes. */
function nodesOf(overrides: readonly Override[]): string {
  const selector = Object.assign({}, ...overrides.map(({ nodeSelector }) => nodeSelector ?? {})) as Record<
    string,
    string | null
  >;
  const last = <K extends 'tolerations' | 'nodeAffinityRequired'>(key: K) =>
    overrides.reduce<Override[K]>((found, override) => override[key] ?? found, undefined);
  return canonical([selector, last('tolerations') ?? null, last('nodeAffinityRequired') ?? null]);
}
