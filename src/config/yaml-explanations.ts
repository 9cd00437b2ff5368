import { isCollection, visit } from 'yaml';
import type { Document, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { SourceText } from '../problem/source';
import { lineAround } from './yaml-template';

export type ParsedDocument = Document.Parsed;

/** One complaint of the YAML parser, and what it was looking at. */
export interface Complaint {
  readonly source: SourceText;
  readonly document: ParsedDocument | undefined;
  readonly offset: number;
  /** The parser's own words. */
  readonly text: string;
}

/** The same for people, often at a better place: where a quote opens, not where the file ends. */
export interface Explanation {
  readonly offset?: number;
  readonly length?: number;
  readonly message: string;
  readonly hint?: string;
  /** The parser no longer knows where it is, so that whatever it says after this is noise. */
  readonly lost?: boolean;
}

export function tab({ offset }: Complaint): Explanation {
  return {
    offset,
    message: 'a tab in the indentation, where YAML allows only spaces',
    hint: 'Replace tabs by spaces.',
  };
}

export function unclosedQuote({ document, offset, source }: Complaint): Explanation {
  const start = scalars(document).find((scalar) => scalar.range[1] === offset)?.range[0] ?? offset;
  const quote = source.text[start] ?? 'quote';
  return {
    offset: start,
    message: `the quote ${quote} that opens here is never closed`,
    hint: `Add the closing ${quote} at its end.`,
    lost: true,
  };
}

export function unclosedBracket({ document, offset, source }: Complaint): Explanation {
  const open = flowCollections(document).flatMap(({ range }) =>
    range && range[0] < offset && range[1] >= offset - 1 ? [range[0]] : [],
  );
  const start = open.at(-1);
  if (start === undefined) return { message: 'a bracket is never closed', lost: true };
  const bracket = source.text[start] ?? '[';
  return {
    offset: start,
    message: `the ${bracket} that opens here is not closed`,
    hint: `Add the closing ${bracket === '{' ? '}' : ']'}, or quote the value.`,
    lost: true,
  };
}

export function indentation({ source, offset }: Complaint): Explanation {
  const { start, line } = lineAround(source.text, offset);
  const column = line.search(/\S|$/);
  return {
    offset: start + column,
    message: `this line is indented by ${column} ${column === 1 ? 'space' : 'spaces'}, which fits no line above it`,
    hint: 'Begin all keys (or all "- ") of one block in the same column.',
  };
}

export function badStart({ source, offset }: Complaint): Explanation {
  const { start, line } = lineAround(source.text, offset);
  const value = line
    .slice(offset - start)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  const short = value.length <= 40 && !value.includes("'");
  return {
    message: `a value cannot begin with ${source.text[offset] ?? 'this'} unless it is quoted`,
    hint: short ? `Quote it: '${value}'.` : 'Quote the value.',
  };
}

export function nestedMap({ source, offset }: Complaint): Explanation {
  const { start, line } = lineAround(source.text, offset);
  const rest = line.slice(offset - start);
  const colon = rest.search(/:(?:\s|$)/);
  if (colon !== -1) {
    return {
      offset: offset + colon,
      message: 'a second ": " in one value',
      hint: 'Quote the value, or begin a new line after the first colon.',
    };
  }
  const next = /\n[^\S\n]*(?=[^\s#])/.exec(source.text.slice(offset));
  return {
    offset: next ? offset + next.index + next[0].length : offset,
    message: `this line is indented deeper than the one above, whose key already has a value (${shortened(rest)})`,
    hint: 'Indent it like the key above, or remove the value there.',
  };
}

export function listOnKeyLine({ source, offset }: Complaint): Explanation {
  if (beginsLine(source, offset)) {
    return {
      message: 'a list item (- ) where a key is expected: the line above already has a value',
      hint: 'Remove that value, or indent the item like the list that it belongs to.',
    };
  }
  return {
    message: 'a list cannot begin on the line of its key',
    hint: 'Put each "- " on a line of its own below the key, or quote the value.',
  };
}

export function missingComma({ offset }: Complaint): Explanation {
  return {
    offset,
    message: 'a comma, or a space after a colon, is missing inside brackets',
    hint: 'Write {key: value, other: value} or [one, two].',
    lost: true,
  };
}

export function blockInFlow(complaint: Complaint): Explanation {
  const { source, offset } = complaint;
  if (!beginsLine(source, offset)) return missingComma(complaint);
  return {
    message: 'lines with "- " or indented keys cannot stand inside { } or [ ]',
    hint: 'Close the bracket first, or write everything inside it with commas.',
    lost: true,
  };
}

export function notAKey(complaint: Complaint): Explanation {
  const { source, offset, document } = complaint;
  const inside = flowCollections(document).some(
    ({ range }) => range && range[0] < offset && offset < range[1],
  );
  if (inside) return missingComma(complaint);
  const { start, line } = lineAround(source.text, offset);
  const words = line.slice(offset - start).trim();
  if (words.startsWith('- ') || words === '-') return listOnKeyLine(complaint);
  const glued = /^([^\s:"'{[]+):(\S.*)$/.exec(words);
  if (glued) {
    const [, key = '', value = ''] = glued;
    return { message: 'a space is missing after the colon', hint: `Write ${key}: ${shortened(value)}` };
  }
  return {
    message: `${JSON.stringify(shortened(words))} is not a key with a value`,
    hint: 'Add ": " and a value, or indent it below the value that it continues.',
  };
}

export function textAfterValue({ source, offset, document }: Complaint): Explanation {
  if (beginsLine(source, offset)) {
    const message = 'this line does not continue the list or map above it';
    return { message, hint: 'Check its indentation.', lost: true };
  }
  const last = scalars(document)
    .filter((scalar) => scalar.range[1] <= offset)
    .at(-1);
  const [start = offset, end = offset] = last?.range ?? [];
  const quote = source.text[start];
  if ((quote !== '"' && quote !== "'") || source.text.slice(end, offset).trim() !== '') {
    return { message: 'text after the end of a value', hint: 'Quote the whole value.', lost: true };
  }
  if (source.text.slice(start, end).includes('\n')) {
    const { line } = source.position(end - 1);
    return {
      offset: start,
      message: `the quote ${quote} that opens here ends only in line ${line}, with more text behind it`,
      hint: 'The closing quote is probably missing on this line.',
      lost: true,
    };
  }
  const twice = "Inside single quotes an apostrophe is written twice: ''.";
  const escaped = 'Inside double quotes a quote is written \\".';
  return { message: 'text after the closing quote', hint: quote === "'" ? twice : escaped };
}

export function badEscape({ source, offset }: Complaint): Explanation {
  const escape = source.text.slice(offset, offset + 2);
  return {
    length: 2,
    message: `${escape} means nothing inside double quotes`,
    hint: `Write \\${escape}, or use single quotes.`,
  };
}

export function directive({ source, offset }: Complaint): Explanation {
  const line = source.text.search(/^%/m);
  return {
    offset: line === -1 ? offset : line,
    message: 'a line that begins with % is a YAML directive, and needs a line --- after it',
    hint: 'Remove it, or quote the value when it is meant as text.',
    lost: true,
  };
}

export function unknownTag({ source, offset }: Complaint): Explanation {
  const tag = /^\S+/.exec(source.text.slice(offset, offset + 80))?.[0] ?? '!';
  return {
    length: tag.length,
    message: `the tag ${tag} is not known here: only the program that defines it can read this value`,
    hint: 'Write the plain value; quote it when the ! belongs to it.',
  };
}

function beginsLine(source: SourceText, offset: number): boolean {
  const { start } = lineAround(source.text, offset);
  return source.text.slice(start, offset).trim() === '';
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 60 ? `${trimmed.slice(0, 57)}…` : trimmed;
}

function scalars(document: ParsedDocument | undefined): Scalar.Parsed[] {
  const found: Scalar.Parsed[] = [];
  if (document) visit(document, { Scalar: (_key, node) => void found.push(node as Scalar.Parsed) });
  return found;
}

function flowCollections(document: ParsedDocument | undefined): (YAMLMap | YAMLSeq)[] {
  const found: (YAMLMap | YAMLSeq)[] = [];
  if (document) {
    visit(document, {
      Collection(_key, node) {
        if (isCollection(node) && node.flow === true) found.push(node);
      },
    });
  }
  return found;
}
