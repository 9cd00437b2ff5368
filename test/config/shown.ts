import { isObjectPlace, type Problem } from '../../src/problem/problem';
import { SourceText } from '../../src/problem/source';
import type { MapNode } from '../../src/config/tree';
import { parseTree, type TreeResult } from '../../src/config/yaml-tree';

/** A problem as one line: `file:line:col severity message | hint`; errors leave their severity away. */
export function shown({ severity, where, message, hint }: Problem): string {
  if (where === undefined || isObjectPlace(where)) throw new Error(`no place: ${message}`);
  const { line, col } = where.source.position(where.offset);
  const kind = severity === 'error' ? '' : `${severity}: `;
  return `${where.source.name}:${line}:${col} ${kind}${message}${hint === undefined ? '' : ` | ${hint}`}`;
}

export function parsed(yaml: string, name = 'f.yaml'): TreeResult {
  return parseTree(new SourceText(name, yaml));
}

/** The tree of YAML that a test knows to be right. */
export function treeOf(yaml: string, name = 'f.yaml'): MapNode {
  const { tree, problems } = parsed(yaml, name);
  if (tree === undefined) throw new Error(problems.map(shown).join('\n'));
  return tree;
}
