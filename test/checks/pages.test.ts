import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../src/checks';
import { runRules } from '../../src/checks/run-checks';
import { type Target } from '../../src/config/hub';
import { underCheck } from './hub-under-check';
import { SILENCE_RULES } from '../../src/checks/silences';

const PAGES = join(__dirname, '../../docs/rules');
const INDEX = 'README.md';

interface Documented {
  readonly id: string;
  readonly severity: string;
  readonly title: string;
  readonly guard?: string;
}
const documented: readonly Documented[] = [...RULES, ...SILENCE_RULES];

function page(name: string): string {
  return readFileSync(join(PAGES, name), 'utf8');
}

test('rules and pages match one to one', () => {
  const pages = readdirSync(PAGES).filter((name) => name !== INDEX);
  expect(pages.sort()).toEqual(documented.map(({ id }) => `${id}.md`).sort());
});

test('no two rules have one name', () => {
  const ids = documented.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('files and rules have the same names', () => {
  const files = readdirSync(join(__dirname, '../../src/checks/rules'));
  expect(files.sort()).toEqual(RULES.map(({ id }) => `${id}.ts`).sort());
});

test('the index has one line for each, with severity and title', () => {
  const rows = page(INDEX)
    .split('\n')
    .filter((line) => line.startsWith('| ['))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const expected = documented.map(({ id, severity, title, guard }) => [
    `[${id}](${id}.md)`,
    guard === undefined ? severity : `${severity}, always on`,
    title,
  ]);
  expect(rows).toEqual(expected);
});

describe.each(documented)('$id.md', ({ id, severity, guard }) => {
  const text = page(`${id}.md`);

  test('has the name of the rule, its severity and every section', () => {
    expect(text.startsWith(`# ${id}\n`)).toBe(true);
    expect(text).toContain(`Severity: ${severity}`);
    const sections = text.split('\n').filter((line) => line.startsWith('## '));
    expect(sections).toEqual(['## What it finds', '## Why it matters', '## Example', '## Silence']);
  });

  test('says whether it can be silenced', () => {
    const silence = text.slice(text.indexOf('## Silence'));
    const isRule = RULES.some((rule) => rule.id === id);
    expect(silence.includes(`- rule: ${id}`)).toBe(isRule && guard === undefined);
    expect(silence.includes('cannot be silenced')).toBe(!isRule || guard !== undefined);
  });

  const examples = [...text.matchAll(/```yaml\n# config\.yaml(?:, target (\w+))?\n([\s\S]*?)```/g)];
  const rule = RULES.find((known) => known.id === id);
  if (rule === undefined || examples.length === 0) return;

  test('its examples are one that the rule finds, and one that it does not', () => {
    const found = examples.map(([, target = 'argocd', values = '']) => {
      const hub = underCheck({ values, options: { target: target as Target } });
      return runRules([rule], [hub]).length > 0 ? 'bad' : 'good';
    });
    expect(found).toEqual(['bad', 'good']);
  });
});

test('most examples are run', () => {
  const run = documented.filter(({ id }) => page(`${id}.md`).includes('```yaml\n# config.yaml'));
  expect(run.length).toBeGreaterThan(40);
});

test('links on the pages lead somewhere', () => {
  const broken = readdirSync(PAGES).flatMap((name) =>
    [...page(name).matchAll(/\]\((?!https:)([^)#]+)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !existsSync(join(PAGES, link)))
      .map((link) => `${name}: ${link}`),
  );
  expect(broken).toEqual([]);
});
