import { parseJupyterHubBytes } from '../kube/quantity';
import { nodeAt, pathText, scalarAt, type MapNode, type Node, type Path } from './tree';
import type { Choice, Override, Profile, ProfileOption } from './values';
import { sortedEntries, scalarText, type ImageReader } from './read-images';
import { describe, isNull } from './described-value';
import { type ValuesReader } from './values-reader';
import type { Where } from '../problem/source';

const PROFILE_LIST: Path = ['singleuser', 'profileList'];

/** The profiles of `singleuser.profileList`, with every choice of their options. */
export function readProfiles(reader: ValuesReader, images: ImageReader): Profile[] {
  const nodes = profileNodes(reader);
  const flagged = nodes.findIndex(({ node }) => scalarAt(node, ['default']) === true);
  return nodes.flatMap(({ node, path }, index) => {
    if (node.kind !== 'map') {
      reader.wrongType(path, node, 'a profile (a map with display_name)');
      return [];
    }
    const title = scalarText(nodeAt(node, ['display_name'])) ?? `number ${index}`;
    const inProfile = `profile "${title}"`;
    return [
      {
        index,
        title,
        isDefault: index === Math.max(flagged, 0),
        override: readOverride(
          reader,
          images,
          nodeAt(node, ['kubespawner_override']),
          [...path, 'kubespawner_override'],
          inProfile,
        ),
        options: readOptions(
          reader,
          images,
          nodeAt(node, ['profile_options']),
          [...path, 'profile_options'],
          inProfile,
        ),
        path: pathText(path),
        where: node.where,
      },
    ];
  });
}

/** KubeSpawner also takes a map, in the order of its keys; the chart refuses one since release 1.0. */
function profileNodes(reader: ValuesReader): { node: Node; path: Path }[] {
  const node = reader.node(PROFILE_LIST);
  if (node === undefined || isNull(node)) return [];
  if (node.kind === 'list')
    return node.items.map((item, index) => ({ node: item, path: [...PROFILE_LIST, index] }));
  if (node.kind === 'map') {
    reader.warning(
      'old-spelling',
      reader.keyWhere(PROFILE_LIST),
      'singleuser.profileList is a map; it is read in the order of its keys, as KubeSpawner does, but the chart accepts only a list',
      'Write each profile as a "- " item.',
    );
    return sortedEntries(node).map(([key, value]) => ({ node: value, path: [...PROFILE_LIST, key] }));
  }
  reader.wrongType(PROFILE_LIST, node, 'a list of profiles');
  return [];
}

function readOptions(
  reader: ValuesReader,
  images: ImageReader,
  node: Node | undefined,
  path: Path,
  inProfile: string,
): ProfileOption[] {
  if (node === undefined || isNull(node)) return [];
  if (node.kind !== 'map') {
    reader.wrongType(path, node, 'a map of options');
    return [];
  }
  return sortedEntries(node).flatMap(([key, option]) => {
    const at = [...path, key];
    if (option.kind !== 'map') {
      reader.wrongType(at, option, 'an option (a map with choices)');
      return [];
    }
    const title = scalarText(nodeAt(option, ['display_name'])) ?? key;
    const inOption = `${inProfile}, ${title}`;
    const choices = readChoices(reader, images, nodeAt(option, ['choices']), [...at, 'choices'], inOption);
    const unlisted = readUnlisted(reader, images, option, at, inOption);
    return [{ key, title, choices: [...choices, ...unlisted] }];
  });
}

function readChoices(
  reader: ValuesReader,
  images: ImageReader,
  node: Node | undefined,
  path: Path,
  inOption: string,
): Choice[] {
  if (node === undefined || isNull(node)) return [];
  if (node.kind !== 'map') {
    reader.wrongType(path, node, 'a map of choices');
    return [];
  }
  const entries = sortedEntries(node);
  const flagged = entries.findIndex(([, choice]) => scalarAt(choice, ['default']) === true);
  return entries.flatMap(([key, choice], index) => {
    const at = [...path, key];
    if (choice.kind !== 'map') {
      reader.wrongType(at, choice, 'a choice (a map with kubespawner_override)');
      return [];
    }
    const title = scalarText(nodeAt(choice, ['display_name'])) ?? key;
    const override = readOverride(
      reader,
      images,
      nodeAt(choice, ['kubespawner_override']),
      [...at, 'kubespawner_override'],
      `${inOption} "${title}"`,
    );
    return [{ key, title, isDefault: index === Math.max(flagged, 0), override, where: choice.where }];
  });
}

/**
 * What a user types in is one more choice: its image is not seen, but its sidecars and its placement are written.
 * KubeSpawner offers it only when it is enabled.
 */
function readUnlisted(
  reader: ValuesReader,
  images: ImageReader,
  option: MapNode,
  at: Path,
  inOption: string,
): Choice[] {
  const built = nodeAt(option, ['dynamic_image_building', 'enabled']);
  if (built?.kind === 'scalar' && built.value === true) {
    images.notSeen.push({
      path: pathText([...at, 'dynamic_image_building']),
      where: built.where,
      what: `images that are built on demand (${inOption}, dynamic_image_building)`,
    });
  }
  const unlisted = nodeAt(option, ['unlisted_choice']);
  if (unlisted?.kind !== 'map' || scalarAt(unlisted, ['enabled']) !== true) return [];
  const path = [...at, 'unlisted_choice', 'kubespawner_override'];
  const title = scalarText(nodeAt(unlisted, ['display_name'])) ?? 'unlisted choice';
  const override = readOverride(
    reader,
    images,
    nodeAt(unlisted, ['kubespawner_override']),
    path,
    `${inOption} "${title}"`,
  );
  return [{ key: 'unlisted_choice', title, isDefault: false, override, where: unlisted.where }];
}

function readOverride(
  reader: ValuesReader,
  images: ImageReader,
  node: Node | undefined,
  path: Path,
  title: string,
): Override {
  if (node !== undefined && !isNull(node) && node.kind !== 'map')
    reader.wrongType(path, node, 'a map of KubeSpawner options');
  const map = node?.kind === 'map' ? node : undefined;
  const at = (key: string): Node | undefined => nodeAt(map, [key]);
  const image = overrideImage(reader, images, map, path, title);
  const containers = (key: string, inner: Node | undefined, innerPath: Path) =>
    images.containers(inner, innerPath, (name) => `${title}, ${key} "${name}"`);
  const where: Record<string, Where> = {};
  for (const [key, entry] of map?.entries ?? []) where[key] = entry.value.where;
  return {
    image,
    containers: [
      ...containers('init container', at('init_containers'), [...path, 'init_containers']),
      ...containers('container', at('extra_containers'), [...path, 'extra_containers']),
      ...containers('init container', nodeAt(map, ['extra_pod_config', 'initContainers']), [
        ...path,
        'extra_pod_config',
        'initContainers',
      ]),
      ...containers('container', nodeAt(map, ['extra_pod_config', 'containers']), [
        ...path,
        'extra_pod_config',
        'containers',
      ]),
    ],
    nodeSelector: nodeSelectorOverride(reader, at('node_selector'), [...path, 'node_selector']),
    tolerations: fragmentList(reader, at('tolerations'), [...path, 'tolerations']),
    nodeAffinityRequired: fragmentList(reader, at('node_affinity_required'), [
      ...path,
      'node_affinity_required',
    ]),
    cpuGuarantee: coresOverride(reader, at('cpu_guarantee'), [...path, 'cpu_guarantee']),
    cpuLimit: coresOverride(reader, at('cpu_limit'), [...path, 'cpu_limit']),
    memoryGuarantee: bytesOverride(reader, at('mem_guarantee'), [...path, 'mem_guarantee']),
    memoryLimit: bytesOverride(reader, at('mem_limit'), [...path, 'mem_limit']),
    where,
  };
}

/** `image`, or `image_spec`, which KubeSpawner dropped in favour of it. */
function overrideImage(
  reader: ValuesReader,
  images: ImageReader,
  map: MapNode | undefined,
  path: Path,
  title: string,
) {
  const current = nodeAt(map, ['image']);
  const old = nodeAt(map, ['image_spec']);
  if (old !== undefined && !isNull(old)) {
    reader.warning(
      'old-spelling',
      map?.entries.get('image_spec')?.key ?? old.where,
      `${pathText([...path, 'image_spec'])} is the old spelling of image; it is read as image`,
      'Write image: instead; the chart pulls nothing for image_spec.',
    );
  }
  if (current !== undefined) return images.whole(current, [...path, 'image'], title);
  return old === undefined ? undefined : images.whole(old, [...path, 'image_spec'], title);
}

function nodeSelectorOverride(
  reader: ValuesReader,
  node: Node | undefined,
  path: Path,
): Record<string, string | null> | undefined {
  if (node === undefined || isNull(node)) return undefined;
  if (node.kind !== 'map') {
    reader.wrongType(path, node, 'a map of node labels');
    return undefined;
  }
  const result: Record<string, string | null> = {};
  for (const [key, entry] of node.entries) {
    if (isNull(entry.value)) result[key] = null;
    else {
      const text = reader.stringOf(entry.value, [...path, key]);
      if (text !== undefined) result[key] = text;
    }
  }
  return result;
}

function fragmentList(reader: ValuesReader, node: Node | undefined, path: Path) {
  if (node === undefined) return undefined;
  if (isNull(node)) return [];
  if (node.kind !== 'list') {
    reader.wrongType(path, node, 'a list ("- " lines)');
    return undefined;
  }
  return reader.fragmentsOf(node.items, path);
}

function coresOverride(reader: ValuesReader, node: Node | undefined, path: Path): number | undefined {
  return node === undefined || isSeenLater(node) ? undefined : reader.coresOf(node, path);
}

function bytesOverride(reader: ValuesReader, node: Node | undefined, path: Path): bigint | undefined {
  return node === undefined || isSeenLater(node) ? undefined : readBytes(reader, node, path);
}

/** Values such as `{value}` of an unlisted choice are known only when somebody types them. */
function isSeenLater(node: Node): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && /[{$]/.test(node.value);
}

/** A number of bytes as JupyterHub reads it; null, empty and 0 read as undefined. */
export function readBytes(reader: ValuesReader, node: Node, path: Path): bigint | undefined {
  if (isNull(node)) return undefined;
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (value === '') return undefined;
  const bytes =
    typeof value === 'string' || typeof value === 'number' ? parseJupyterHubBytes(value) : undefined;
  if (bytes === undefined) {
    const binary = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*([KMGT])(?:i|B|iB)$/.exec(value) : null;
    reader.wrongType(
      path,
      node,
      'a number of bytes, or a number with K, M, G or T',
      binary
        ? `JupyterHub refuses ${describe(node)}; its ${binary[2]} is a power of 1024: write ${binary[1]}${binary[2]}.`
        : undefined,
    );
    return undefined;
  }
  return bytes === 0n ? undefined : bytes;
}
