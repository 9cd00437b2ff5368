import { printable } from './display-width';

/** Lines of agreement shown around a difference. */
const CONTEXT = 3;
/** Above so many changed lines the shortest script costs more than it tells; the rest is shown as replaced. */
const MAX_EDITS = 300;
/** Columns of a line that are shown. */
const MAX_LINE = 300;
/** Follows a last line without line end; no line of a text can contain it. */
const NO_END = '\n\\ No newline at end of file';

type Edit = { readonly sign: ' ' | '-' | '+'; readonly text: string };

/**
 * A unified diff of two texts without the lines that name the files; empty for equal texts. At most `maxLines`
 * lines, then `… N more lines`. Texts that differ in their line ends alone give one line that says so.
 */
export function lineDiff(before: string, after: string, maxLines = 40): string[] {
  if (before === after) return [];
  if (before.replaceAll('\r\n', '\n') === after.replaceAll('\r\n', '\n')) {
    return [`only the line ends differ (${lineEnds(before)} instead of ${lineEnds(after)})`];
  }
  const lines = hunks(edits(linesOf(before), linesOf(after)));
  return lines.length <= maxLines
    ? lines
    : [...lines.slice(0, maxLines), `… ${lines.length - maxLines} more lines`];
}

function lineEnds(text: string): string {
  return text.includes('\r\n') ? 'CRLF' : 'LF';
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, last + NO_END];
}

/** Every line of both texts once, with what happens to it. */
function edits(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  return [
    ...signed(' ', before.slice(0, start)),
    ...middleEdits(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...signed(' ', before.slice(before.length - end)),
  ];
}

function signed(sign: Edit['sign'], lines: readonly string[]): Edit[] {
  return lines.map((text) => ({ sign, text }));
}

/**
 * Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): for a growing number of edits, how far one
 * gets on each diagonal (lines of `before` minus lines of `after`); then the way back.
 */
function middleEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let count = 0; count <= MAX_EDITS; count++) {
    trace.push(new Map(furthest));
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      let x = comesDown(furthest, diagonal, count)
        ? reach(furthest, diagonal + 1)
        : reach(furthest, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return wayBack(trace, before, after);
    }
  }
  return [...signed('-', before), ...signed('+', after)];
}

function wayBack(
  trace: readonly Map<number, number>[],
  before: readonly string[],
  after: readonly string[],
): Edit[] {
  const result: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let count = trace.length - 1; count >= 0; count--) {
    const furthest = trace[count] ?? new Map<number, number>();
    const down = comesDown(furthest, x - y, count);
    const fromDiagonal = down ? x - y + 1 : x - y - 1;
    const fromX = reach(furthest, fromDiagonal);
    const fromY = fromX - fromDiagonal;
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0)) {
      result.push({ sign: ' ', text: before[--x] ?? '' });
      y--;
    }
    if (count > 0) {
      result.push(down ? { sign: '+', text: after[--y] ?? '' } : { sign: '-', text: before[--x] ?? '' });
    }
  }
  return result.reverse();
}

function comesDown(furthest: ReadonlyMap<number, number>, diagonal: number, count: number): boolean {
  if (diagonal === -count) return true;
  return diagonal !== count && reach(furthest, diagonal - 1) < reach(furthest, diagonal + 1);
}

function reach(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? 0;
}

/** Groups the changes with their context and gives each group its `@@` line. */
function hunks(all: readonly Edit[]): string[] {
  const changes = all.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const groups: { from: number; to: number }[] = [];
  for (const index of changes) {
    const last = groups[groups.length - 1];
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(all.length, index + CONTEXT + 1);
    if (last !== undefined && from <= last.to) last.to = to;
    else groups.push({ from, to });
  }
  return groups.flatMap(({ from, to }) => [
    `@@ -${span(all, from, to, '+')} +${span(all, from, to, '-')} @@`,
    ...all.slice(from, to).flatMap(({ sign, text }) => shown(sign + text)),
  ]);
}

/** `line,count` of a hunk in one of the texts: the lines that do not have the other text's sign. */
function span(all: readonly Edit[], from: number, to: number, other: '-' | '+'): string {
  const count = (edits: readonly Edit[]) => edits.filter(({ sign }) => sign !== other).length;
  const lines = count(all.slice(from, to));
  const start = count(all.slice(0, from)) + (lines === 0 ? 0 : 1);
  return `${start},${lines}`;
}

function shown(line: string): string[] {
  return printable(line, 'lines')
    .split('\n')
    .map((part) => (part.length > MAX_LINE ? `${part.slice(0, MAX_LINE)}…` : part));
}
