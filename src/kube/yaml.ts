import type { Json, JsonMap } from './json';

/** Order of map keys at every depth: as the data has them, or by their code units. */
export type KeyOrder = 'given' | 'sorted';

/**
 * Plain data as block-style YAML, ended by a newline.
 *
 * The text means the same to YAML 1.1 parsers (Go's, which kubectl, Argo CD and Flux use; Python's) and to 1.2
 * ones: whatever one of them could take for something else than a string (`yes`, `on`, `0775`, `1e3`,
 * `12:30:45`, `~`) is quoted. Text of several lines is a literal block. There are no anchors and no folded
 * lines. Half a surrogate pair, which no file can hold, becomes U+FFFD.
 *
 * A general YAML library spends most of the time of a synthesis on styles that are never used here.
 */
export function toYaml(map: JsonMap, order: KeyOrder): string {
  const entries = Object.entries(map);
  return entries.length === 0 ? '{}\n' : mapText(entries, '', order);
}

function mapText(entries: [string, Json][], indent: string, order: KeyOrder): string {
  if (order === 'sorted') entries.sort(byKey);
  let text = '';
  for (const [key, value] of entries) text += `${indent}${lineText(key)}:${valueText(value, indent, order)}`;
  return text;
}

function byKey(left: readonly [string, Json], right: readonly [string, Json]): number {
  return left[0] < right[0] ? -1 : 1;
}

/** What follows `key:`, up to and with the end of the line. */
function valueText(value: Json, indent: string, order: KeyOrder): string {
  if (typeof value === 'string' && value.includes('\n') && fitsBlock(value)) return blockText(value, indent);
  const block = collectionText(value, `${indent}  `, order);
  return block === undefined ? ` ${flowText(value)}\n` : `\n${block}`;
}

/** A list item, after its dash; text of several lines is quoted here, which is rare and easy to read over. */
function itemText(item: Json, indent: string, order: KeyOrder): string {
  const deeper = `${indent}  `;
  const block = collectionText(item, deeper, order);
  // The dash takes the place of the first line's indentation.
  return block === undefined ? `${flowText(item)}\n` : block.slice(deeper.length);
}

/** Undefined for scalars and empty collections, which fit behind their key. */
function collectionText(value: Json, indent: string, order: KeyOrder): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isList(value)) {
    if (value.length === 0) return undefined;
    return value.map((item) => `${indent}- ${itemText(item, indent, order)}`).join('');
  }
  const entries = Object.entries(value);
  return entries.length === 0 ? undefined : mapText(entries, indent, order);
}

function flowText(value: Json): string {
  if (typeof value === 'string') return lineText(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (value === null) return 'null';
  return isList(value) ? '[]' : '{}';
}

/** YAML 1.1 knows an exponent only behind a decimal point: 1e+21 would be a string there. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}

/** Begins with a letter or slash, so it is no number, date or sign; no ` #`, no `: `, no space at the end. */
const PLAIN = /^[A-Za-z/](?:[\w ./@+,()=-]|:(?=\S))*$/;
const AMOUNT = /^\d{1,15}(?:\.\d{1,15})?(?:m|k|[KMGTP]i|[KMGTP]|%)$/;
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

function lineText(text: string): string {
  if (PLAIN.test(text) ? !RESERVED.test(text) && !text.endsWith(' ') : AMOUNT.test(text)) return text;
  return quotedText(text);
}

/** What no YAML file may hold as it is, and what YAML 1.1 takes for the end of a line. */
const UNPRINTABLE =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufeff\\ufffe\\uffff\\ud800-\\udfff';
// The u flag makes the surrogate range match halves only.
const NOT_IN_BLOCK = new RegExp(`[${UNPRINTABLE}]`, 'u');
const NOT_IN_QUOTES = new RegExp(`[\\\\"\\n\\t${UNPRINTABLE}]`, 'gu');
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quotedText(text: string): string {
  return `"${text.replace(NOT_IN_QUOTES, escapeOne)}"`;
}

function escapeOne(char: string): string {
  const short = SHORT_ESCAPES[char];
  if (short !== undefined) return short;
  const code = char.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * A literal block without an indentation indicator needs a first line that begins with a character. Blank lines
 * at the end and lines of nothing but spaces are where parsers disagree.
 */
function fitsBlock(text: string): boolean {
  return /^[^\s]/.test(text) && !/\n[ \t]+(?:\n|$)|\n\n$/.test(text) && !NOT_IN_BLOCK.test(text);
}

function blockText(text: string, indent: string): string {
  const ended = text.endsWith('\n');
  const body = ended ? text.slice(0, -1) : text;
  return ` ${ended ? '|' : '|-'}\n${body.replace(/^(?=.)/gm, `${indent}  `)}\n`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
