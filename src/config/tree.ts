import type { Where } from '../problem/source';

/** A YAML value that remembers where it was written. */
export type Node = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The text as written when it was a plain (unquoted) scalar; absent for quoted and block scalars. */
  readonly plain?: string;
  readonly where: Where;
}

export interface MapEntry {
  /** Where the key was written. */
  readonly key: Where;
  readonly value: Node;
}

export interface MapNode {
  readonly kind: 'map';
  /** In the order of the file; the merged tree keeps the place of the first layer that had the key. */
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly where: Where;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly where: Where;
}

/** A path into a tree: map keys and list positions. */
export type Path = readonly (string | number)[];

/** The node at a path, or undefined. */
export function nodeAt(node: Node | undefined, path: Path): Node | undefined {
  let here = node;
  for (const step of path) {
    if (here?.kind === 'map') here = here.entries.get(String(step))?.value;
    else if (here?.kind === 'list' && typeof step === 'number') here = here.items[step];
    else return undefined;
  }
  return here;
}

/** The scalar at a path; undefined when nothing is there, or a map or a list. */
export function scalarAt(node: Node | undefined, path: Path): ScalarNode['value'] | undefined {
  const found = nodeAt(node, path);
  return found?.kind === 'scalar' ? found.value : undefined;
}

/** Whether a block has `enabled: false`. */
export function isSwitchedOff(node: Node): boolean {
  return scalarAt(node, ['enabled']) === false;
}

/** Where the deepest existing part of a path was written: the value itself, or the nearest parent that exists. */
export function whereAt(node: Node, path: Path): Where {
  let here = node;
  for (const step of path) {
    const next = nodeAt(here, [step]);
    if (next === undefined) break;
    here = next;
  }
  return here.where;
}

/** Where the key of the last step was written; falls back to the value's place. */
export function keyWhereAt(node: Node, path: Path): Where {
  const parent = nodeAt(node, path.slice(0, -1));
  const last = path[path.length - 1];
  if (parent?.kind === 'map' && last !== undefined) {
    const entry = parent.entries.get(String(last));
    if (entry) return entry.key;
  }
  return whereAt(node, path);
}

/** A path as people write it: `singleuser.profileList[2].kubespawner_override.image`. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** The tree without positions. Maps have no prototype surprises: a key `__proto__` is an own property. */
export function toPlain(node: Node): Plain {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toPlain);
    case 'map': {
      const plain: { [key: string]: Plain } = {};
      for (const [key, entry] of node.entries) {
        Object.defineProperty(plain, key, {
          value: toPlain(entry.value),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return plain;
    }
  }
}
