import { keyWhereAt, nodeAt, type Path } from '../config/tree';
import { isObjectPlace, type ObjectPlace } from '../problem/problem';
import type { Where } from '../problem/source';
import { pointer, textAt, type JsonPath } from './json-path';
import { valuesBehind } from './origins';
import type { CheckedObject, HubUnderCheck } from './rule';

/** Where the user wrote the value at a path of the hub's values; undefined when no layer has it. */
export function writtenAt({ config }: HubUnderCheck, path: Path): Where | undefined {
  const node = nodeAt(config.tree, path);
  if (node === undefined) return undefined;
  return node.kind === 'scalar' ? node.where : keyWhereAt(config.tree, path);
}

/** The first of several paths that the user wrote; when all of them are left to defaults, the hub itself. */
export function inValues(hub: HubUnderCheck, ...paths: readonly Path[]): Where {
  return firstWritten(hub, paths) ?? hub.config.where;
}

/** A place in a finished object. */
export function inObject(object: CheckedObject, path: JsonPath = []): ObjectPlace {
  return { file: object.file, object: nameOf(object), path: pointer(path) };
}

/**
 * The line of the values that is behind a field of an object; the place in the object when there is none.
 *
 * @param likely paths of the values to look at when the field does not come from them word by word
 */
export function blame(
  hub: HubUnderCheck,
  object: CheckedObject,
  path: JsonPath,
  likely: readonly Path[] = [],
): Where | ObjectPlace {
  return firstWritten(hub, [...valuesBehind(object, path), ...likely]) ?? inObject(object, path);
}

/**
 * How a message begins: with the object, unless the line of the values says it all. One such line often reaches
 * several objects, and is then reported once.
 */
export function subject(where: Where | ObjectPlace, object: CheckedObject): string {
  return isObjectPlace(where) ? `${nameOf(object)}: ` : '';
}

/** Kind and name, such as `StatefulSet jupyterhub-user-placeholder`. */
export function nameOf({ json }: CheckedObject): string {
  return `${textAt(json, ['kind']) ?? 'object without kind'} ${textAt(json, ['metadata', 'name']) ?? 'without name'}`;
}

function firstWritten(hub: HubUnderCheck, paths: readonly Path[]): Where | undefined {
  for (const path of paths) {
    const where = writtenAt(hub, path);
    if (where !== undefined) return where;
  }
  return undefined;
}
