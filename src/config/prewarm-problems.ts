import type { core } from 'zod';
import { closest } from '../kube/closest';
import type { Problem } from '../problem/problem';
import { hintFor } from './prewarm-hints';
import { unknownKey } from './prewarm-levels';
import { keyWhereAt, nodeAt, pathText, whereAt, type MapNode, type Node, type Path } from './tree';
import { describe, isNull } from './described-value';

type Issue = core.$ZodIssue;

/** `missing`: only what is not written at all. `given`: only what is written. */
export type Which = 'all' | 'missing' | 'given';

/** What the schema has to say of a tree, with positions. Each sentence names the field, what it allows and the value. */
export function schemaProblems(
  issues: readonly Issue[],
  tree: MapNode,
  which: Which = 'all',
  prefix: Path = [],
): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    const node = nodeAt(tree, path);
    if (issue.code === 'invalid_union') {
      const branch = meantBranch(issue.errors, node);
      const inner = branch?.map((one) => ({ ...one, path: [...path, ...one.path] }));
      if (inner) return schemaProblems(inner, tree, which, prefix);
    }
    if (node === undefined) {
      return which === 'given' || isMisspelt(path, issues) ? [] : [missing(issue, tree, path, prefix)];
    }
    if (which === 'missing') return [];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknown(tree, path, key, prefix));
    return [wrong(issue, tree, node, path, prefix)];
  });
}

/**
 * The alternative that the user had in mind: of those that take this kind of value at all, the one that knows
 * most of the keys. undefined when none takes this kind of value.
 */
function meantBranch(
  branches: readonly (readonly Issue[])[],
  node: Node | undefined,
): readonly Issue[] | undefined {
  if (node?.kind !== 'map') return undefined;
  const fitting = branches.filter(
    (issues) => !issues.some((one) => one.code === 'invalid_type' && one.path.length === 0),
  );
  const unknownKeys = (issues: readonly Issue[]): number =>
    issues.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 0), 0);
  return [...fitting].sort((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length)[0];
}

function unknown(tree: MapNode, path: Path, key: string, prefix: Path): Problem {
  const where = keyWhereAt(tree, [...path, key]);
  return { severity: 'error', rule: 'unknown-key', where, ...unknownKey([...prefix, ...path], key) };
}

function missing(issue: Issue, tree: MapNode, path: Path, prefix: Path): Problem {
  const name = pathText([...prefix, ...path]);
  return invalid(whereAt(tree, path), `${name} is missing: it must be ${issue.message}`);
}

/** Whether the map has the key with a slip in it, which is an error of its own. */
function isMisspelt(path: Path, issues: readonly Issue[]): boolean {
  const parent = pathText(path.slice(0, -1));
  return issues.some(
    (other) =>
      other.code === 'unrecognized_keys' &&
      pathText(other.path.filter((step) => typeof step !== 'symbol')) === parent &&
      other.keys.some((key) => closest(key, [String(path.at(-1))]) !== undefined),
  );
}

function wrong(issue: Issue, tree: MapNode, node: Node, path: Path, prefix: Path): Problem {
  const name = pathText([...prefix, ...path]) || 'prewarm.yaml';
  if (isNull(node)) {
    return invalid(keyWhereAt(tree, path), `${name} is empty: it must be ${issue.message}`);
  }
  const message = `${name} must be ${issue.message}, got ${describe(node)}`;
  return invalid(node.where, message, hintFor(issue, node, path));
}

function invalid(where: Problem['where'] & object, message: string, help?: string): Problem {
  return {
    severity: 'error',
    rule: 'invalid-config',
    where,
    message,
    ...(help === undefined ? {} : { hint: help }),
  };
}
