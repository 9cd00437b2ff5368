import { nodeAt, pathText, type MapNode, type Node, type Path } from '../../config/tree';
import { movingTag } from '../image-tag';
import { hasPuller } from '../pool-images';
import { profileOverrides } from '../profile-overrides';
import type { Finding, HubUnderCheck, Rule } from '../rule';

/** With `Always` each start asks the registry first, although the image is there and cannot have changed. */
export const alwaysPull: Rule = {
  id: 'always-pull',
  severity: 'warning',
  title: 'images that cannot change are not asked for again',
  check(hub) {
    if (!hasPuller(hub)) return [];
    const { tree, values } = hub.config;
    const own = values.singleuser.image?.reference;
    const findings = [
      ...ifAlways(tree, ['singleuser', 'image', 'pullPolicy'], own),
      ...profileOverrides(tree).flatMap(({ map, path }) => {
        const image = textOf(nodeAt(map, ['image']) ?? nodeAt(map, ['image_spec'])) ?? own;
        return ifAlways(tree, [...path, 'image_pull_policy'], image);
      }),
      ...ofExtraImages(hub),
    ];
    // Profiles may share one list of choices, by an anchor.
    return [
      ...new Map(
        findings.map((finding) => [`${finding.where.source.name} ${finding.where.offset}`, finding]),
      ).values(),
    ];
  },
};

type FindingInFile = Finding & { readonly where: Node['where'] };

function ofExtraImages({ config }: HubUnderCheck): FindingInFile[] {
  const path: Path = ['prePuller', 'extraImages'];
  const map = nodeAt(config.tree, path);
  if (map?.kind !== 'map') return [];
  return [...map.entries.keys()].flatMap((key) => {
    const image = config.values.prePuller.extraImages.find((use) => use.path === pathText([...path, key]));
    return ifAlways(config.tree, [...path, key, 'pullPolicy'], image?.reference);
  });
}

function ifAlways(tree: MapNode, path: Path, image: string | undefined): FindingInFile[] {
  const node = nodeAt(tree, path);
  if (node === undefined || textOf(node) !== 'Always' || image === undefined) return [];
  if (movingTag(image) !== undefined) return [];
  return [
    {
      where: node.where,
      message: `${String(path.at(-1))} is Always, although the name "${image}" is that of one version: every start asks the registry first, and none works while it is down`,
      hint: 'Leave it out: Kubernetes then pulls what a node does not have, and nothing else.',
    },
  ];
}

function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
