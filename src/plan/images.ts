import type { ImageUse, Override, Profile, PullPolicyValue, Values } from '../config/values';
import { containerName } from './names';
import type { ImageOrigin, PullImage } from './plan';

/** One place that asks for an image, with the container name that the chart would have given it. */
interface Wish {
  readonly use: ImageUse;
  readonly name: string;
}

/**
 * The distinct images of a hub in the chart's order: metadata block, default image, init and extra containers,
 * then every profile with its options and choices, then the extra images. An image that several places ask for
 * keeps its first place and remembers all of them. Images of sidecars inside profiles, which the chart does not
 * pull, follow the image of their profile.
 */
export function imagesOf(values: Values): PullImage[] {
  const found = new Map<
    string,
    { name: string; origins: ImageOrigin[]; policies: (PullPolicyValue | undefined)[] }
  >();
  for (const { use, name } of wishes(values)) {
    const entry = found.get(use.reference) ?? { name, origins: [], policies: [] };
    entry.origins.push({ path: use.path, title: use.title, where: use.where });
    entry.policies.push(use.pullPolicy);
    found.set(use.reference, entry);
  }
  const taken = new Set<string>(RESERVED_NAMES);
  return [...found].map(([reference, { name, origins, policies }]) => {
    const container = containerName(name, taken);
    taken.add(container);
    return { container, reference, pullPolicy: strongest(policies), origins };
  });
}

/** Names of the containers that are ours: the one that copies the command, and the one that stays. */
const RESERVED_NAMES = ['copy-command', 'pause'];

function wishes({ singleuser, prePuller }: Values): Wish[] {
  return [
    ...(singleuser.networkTools ? [{ use: singleuser.networkTools, name: 'image-pull-metadata-block' }] : []),
    // Its policy is for user pods: `Always` there must not make every puller ask the registry again.
    ...(singleuser.image
      ? [{ use: { ...singleuser.image, pullPolicy: undefined }, name: 'image-pull-singleuser' }]
      : []),
    ...singleuser.containers.map((use, index) => ({
      use,
      name: `image-pull-singleuser-init-and-extra-containers-${index}`,
    })),
    ...(prePuller.pullProfileListImages ? singleuser.profiles.flatMap(profileWishes) : []),
    ...prePuller.extraImages.map((use) => ({ use, name: `image-pull-${use.path.split('.').pop() ?? ''}` })),
  ];
}

function profileWishes(profile: Profile): Wish[] {
  const choices = profile.options.flatMap((option) =>
    option.choices.flatMap((choice) =>
      overrideWishes(
        choice.override,
        `image-pull-profile-${profile.index}-option-${option.key}-${choice.key}`,
      ),
    ),
  );
  return [
    ...overrideWishes(profile.override, `image-pull-singleuser-profilelist-${profile.index}`),
    ...choices,
  ];
}

function overrideWishes(override: Override, name: string): Wish[] {
  return [
    ...(override.image ? [{ use: override.image, name }] : []),
    ...override.containers.map((use, index) => ({ use, name: `${name}-container-${index}` })),
  ];
}

/** Always wins, since somebody wants the newest; Never holds only when every place says so. */
function strongest(policies: readonly (PullPolicyValue | undefined)[]): PullPolicyValue | undefined {
  if (policies.includes('Always')) return 'Always';
  if (policies.includes('IfNotPresent')) return 'IfNotPresent';
  return policies.every((policy) => policy === 'Never') ? 'Never' : undefined;
}
