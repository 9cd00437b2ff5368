import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseDifferences, CHART_CASES, chartCases, type CaseDifference } from './cases';
import { LISTED } from './listed-differences';

const DECISION = join(__dirname, '../../docs/decisions/0023-differences-from-the-chart.md');
const cases = chartCases();

/** Reads renderings that lie beside the project. On a machine without them there is nothing to compare with. */
if (cases.length === 0) {
  test.skip('comparison with the chart', () => undefined);
  process.stderr.write(`SKIPPED: comparison with the chart: there are no renderings in ${CHART_CASES}\n`);
} else {
  const all = new Map(cases.map((name) => [name, caseDifferences(name)]));

  test('all twelve cases are there', () => {
    expect(cases).toHaveLength(12);
  });

  test.each(cases)('%s: every difference from the chart is listed', (name) => {
    const unlisted = (all.get(name) ?? []).filter(
      (difference) => !LISTED.some(({ covers }) => covers(difference)),
    );
    expect(unlisted.map(text)).toEqual([]);
  });

  test('every listed difference is seen in some case', () => {
    const seen = [...all.values()].flat();
    const unseen = LISTED.filter(({ covers }) => !seen.some(covers)).map(({ id }) => id);
    expect(unseen).toEqual([]);
  });
}

test('every listed difference is explained in the decisions', () => {
  const page = readFileSync(DECISION, 'utf8');
  const ids = [...new Set(LISTED.map(({ id }) => id))];
  expect(ids.filter((id) => !page.includes(`\n| \`${id}\` |`))).toEqual([]);
});

function text({ object, path, chart, ours }: CaseDifference): string {
  const short = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value).slice(0, 80));
  return `${object} ${path}: chart ${short(chart)}, ours ${short(ours)}`;
}
