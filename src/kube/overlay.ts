import type { Json, JsonMap } from './json';

/**
 * Lays raw fragments over an object, one after the other: maps merge key by key, everything else (lists too)
 * replaces, null takes a key away. Nothing in a fragment is read, so fields that are newer than the API types
 * of this project come through as they are. Neither argument is changed.
 */
export function overlay(base: JsonMap, ...fragments: readonly JsonMap[]): JsonMap {
  return fragments.reduce(overlayOne, base);
}

function overlayOne(base: JsonMap, fragment: JsonMap): JsonMap {
  const merged = new Map<string, Json>(Object.entries(base));
  for (const [key, value] of Object.entries(fragment)) {
    const below = merged.get(key);
    if (value === null) merged.delete(key);
    else if (isMap(value) && isMap(below)) merged.set(key, overlayOne(below, value));
    else merged.set(key, value);
  }
  // fromEntries defines own properties, so that a key such as `__proto__` stays a plain key.
  return Object.fromEntries(merged);
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
