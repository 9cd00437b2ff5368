import { isObjectPlace, type Problem } from '../problem/problem';
import { inOrder } from './problem-order';
import type { PrintOptions } from './print-problems';

/** A problem as programs read it. Every key is always there; null: does not apply. */
interface ProblemRecord {
  readonly severity: Problem['severity'];
  readonly rule: string;
  readonly hub: string | null;
  /** As the user named it; for a finished object its file in the output folder. */
  readonly file: string | null;
  /** Counted from 1, columns in UTF-16 units as editors count them. */
  readonly line: number | null;
  readonly col: number | null;
  /** Column after the last one of the value, on the line where it begins. */
  readonly endCol: number | null;
  /** Kind and name of a finished object. */
  readonly object: string | null;
  /** JSON pointer into that object. */
  readonly path: string | null;
  readonly message: string;
  readonly hint: string | null;
}

/** A JSON array, one record a problem (a problem that several hubs share stands there once for each). */
export function problemsAsJson(problems: readonly Problem[], options: PrintOptions): string {
  const records = inOrder(problems).map((problem): ProblemRecord => {
    const { severity, rule, hub, message, hint } = problem;
    return {
      severity,
      rule,
      hub: hub ?? null,
      ...placeRecord(problem.where, options.outDir),
      message,
      hint: hint ?? null,
    };
  });
  return `${JSON.stringify(records, null, 2)}\n`;
}

const NOWHERE = { file: null, line: null, col: null, endCol: null, object: null, path: null };

/** The place of a problem in numbers and names. */
export function placeRecord(
  where: Problem['where'],
  outDir: string | undefined,
): Pick<ProblemRecord, 'file' | 'line' | 'col' | 'endCol' | 'object' | 'path'> {
  if (where === undefined) return NOWHERE;
  if (isObjectPlace(where)) {
    const file = outDir === undefined ? where.file : `${outDir}/${where.file}`;
    return { ...NOWHERE, file, object: where.object, path: where.path };
  }
  const { line, col } = where.source.position(where.offset);
  const endOfLine = where.source.line(line).length + 1;
  const endCol = Math.max(col, Math.min(col + where.length, endOfLine));
  return { ...NOWHERE, file: where.source.name, line, col, endCol };
}
