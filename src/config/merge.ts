import type { Problem } from '../problem/problem';
import { pathText, type MapEntry, type MapNode, type Node, type Path } from './tree';

export interface MergeResult {
  readonly tree: MapNode;
  /** A warning for every key that is a map in one layer and something else in another. */
  readonly problems: readonly Problem[];
}

/**
 * Lays maps over each other as Helm lays values files: maps merge, everything else replaces, later layers win.
 * A null takes away what lies below and stays in the tree, since it also deletes the default of the chart.
 *
 * @param layers at least one, in the order of precedence, the weakest first
 */
export function mergeTrees(layers: readonly [MapNode, ...MapNode[]]): MergeResult {
  const problems: Problem[] = [];
  const [first, ...others] = layers;
  const tree = others.reduce((below, above) => mergeMaps(below, above, [], problems), first);
  return { tree, problems };
}

function mergeMaps(below: MapNode, above: MapNode, path: Path, problems: Problem[]): MapNode {
  if (below === above || below.entries.size === 0) return above;
  const entries = new Map<string, MapEntry>(below.entries);
  for (const [key, entry] of above.entries) {
    const under = below.entries.get(key);
    const value = under ? mergeNodes(under, entry, [...path, key], problems) : entry.value;
    entries.set(key, { key: entry.key, value });
  }
  return { kind: 'map', entries, where: above.where };
}

function mergeNodes(below: MapEntry, above: MapEntry, path: Path, problems: Problem[]): Node {
  const under = below.value;
  const over = above.value;
  if (under.kind === 'map' && over.kind === 'map') return mergeMaps(under, over, path, problems);
  const oneMap = (under.kind === 'map') !== (over.kind === 'map');
  if (oneMap && !isNull(under) && !isNull(over)) problems.push(conflict(below, above, path));
  return over;
}

function conflict(below: MapEntry, above: MapEntry, path: Path): Problem {
  const { source, offset } = below.key;
  const { line, col } = source.position(offset);
  return {
    severity: 'warning',
    rule: 'layer-conflict',
    where: above.key,
    message: `${pathText(path)} is ${kindOf(above.value)} here and ${kindOf(below.value)} at ${source.name}:${line}:${col}; this one replaces the other`,
    hint: 'Write the same kind of value in both layers.',
  };
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function kindOf(node: Node): string {
  return node.kind === 'scalar' ? 'a single value' : `a ${node.kind}`;
}
