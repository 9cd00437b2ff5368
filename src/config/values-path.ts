import { pathText, type MapNode, type Node } from './tree';

/** Keys that only the values of the chart have. */
const SIGNS = ['singleuser', 'prePuller', 'scheduling'];
/** Keys of the chart that other charts have as well, on their own. */
const WEAK_SIGNS = ['hub', 'proxy', 'cull'];
/** Further keys at the top of the chart's values. */
const OTHER_KEYS = [
  'ingress',
  'httpRoute',
  'rbac',
  'debug',
  'global',
  'custom',
  'enabled',
  'imagePullSecret',
  'imagePullSecrets',
  'fullnameOverride',
  'nameOverride',
];
/** How deep the chart is looked for as a dependency of a dependency. */
const SEARCH_DEPTH = 4;

/** Whether a map has a key that values of the chart can have at their top. */
export function hasKnownKey(map: MapNode): boolean {
  return [...SIGNS, ...WEAK_SIGNS, ...OTHER_KEYS].some((key) => map.entries.has(key));
}

/** Whether a map is surely the top of the chart's values. */
export function looksLikeValues(map: MapNode): boolean {
  const weak = WEAK_SIGNS.filter((key) => map.entries.get(key)?.value.kind === 'map').length;
  return SIGNS.some((key) => map.entries.has(key)) || weak >= 2;
}

/** Paths below a map at which values of the chart begin, such as `basehub.jupyterhub`, in the order of the file. */
export function valuesBelow(map: MapNode, base: readonly string[] = []): string[] {
  if (base.length >= SEARCH_DEPTH) return [];
  return [...map.entries].flatMap(([key, { value }]) => {
    // What the chart itself defines is not searched: hub.config may hold anything.
    if (value.kind !== 'map' || [...SIGNS, ...WEAK_SIGNS, ...OTHER_KEYS].includes(key)) return [];
    const path = [...base, key];
    const found = looksLikeValues(value) || (key === 'jupyterhub' && hasKnownKey(value));
    return found ? [pathText(path)] : valuesBelow(value, path);
  });
}

/** The keys of a map for a message, not all of them when there are many. */
export function keysOf(node: Node): string {
  if (node.kind !== 'map' || node.entries.size === 0) return 'no keys';
  const keys = [...node.entries.keys()];
  const shown = keys.slice(0, 12).join(', ');
  return keys.length > 12 ? `${shown} and ${keys.length - 12} more` : shown;
}
