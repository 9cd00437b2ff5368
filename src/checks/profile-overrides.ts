import { remembered } from './remembered';
import { nodeAt, type MapNode, type Node, type Path } from '../config/tree';

/** One `kubespawner_override` of the profile list, or of a choice in it. */
export interface OverrideNode {
  readonly map: MapNode;
  readonly path: Path;
}

/** Every override that the profile list holds, in the order of the file. */
export const profileOverrides = remembered((tree: MapNode): readonly OverrideNode[] => {
  const list: Path = ['singleuser', 'profileList'];
  return children(nodeAt(tree, list), list).flatMap(([profile, path]) => [
    ...overrideOf(profile, path),
    ...children(nodeAt(profile, ['profile_options']), [...path, 'profile_options']).flatMap(
      ([option, optionPath]) =>
        children(nodeAt(option, ['choices']), [...optionPath, 'choices']).flatMap(([choice, choicePath]) =>
          overrideOf(choice, choicePath),
        ),
    ),
  ]);
});

function overrideOf(node: Node, path: Path): OverrideNode[] {
  const map = nodeAt(node, ['kubespawner_override']);
  return map?.kind === 'map' ? [{ map, path: [...path, 'kubespawner_override'] }] : [];
}

function children(node: Node | undefined, path: Path): [Node, Path][] {
  if (node?.kind === 'list') return node.items.map((item, index) => [item, [...path, index]]);
  if (node?.kind === 'map') return [...node.entries].map(([key, entry]) => [entry.value, [...path, key]]);
  return [];
}
