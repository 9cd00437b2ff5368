import fc from 'fast-check';
import { lineDiff } from '../../src/output/line-diff';

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('');

test.each<[string, string, string, string[]]>([
  ['equal texts', 'a\n', 'a\n', []],
  ['from nothing', '', 'a\n', ['@@ -0,0 +1,1 @@', '+a']],
  ['to nothing', 'a\n', '', ['@@ -1,1 +0,0 @@', '-a']],
  ['a line in between', 'a\nb\n', 'a\nx\nb\n', ['@@ -1,2 +1,3 @@', ' a', '+x', ' b']],
  ['a line less', 'a\nx\nb\n', 'a\nb\n', ['@@ -1,3 +1,2 @@', ' a', '-x', ' b']],
  ['another line', 'a\nb\nc\n', 'a\nx\nc\n', ['@@ -1,3 +1,3 @@', ' a', '-b', '+x', ' c']],
  [
    'no end of the last line',
    'a\nb',
    'a\nb\n',
    ['@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+b'],
  ],
  ['line ends alone', 'a\r\nb\n', 'a\nb\n', ['only the line ends differ (CRLF instead of LF)']],
  [
    'line ends alone, the other way',
    'a\nb\n',
    'a\r\nb\n',
    ['only the line ends differ (LF instead of CRLF)'],
  ],
  [
    'two places far apart',
    numbers(1, 20),
    numbers(1, 20).replace('2\n', 'two\n').replace('19\n', 'nineteen\n'),
    [
      '@@ -1,5 +1,5 @@',
      ...[' 1', '-2', '+two', ' 3', ' 4', ' 5'],
      '@@ -16,5 +16,5 @@',
      ...[' 16', ' 17', ' 18', '-19', '+nineteen', ' 20'],
    ],
  ],
  [
    'two places near each other share their context',
    numbers(1, 9),
    numbers(1, 9).replace('2\n', '').replace('8\n', ''),
    ['@@ -1,9 +1,7 @@', ' 1', '-2', ' 3', ' 4', ' 5', ' 6', ' 7', '-8', ' 9'],
  ],
  ['what a terminal would obey', 'a\n', '\u001b[2Ja\n', ['@@ -1,1 +1,1 @@', '-a', '+␛[2Ja']],
])('%s', (_, before, after, expected) => {
  expect(lineDiff(before, after)).toEqual(expected);
});

test('no more lines than asked for, and the number of the others', () => {
  const lines = lineDiff('', numbers(1, 100));
  expect(lines).toHaveLength(41);
  expect(lines.slice(-2)).toEqual(['+39', '… 61 more lines']);
  expect(lineDiff('', numbers(1, 39))).toHaveLength(40);
  expect(lineDiff('', numbers(1, 5), 3)).toEqual(['@@ -0,0 +1,5 @@', '+1', '+2', '… 3 more lines']);
});

test('a very long line is cut', () => {
  expect(lineDiff('', `${'x'.repeat(1000)}\n`)[1]).toBe(`+${'x'.repeat(299)}…`);
});

describe('for any texts', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '', '- d', 'é'), { maxLength: 12 })
    .chain((lines) => fc.constantFrom('', '\n').map((end) => lines.join('\n') + end));

  test('the difference turns the one into the other, in as few lines as possible', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = lineDiff(before, after, Infinity);
        expect(applied(diff, before)).toBe(after);
        const edits = diff.filter((line) => /^[+-]/.test(line)).length;
        expect(edits).toBe(fewestEdits(linesOf(before), linesOf(after)));
      }),
      { numRuns: 1000 },
    );
  });

  test('large texts with nothing in common still give a correct difference', () => {
    const before = numbers(1, 2000);
    const after = numbers(3001, 5000);
    expect(applied(lineDiff(before, after, Infinity), before)).toBe(after);
  });

  /** Applies a unified diff as patch(1) does, checking the lines that it names. */
  function applied(diff: readonly string[], before: string): string {
    const source = linesOf(before);
    const result: string[] = [];
    let at = 0;
    diff.forEach((line, index) => {
      const hunk = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line);
      if (hunk) {
        const [, start, count, newStart, newCount] = hunk.map(Number) as [
          number,
          number,
          number,
          number,
          number,
        ];
        const first = start - (count === 0 ? 0 : 1);
        result.push(...source.slice(at, first));
        at = first;
        expect(result).toHaveLength(newStart - (newCount === 0 ? 0 : 1));
        return;
      }
      if (line.startsWith('\\')) return;
      const end = diff[index + 1]?.startsWith('\\') === true ? '' : '\n';
      if (line.startsWith('+') || line.startsWith(' ')) result.push(line.slice(1) + end);
      if (line.startsWith('-') || line.startsWith(' ')) expect(source[at++]).toBe(line.slice(1) + end);
    });
    return [...result, ...source.slice(at)].join('');
  }

  function linesOf(whole: string): string[] {
    return whole.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  }

  /** Lines to delete and insert, by the longest common subsequence. */
  function fewestEdits(before: readonly string[], after: readonly string[]): number {
    let last = new Array<number>(after.length + 1).fill(0);
    for (const line of before) {
      const row = [0];
      after.forEach((other, column) => {
        row.push(
          line === other ? (last[column] ?? 0) + 1 : Math.max(last[column + 1] ?? 0, row[column] ?? 0),
        );
      });
      last = row;
    }
    return before.length + after.length - 2 * (last[after.length] ?? 0);
  }
});
