import type { Problem } from '../problem/problem';
import type { Where } from '../problem/source';
import { pathText, type Node, type Path, type ScalarNode } from './tree';

/** What a plain (unquoted) scalar stands for. */
export type Meaning = string | number | boolean | null;

/** How Helm's reading of a plain scalar differs from ours. */
export interface Ambiguity {
  /** What Helm makes of it, such as `true` or `8`. */
  readonly helm: string;
  /** What to write instead, one sentence. */
  readonly hint: string;
}

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'];
const NULL = ['', '~', 'null', 'Null', 'NULL'];

/** What Helm's reader takes for a constant. It follows YAML 1.1 here. */
const HELM_WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...TRUE.map((word): [string, boolean] => [word, true]),
  ...FALSE.map((word): [string, boolean] => [word, false]),
  ...NULL.map((word): [string, null] => [word, null]),
]);

const DECIMAL_FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/** The meaning of a plain scalar in the core schema of YAML 1.2. */
export function coreMeaning(text: string): Meaning {
  if (NULL.includes(text)) return null;
  if (text === 'true' || text === 'True' || text === 'TRUE') return true;
  if (text === 'false' || text === 'False' || text === 'FALSE') return false;
  const first = text.charCodeAt(0);
  // Only a digit, a sign or a dot can begin a number; most scalars are words and end here.
  if (first > 57 || first < 43) return text;
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  if (DECIMAL_FLOAT.test(text)) return Number(text) + 0;
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return NOT_A_NUMBER.test(text) ? NaN : text;
}

/**
 * The meaning of a plain scalar to Helm, whose reader mixes YAML 1.1 with Go's number syntax: `yes` is true,
 * `010` is 8, `1_000` is 1000, while dates and `12:30:45` stay text. undefined: Helm refuses the whole file,
 * since values pass through JSON, which has no infinity.
 */
export function helmMeaning(text: string): Meaning | undefined {
  const word = HELM_WORDS.get(text);
  if (word !== undefined) return word;
  if (INFINITE.test(text) || NOT_A_NUMBER.test(text)) return undefined;
  if (/^\./.test(text)) {
    return /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/.test(text)
      ? (finite(text.replaceAll('_', '')) ?? text)
      : text;
  }
  if (!/^[-+\d]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  return goInteger(digits) ?? (DECIMAL_FLOAT.test(digits) ? finite(digits) : undefined) ?? text;
}

/** Go's integer syntax with its prefixes, a leading zero being octal; undefined when the text is none. */
function goInteger(text: string): number | undefined {
  const match = /^([-+]?)(0[bB][01]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', number = ''] = match;
  const size = BigInt(/^0[0-7]+$/.test(number) ? `0o${number.slice(1)}` : number);
  const limit = sign === '' ? 2n ** 64n - 1n : sign === '-' ? 2n ** 63n : 2n ** 63n - 1n;
  if (size > limit) return undefined;
  return Number(sign === '-' ? -size : size);
}

/** Go refuses numbers that overflow, and they stay text. */
function finite(text: string): number | undefined {
  const value = Number(text) + 0;
  return Number.isFinite(value) ? value : undefined;
}

/** Whether a scalar means something else to Helm than to a reader of YAML 1.2, and what to write instead. */
export function ambiguity(node: ScalarNode): Ambiguity | undefined {
  return node.plain === undefined ? undefined : ambiguityOf(node.plain);
}

function ambiguityOf(text: string): Ambiguity | undefined {
  const helm = helmMeaning(text);
  if (helm === undefined) {
    return { helm: 'an error, since values cannot hold it', hint: `Quote it to have text: "${text}".` };
  }
  if (Object.is(helm, coreMeaning(text))) return undefined;
  if (typeof helm === 'string') {
    return { helm: 'text, since the number is too large', hint: `Quote it to have text: "${text}".` };
  }
  return { helm: String(helm), hint: `Write ${String(helm)}, or quote it to have text: "${text}".` };
}

/**
 * What is left of a plain number when it is used as text, such as `1.1` for `1.10`, `1000` for `1e3` and
 * `12345678901234567000` for `12345678901234567890`; undefined when every digit survives.
 */
export function lostDigits(node: ScalarNode): string | undefined {
  if (typeof node.value !== 'number' || node.plain === undefined) return undefined;
  const left = String(node.value);
  return left === node.plain ? undefined : left;
}

/** One place of a tree that means something else to Helm. */
export interface AmbiguousPlace {
  readonly where: Where;
  readonly path: Path;
  /** undefined: the place is a key, the last step of the path. */
  readonly scalar: ScalarNode | undefined;
  readonly found: Ambiguity;
}

/**
 * Every plain scalar and key of a tree that means something else to Helm, in the order of the tree. A part that
 * several aliases share is looked at once.
 */
export function ambiguities(node: Node): AmbiguousPlace[] {
  const seen = new Set<Node>();
  const inside = (here: Node, path: Path): AmbiguousPlace[] => {
    if (seen.has(here)) return [];
    seen.add(here);
    if (here.kind === 'list') return here.items.flatMap((item, index) => inside(item, [...path, index]));
    if (here.kind === 'scalar') return place(here.where, path, here, ambiguity(here));
    return [...here.entries].flatMap(([key, entry]) => [
      ...place(entry.key, [...path, key], undefined, keyAmbiguity(entry.key)),
      ...inside(entry.value, [...path, key]),
    ]);
  };
  return inside(node, []);
}

function place(
  where: Where,
  path: Path,
  scalar: ScalarNode | undefined,
  found: Ambiguity | undefined,
): AmbiguousPlace[] {
  return found === undefined ? [] : [{ where, path, scalar, found }];
}

/**
 * The same as errors of the rule `ambiguous-scalar`.
 *
 * @param reader who reads it otherwise
 */
export function ambiguousScalars(node: Node, reader = 'Helm'): Problem[] {
  return ambiguities(node).map(({ where, path, scalar, found }) => ({
    severity: 'error',
    rule: 'ambiguous-scalar',
    where,
    message: `${subject(path, scalar)} is read by ${reader} as ${found.helm}`,
    hint: scalar === undefined ? found.hint : scalarHint(scalar, found),
  }));
}

function subject(path: Path, scalar: ScalarNode | undefined): string {
  return scalar === undefined ? `the key ${path.at(-1)}` : `${pathText(path)}: ${scalar.plain ?? ''}`;
}

function scalarHint({ value }: ScalarNode, { helm }: Ambiguity): string {
  return typeof value === 'string' ? `Quote it: "${value}".` : `Write ${value} or ${helm}.`;
}

/** The same question for a map key, which is always text in the end: `on:` becomes the key `true`, `1.10:` `1.1`. */
export function keyAmbiguity(key: Where): Ambiguity | undefined {
  const text = key.source.text.slice(key.offset, key.offset + key.length);
  const helm = helmMeaning(text);
  if (helm === undefined || helm === null || typeof helm === 'string') return undefined;
  const name = String(helm);
  return name === text ? undefined : { helm: `the key ${name}`, hint: `Quote it: "${text}".` };
}
