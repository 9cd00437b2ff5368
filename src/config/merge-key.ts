import type { Problem } from '../problem/problem';
import type { Where } from '../problem/source';
import type { Anchors } from './anchors';
import type { MapEntry, Node } from './tree';

/**
 * The entries that one `<<` brings. Of several maps the earlier wins.
 *
 * @param own the entries written before the `<<` in the same map
 */
export function mergeKeyEntries(
  where: Where,
  value: Node,
  own: ReadonlyMap<string, MapEntry>,
  anchors: Anchors,
  report: (problem: Problem) => void,
): Map<string, MapEntry> {
  const merged = new Map<string, MapEntry>();
  for (const map of value.kind === 'list' ? value.items : [value]) {
    if (map.kind !== 'map') {
      const message = '<< takes a map or a list of maps, such as <<: *name or <<: [*one, *two]';
      report({ severity: 'error', rule: 'invalid-yaml', where, message });
      return merged;
    }
    if (!anchors.allows(map.entries.size, where)) return merged;
    for (const [key, entry] of map.entries) if (!merged.has(key)) merged.set(key, entry);
  }
  for (const key of merged.keys()) {
    const before = own.get(key);
    if (before) report(overwritten(key, before.key, where));
  }
  return merged;
}

/** YAML says that a written key wins wherever it stands, but Helm's reader lets `<<` overwrite what is above it. */
function overwritten(key: string, where: Where, merge: Where): Problem {
  const { line, col } = merge.source.position(merge.offset);
  return {
    severity: 'error',
    rule: 'merge-order',
    where,
    message: `the << at ${merge.source.name}:${line}:${col} brings ${key} too, and Helm takes that one, since it comes later`,
    hint: 'Move the << line to the top of its map; then the written key wins everywhere.',
  };
}

/** The written entries with the merged ones in the place of the `<<`, which only counts for the order of keys. */
export function withMerged(
  own: ReadonlyMap<string, MapEntry>,
  merged: ReadonlyMap<string, MapEntry>,
  place: number,
): Map<string, MapEntry> {
  const written = [...own];
  // Of two entries with one key the later counts: what is written below the << wins.
  return new Map([...written.slice(0, place), ...merged, ...written.slice(place)]);
}
