import type { Json, JsonMap } from '../kube/json';

/** Map keys and list positions, from the outside in. */
export type JsonPath = readonly (string | number)[];

/** The value at a path, or undefined. */
export function jsonAt(json: Json | undefined, path: JsonPath): Json | undefined {
  let here = json;
  for (const step of path) {
    if (isList(here)) here = typeof step === 'number' ? here[step] : undefined;
    else here = isMap(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}

/** The map at a path; an empty one when there is none. */
export function mapAt(json: Json | undefined, path: JsonPath = []): JsonMap {
  const value = jsonAt(json, path);
  return isMap(value) ? value : {};
}

/** The list at a path; an empty one when there is none. */
export function listAt(json: Json | undefined, path: JsonPath = []): readonly Json[] {
  const value = jsonAt(json, path);
  return isList(value) ? value : [];
}

/** The text at a path, or undefined. */
export function textAt(json: Json | undefined, path: JsonPath = []): string | undefined {
  const value = jsonAt(json, path);
  return typeof value === 'string' ? value : undefined;
}

/** The members of the map at a path whose values are text: labels, selectors, annotations, quantities. */
export function textsAt(json: Json | undefined, path: JsonPath = []): Readonly<Record<string, string>> {
  const map = mapAt(json, path);
  const hasOther = Object.values(map).some((value) => typeof value !== 'string');
  const texts = hasOther
    ? Object.fromEntries(Object.entries(map).filter(([, value]) => typeof value === 'string'))
    : map;
  return texts as Readonly<Record<string, string>>;
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A path as a JSON pointer (RFC 6901), such as `/spec/template/spec/containers/0`. */
export function pointer(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The texts inside a value that pass a test, with their paths; keys of maps are not texts. */
export function textsWhere(json: Json, test: (text: string) => boolean): { text: string; path: JsonPath }[] {
  if (typeof json === 'string') return test(json) ? [{ text: json, path: [] }] : [];
  if (typeof json !== 'object' || json === null) return [];
  const found: { text: string; path: JsonPath }[] = [];
  const collect = (inner: Json, step: string | number): void => {
    // Nearly every value is a text that does not pass: nothing is built for those.
    if (typeof inner === 'string' ? !test(inner) : typeof inner !== 'object') return;
    for (const { text, path } of textsWhere(inner, test)) found.push({ text, path: [step, ...path] });
  };
  if (isList(json)) json.forEach(collect);
  else for (const key in json) collect(json[key] ?? null, key);
  return found;
}
