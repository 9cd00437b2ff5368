import type { core } from 'zod';
import { isObjectPlace, type Problem } from '../problem/problem';
import type { Where } from '../problem/source';
import { mergeTrees } from './merge';
import { schemaProblems } from './prewarm-problems';
import { hubSchema, prewarmSchema, type HubOptions } from './prewarm-schema';
import { ambiguousScalars } from './scalars';
import { looksLikeValues } from './values-path';
import { nodeAt, type MapEntry, type MapNode, type Node, type Path, type Plain } from './tree';
import { isNull } from './described-value';

/** One hub of prewarm.yaml: its options with all defaults applied, and where they are written. */
export interface HubEntry {
  readonly options: HubOptions;
  /** The hub's map with `defaults` laid under it. */
  readonly tree: MapNode;
  /** Where its name is written. */
  readonly where: Where;
}

export interface PrewarmFile {
  readonly hubs: readonly HubEntry[];
  readonly problems: readonly Problem[];
}

/** Checks prewarm.yaml as a whole and lays its defaults under each hub. With an error there are no hubs. */
export function readPrewarmFile(tree: MapNode): PrewarmFile {
  if (tree.entries.size === 0) return { hubs: [], problems: [noHubs(tree)] };
  if (looksLikeValues(tree)) return { hubs: [], problems: [valuesFile(tree)] };
  const checked = prewarmSchema.safeParse(given(tree));
  // What a hub or the defaults lack, the other may have: that is looked at below, hub by hub.
  const wrong = checked.success ? [] : topProblems(checked.error.issues, tree);
  const problems = [...wrong, ...ambiguous(tree, wrong), ...repeatedNames(tree)];
  const hubs: HubEntry[] = [];
  for (const { merged, path, where } of mergedHubs(tree)) {
    const parsed = hubSchema.safeParse(given(merged));
    if (!parsed.success)
      problems.push(
        ...schemaProblems(parsed.error.issues, merged, wrong.length > 0 ? 'missing' : 'all', path),
      );
    else if (parsed.data.values === undefined) problems.push(noValues(where, parsed.data.name));
    else hubs.push({ options: parsed.data, tree: merged, where });
  }
  return problems.length > 0 ? { hubs: [], problems } : { hubs, problems };
}

/** What is wrong with what is written, and whether there are hubs at all. */
function topProblems(issues: readonly core.$ZodIssue[], tree: MapNode): Problem[] {
  const top = issues.filter(({ path }) => path.length <= 1);
  const inner = issues.filter(({ path }) => path.length > 1);
  return [...schemaProblems(top, tree), ...schemaProblems(inner, tree, 'given')];
}

/** Each hub with the defaults laid under it. */
function mergedHubs(tree: MapNode): { merged: MapNode; path: Path; where: Where }[] {
  const base = defaultsOf(tree);
  const list = nodeAt(tree, ['hubs']);
  return (list?.kind === 'list' ? list.items : []).flatMap((item, index) => {
    if (item.kind !== 'map') return [];
    const where = item.entries.get('name')?.value.where ?? item.where;
    return [{ merged: mergeTrees([base, item]).tree, path: ['hubs', index], where }];
  });
}

/** `defaults`, with the `kubernetes` of the whole file as the weakest of them. */
function defaultsOf(tree: MapNode): MapNode {
  const kubernetes = tree.entries.get('kubernetes');
  const weakest = new Map<string, MapEntry>(kubernetes ? [['kubernetes', kubernetes]] : []);
  const base: MapNode = { kind: 'map', entries: weakest, where: tree.where };
  const defaults = nodeAt(tree, ['defaults']);
  return defaults?.kind === 'map' ? mergeTrees([base, defaults]).tree : base;
}

/** Scalars that YAML readers take for different things; where the value is wrong anyway, that has been said. */
function ambiguous(tree: MapNode, wrong: readonly Problem[]): Problem[] {
  const said = new Set(wrong.map(placeOf));
  return ambiguousScalars(tree, 'YAML 1.1 readers').filter((problem) => !said.has(placeOf(problem)));
}

function placeOf({ where }: Problem): number | undefined {
  return where && !isObjectPlace(where) ? where.offset : undefined;
}

function repeatedNames(tree: MapNode): Problem[] {
  const list = nodeAt(tree, ['hubs']);
  const first = new Map<string, Where>();
  const problems: Problem[] = [];
  for (const item of list?.kind === 'list' ? list.items : []) {
    const name = nodeAt(item, ['name']);
    if (name?.kind !== 'scalar' || typeof name.value !== 'string') continue;
    const earlier = first.get(name.value);
    if (earlier === undefined) first.set(name.value, name.where);
    else problems.push(repeated(name.value, earlier, name.where));
  }
  return problems;
}

function repeated(name: string, earlier: Where, where: Where): Problem {
  const { line, col } = earlier.source.position(earlier.offset);
  return {
    severity: 'error',
    rule: 'invalid-config',
    where,
    message: `two hubs are called ${name}, the first at ${earlier.source.name}:${line}:${col}`,
    hint: 'Give each hub a name of its own; several hubs may share a namespace.',
  };
}

function valuesFile(tree: MapNode): Problem {
  return {
    severity: 'error',
    rule: 'invalid-config',
    where: tree.where,
    message: `${tree.where.source.name} has values of the chart, it is no prewarm.yaml`,
    hint: 'Name it under values: of a hub in prewarm.yaml. A config.yaml alone needs no --config.',
  };
}

function noHubs(tree: MapNode): Problem {
  return {
    severity: 'error',
    rule: 'invalid-config',
    where: tree.where,
    message: 'prewarm.yaml is empty: it must have hubs',
    hint: 'Write hubs: with at least one entry (name:, values:), or remove the file to use config.yaml alone.',
  };
}

function noValues(where: Where, name: string): Problem {
  return {
    severity: 'error',
    rule: 'invalid-config',
    where,
    message: `hub ${name} has no values: it must name at least one values file`,
    hint: 'Write values: with a list of files, such as - config.yaml',
  };
}

/** The tree as plain data. A key with null is left out: it stands for "as if not written". */
function given(node: Node): Plain {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(given);
  const entries = [...node.entries].filter(([, entry]) => !isNull(entry.value));
  // fromEntries makes own properties, so that a key __proto__ stays a key.
  return Object.fromEntries(entries.map(([key, entry]) => [key, given(entry.value)]));
}
