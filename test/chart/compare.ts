import type { Json, JsonMap } from '../../src/kube/json';

/** One field in which an object of the chart and ours are not the same; undefined: one of them has it not. */
export interface Difference {
  /** Kind and role, such as `DaemonSet continuous-image-puller`. */
  readonly object: string;
  /** Path of the field; empty for a whole object. */
  readonly path: string;
  readonly chart: Json | undefined;
  readonly ours: Json | undefined;
}

/** Every leaf in which two objects differ. */
export function differences(
  object: string,
  chart: JsonMap | undefined,
  ours: JsonMap | undefined,
): Difference[] {
  if (chart === undefined || ours === undefined) return [{ object, path: '', chart, ours }];
  const left = leaves(comparable(chart));
  const right = leaves(comparable(ours));
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => JSON.stringify(left.get(path)) !== JSON.stringify(right.get(path)))
    .map((path) => ({ object, path, chart: left.get(path), ours: right.get(path) }));
}

/** Init containers by their image, so that a container that only one side has does not shift all the others. */
function comparable(object: JsonMap): JsonMap {
  return JSON.parse(JSON.stringify(object), (key, value: unknown) => {
    if (key !== 'initContainers' || !Array.isArray(value)) return value;
    const containers = value as { image: string }[];
    return Object.fromEntries(
      containers.map((container, index) => [container.image, { ...container, order: index }]),
    );
  }) as JsonMap;
}

function leaves(value: Json, path = '', found = new Map<string, Json>()): Map<string, Json> {
  if (Array.isArray(value)) {
    value.forEach((item: Json, index) => leaves(item, `${path}/${index}`, found));
    if (value.length === 0) found.set(path, value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value as JsonMap))
      leaves(inner, `${path}/${key.replaceAll('/', '~1')}`, found);
    if (Object.keys(value).length === 0) found.set(path, value);
  } else if (value !== null) {
    found.set(path, value);
  }
  return found;
}
