/** The same fields, each with a value or not there at all. */
export type Filled<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/**
 * The fields that say something: without those that are undefined, an empty list or an empty map.
 * Kubernetes reads an empty list or map as if the field were not there, and a reviewer need not read it.
 */
export function filled<T extends object>(fields: T): Filled<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value))) as Filled<T>;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).length === 0;
}
