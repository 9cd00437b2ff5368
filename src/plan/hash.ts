import { createHash } from 'node:crypto';
import type { Json } from '../kube/json';

/** Eight hexadecimal digits of a value's SHA-256; the order of map keys does not count, that of lists does. */
export function contentHash(value: unknown): string {
  return createHash('sha256')
    .update(canonical(value as Json))
    .digest('hex')
    .slice(0, 8);
}

/** JSON with sorted keys; undefined members are left out. */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value as Record<string, Json | undefined>)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
