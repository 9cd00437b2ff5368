import { isObjectPlace, type Problem } from '../problem/problem';

const SEVERITIES = ['error', 'warning', 'note'];

/** Errors first, then by file in the order in which the files come up, then by position; without a place: last. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const files = new Map<string, number>();
  for (const problem of problems) {
    const file = fileOf(problem);
    if (file !== undefined && !files.has(file)) files.set(file, files.size);
  }
  const fileRank = (problem: Problem) => files.get(fileOf(problem) ?? '') ?? files.size;
  return [...problems].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      fileRank(a) - fileRank(b) ||
      offsetOf(a) - offsetOf(b),
  );
}

/** One finding, and the hubs that have it. */
export interface ProblemGroup {
  readonly problem: Problem;
  /** In order of appearance; empty when the problem belongs to no hub. */
  readonly hubs: readonly string[];
}

/** The problems in order, each said once: a layer that many hubs share gives every one of them the same problem. */
export function grouped(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, { problem: Problem; hubs: string[] }>();
  for (const problem of inOrder(problems)) {
    const key = JSON.stringify([
      problem.severity,
      problem.rule,
      problem.message,
      problem.hint ?? null,
      placeKey(problem),
    ]);
    const group = groups.get(key) ?? { problem, hubs: [] };
    if (problem.hub !== undefined && !group.hubs.includes(problem.hub)) group.hubs.push(problem.hub);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function fileOf({ where }: Problem): string | undefined {
  if (where === undefined) return undefined;
  return isObjectPlace(where) ? `object ${where.file}` : `source ${where.source.name}`;
}

function offsetOf({ where }: Problem): number {
  return where === undefined || isObjectPlace(where) ? 0 : where.offset;
}

function placeKey({ where, hub }: Problem): readonly unknown[] {
  // Without a place the hub is all that says which thing is meant, so two hubs are two findings.
  if (where === undefined) return [hub ?? null];
  if (isObjectPlace(where)) return [where.file, where.object, where.path];
  return [where.source.name, where.offset, where.length];
}
