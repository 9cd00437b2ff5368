import { isScalar, parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import type { Problem } from '../problem/problem';
import type { SourceText, Where } from '../problem/source';
import type { MapNode } from './tree';
import { TreeComposer } from './tree-composer';
import { syntaxProblems, tagProblems } from './yaml-syntax';

/** The tree of one file. Without a tree there is at least one error; notes come with a tree as well. */
export interface TreeResult {
  readonly tree: MapNode | undefined;
  readonly problems: readonly Problem[];
}

/** A file with more errors than this is broken in one way, many times. */
const PROBLEM_LIMIT = 100;

/**
 * Reads YAML into a tree that knows where everything was written. Aliases and merge keys are resolved, and what
 * they bring keeps the place where it was written. Duplicate keys, unknown tags and a second document are errors.
 */
export function parseTree(source: SourceText): TreeResult {
  try {
    const { tree, problems } = parse(source);
    return { tree, problems: problems.slice(0, PROBLEM_LIMIT) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser recurses on nested collections, and its stack can end before our own limit is looked at.
    const where = { source, offset: 0, length: 0 };
    const message = 'the file has maps or lists nested far too deeply';
    return { tree: undefined, problems: [{ severity: 'error', rule: 'invalid-yaml', where, message }] };
  }
}

function parse(source: SourceText): TreeResult {
  const parsed = parseAllDocuments(source.text, {
    // Every scalar stays text: what it means is decided in scalars.ts, whatever a %YAML line says.
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if ('empty' in parsed) {
    const problems = [...syntaxProblems(source, parsed.errors, undefined).problems, ...directives(source)];
    return problems.length > 0 ? { tree: undefined, problems } : emptyTree(source);
  }
  const [first, ...others] = parsed;
  if (first === undefined) return emptyTree(source);

  const syntax = syntaxProblems(source, first.errors, first);
  const problems = [...syntax.problems, ...tagProblems(source, first.warnings)];
  const second = others.find((document) => !isEmpty(document));
  if (second && !syntax.lost) problems.push(secondDocument(source, second.range[0]));
  if (syntax.lost) return { tree: undefined, problems };
  if (isEmpty(first)) return problems.length > 0 ? { tree: undefined, problems } : emptyTree(source);

  const composer = new TreeComposer(source);
  const tree = composer.top(first.contents);
  // Where the parser has complained, its idea of the tree is not to be trusted.
  const doubtful = new Set(problems.map(lineOf));
  problems.push(...composer.problems.filter((problem) => !doubtful.has(lineOf(problem))));
  return { tree: problems.length > 0 ? undefined : tree, problems };
}

function isEmpty({ contents, errors }: Document.Parsed): boolean {
  return errors.length === 0 && isScalar(contents) && contents.source === '' && contents.type === 'PLAIN';
}

/** Lines that begin with % and no document: the parser takes them all for directives, and is content. */
function directives(source: SourceText): Problem[] {
  const offset = source.text.search(/^%/m);
  if (offset === -1) return [];
  const message = 'a line that begins with % is a YAML directive, and no document follows';
  return [{ severity: 'error', rule: 'invalid-yaml', where: { source, offset, length: 1 }, message }];
}

function emptyTree(source: SourceText): TreeResult {
  const where = { source, offset: 0, length: 0 };
  const what = source.text.trim() === '' ? 'the file is empty' : 'the file has only comments';
  const note: Problem = { severity: 'note', rule: 'empty-file', where, message: `${what}: it sets nothing` };
  return { tree: { kind: 'map', entries: new Map(), where }, problems: [note] };
}

function secondDocument(source: SourceText, offset: number): Problem {
  return {
    severity: 'error',
    rule: 'second-document',
    where: { source, offset, length: 3 },
    message: 'a second YAML document begins here, which Helm ignores in silence',
    hint: 'Put it into a file of its own, or remove it.',
  };
}

function lineOf(problem: Problem): number {
  const { source, offset } = problem.where as Where;
  return source.position(offset).line;
}
