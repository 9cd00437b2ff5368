import type { YAMLError } from 'yaml';
import type { Problem } from '../problem/problem';
import type { SourceText, Where } from '../problem/source';
import { isScalarTag } from './tags';
import * as explained from './yaml-explanations';
import type { Complaint, Explanation, ParsedDocument } from './yaml-explanations';
import { conflictProblems, lineAround, templateAt } from './yaml-template';

type Rule = readonly [code: string, words: RegExp, explain: (complaint: Complaint) => Explanation];

const QUOTE_IT = 'Quote the value when this belongs to it.';

function saying(message: string, hint?: string, lost = false): () => Explanation {
  return () => ({ message, lost, ...(hint === undefined ? {} : { hint }) });
}

/** From the parser's complaints (code and words) to sentences. The first rule that fits is taken. */
const RULES: readonly Rule[] = [
  ['TAB_AS_INDENT', /./, explained.tab],
  ['MISSING_CHAR', /^Missing closing/, explained.unclosedQuote],
  ['MISSING_CHAR', /must end with a/, explained.unclosedBracket],
  ['BAD_INDENT', /must be sufficiently indented and end with/, explained.unclosedBracket],
  ['BAD_INDENT', /Block scalar values/, saying('text under | or > must be indented deeper than its key')],
  ['BAD_INDENT', /./, explained.indentation],
  ['MISSING_CHAR', /without - indicator/, explained.indentation],
  ['BAD_SCALAR_START', /./, explained.badStart],
  ['BLOCK_AS_IMPLICIT_KEY', /Nested mappings/, explained.nestedMap],
  ['BLOCK_AS_IMPLICIT_KEY', /block sequence/, explained.indentation],
  ['UNEXPECTED_TOKEN', /block-seq-ind on same line/, explained.listOnKeyLine],
  ['MULTILINE_IMPLICIT_KEY', /./, explained.notAKey],
  ['MISSING_CHAR', /need to be followed by map values/, explained.notAKey],
  ['UNEXPECTED_TOKEN', /at node end/, explained.textAfterValue],
  [
    'UNEXPECTED_TOKEN',
    /Not a YAML token|Block scalar header/,
    saying(
      'text after | or >, which begin a block of lines',
      'Put the text on the next line, indented, or quote it.',
    ),
  ],
  [
    'UNEXPECTED_TOKEN',
    /flow-(?:seq|map)-end/,
    ({ source, offset }) => ({
      message: `${source.text[offset] ?? ']'} closes nothing`,
      hint: QUOTE_IT,
      lost: true,
    }),
  ],
  [
    'UNEXPECTED_TOKEN',
    /in YAML stream/,
    saying('text after the end of everything', 'Check the indentation and the brackets above.', true),
  ],
  ['UNEXPECTED_TOKEN', /Unexpected (?:,|empty item)/, saying('a comma with nothing before it')],
  ['BAD_DQ_ESCAPE', /./, explained.badEscape],
  [
    'MISSING_CHAR',
    /Comments must be separated/,
    saying('a # directly after a value', 'Put a space before it to begin a comment, or quote the value.'),
  ],
  ['MISSING_CHAR', /^Missing (?:,|space after :)/, explained.missingComma],
  ['MISSING_CHAR', /directives-end/, explained.directive],
  ['BLOCK_IN_FLOW', /./, explained.blockInFlow],
  [
    'MISSING_CHAR',
    /block sequence props/,
    saying(
      'a list cannot begin on the line of its anchor or tag',
      'Put each "- " on a line of its own below it.',
    ),
  ],
  [
    'KEY_OVER_1024_CHARS',
    /./,
    saying('a key of more than 1024 characters', 'A quote or a line break is probably missing.'),
  ],
  ['MULTIPLE_ANCHORS', /./, saying('a value can have only one anchor (&name)')],
  ['MULTIPLE_TAGS', /./, saying('a value can have only one tag (!name)')],
  [
    'BAD_ALIAS',
    /./,
    ({ source, offset }) => ({
      message: `${source.text[offset] ?? '&'} without a name`,
      hint: 'Write &name or *name, or quote the text.',
    }),
  ],
  ['ALIAS_PROPS', /./, saying('an alias (*name) cannot have an anchor or a tag of its own')],
  ['TAG_RESOLVE_FAILED', /./, explained.unknownTag],
  ['RESOURCE_EXHAUSTION', /./, saying('nested far too deeply', undefined, true)],
];

/**
 * The parser's complaints in plain words, one a line of the file. Those that only follow from an earlier one
 * are left out, and of the same complaint about line after line there is only the first. `lost`: what the parser made of the rest of the file means nothing.
 */
export function syntaxProblems(
  source: SourceText,
  errors: readonly YAMLError[],
  document: ParsedDocument | undefined,
): { problems: Problem[]; lost: boolean } {
  if (errors.length === 0) return { problems: [], lost: false };
  const conflicts = conflictProblems(source);
  if (conflicts.length > 0) return { problems: conflicts, lost: true };
  const problems: Problem[] = [];
  const lines = new Set<number>();
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const [offset] = error.pos;
    const complainedLine = source.position(offset).line;
    if (lines.has(complainedLine)) continue;
    if (/in YAML stream/.test(error.message) && problems.length > 0) break;
    const template = templateAt(source, offset);
    if (template) return { problems: [...problems, template], lost: true };
    const found = explain(error.code, { source, document, offset, text: error.message });
    const where = { source, offset: found.offset ?? offset, length: found.length ?? 1 };
    const { line } = source.position(where.offset);
    const problem = failure(where, found);
    if (!lines.has(line) && !isSame(problem, problems.at(-1))) problems.push(problem);
    lines.add(complainedLine).add(line);
    if (found.lost === true) return { problems, lost: true };
  }
  return { problems, lost: false };
}

function isSame(one: Problem, other: Problem | undefined): boolean {
  return one.message === other?.message && one.hint === other.hint;
}

function explain(code: string, complaint: Complaint): Explanation {
  const { line, start } = lineAround(complaint.source.text, complaint.offset);
  const tabbed = /^ *\t/.exec(line);
  if (tabbed) return explained.tab({ ...complaint, offset: start + tabbed[0].length - 1 });
  for (const [ruleCode, words, rule] of RULES) {
    if (ruleCode === code && words.test(complaint.text)) return rule(complaint);
  }
  return {
    message: `this is not valid YAML: ${complaint.text.charAt(0).toLowerCase()}${complaint.text.slice(1)}`,
  };
}

/** Tags that are none of YAML's own, such as `!vault` and `!Ref`. The parser only warns of them. */
export function tagProblems(source: SourceText, warnings: readonly YAMLError[]): Problem[] {
  return warnings
    .filter((warning) => warning.code === 'TAG_RESOLVE_FAILED' || warning.code === 'BAD_COLLECTION_TYPE')
    .filter((warning) => !isScalarTag(warning.message.replace(/^Unresolved tag: /, '')))
    .map((warning) => {
      const [offset, end] = warning.pos;
      const found = explained.unknownTag({ source, document: undefined, offset, text: warning.message });
      return failure({ source, offset, length: end - offset }, found, 'unknown-tag');
    });
}

function failure(where: Where, found: Explanation, rule = 'invalid-yaml'): Problem {
  const hint = found.hint === undefined ? {} : { hint: found.hint };
  return { severity: 'error', rule, where, message: found.message, ...hint };
}
