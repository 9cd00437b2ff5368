import fc from 'fast-check';
import { RULES, runChecks } from '../../src/checks';
import { type Silence } from '../../src/config/hub';
import { SourceText } from '../../src/problem/source';
import { asLine, underCheck } from './hub-under-check';

const source = new SourceText('prewarm.yaml', 'silence: …\n'.repeat(60));

function silence(rule: string, line = 1): Silence {
  return { rule, reason: 'we know', where: { source, offset: (line - 1) * 11, length: 7 } };
}

/** Placeholders without priority, a branch as tag; and notes about the scheduler, the chart and the gate's end. */
const VALUES = `
singleuser: { image: { name: x/y, tag: main } }
scheduling: { userPlaceholder: { replicas: 3 } }
`;
const RULES_FOUND = [
  'chart-version-assumed',
  'mutable-tag',
  'placeholders-without-priority',
  'user-scheduler-mismatch',
];

function problemsWith(...silences: Silence[]) {
  return runChecks([underCheck({ values: VALUES, options: { silences } })]);
}

function rulesOf(problems: ReturnType<typeof runChecks>): string[] {
  return [...new Set(problems.map(({ rule }) => rule))].sort();
}

test('without silences, all findings are heard, with their hub', () => {
  const problems = problemsWith();
  expect(rulesOf(problems)).toEqual(RULES_FOUND);
  expect(new Set(problems.map(({ hub }) => hub))).toEqual(new Set(['physics']));
});

test('any set of used silences takes away exactly its own rules', () => {
  fc.assert(
    fc.property(fc.subarray(RULES_FOUND), (silenced) => {
      const problems = problemsWith(...silenced.map((rule, index) => silence(rule, index + 1)));
      expect(rulesOf(problems)).toEqual(RULES_FOUND.filter((rule) => !silenced.includes(rule)));
    }),
    { numRuns: 16 },
  );
});

test('an error can be silenced, too', () => {
  const values =
    'scheduling: { podPriority: { enabled: true, userPlaceholderPriority: 1, imagePullerPriority: 0 }, userPlaceholder: { replicas: 1 } }';
  const errors = (silences: Silence[]) =>
    runChecks([underCheck({ values, options: { silences } })]).filter(({ severity }) => severity === 'error');
  expect(errors([]).map(({ rule }) => rule)).toEqual(['placeholder-priority']);
  expect(errors([silence('placeholder-priority')])).toEqual([]);
});

test('a silence speaks for its own hub alone', () => {
  const quiet = underCheck({ values: VALUES, options: { silences: [silence('mutable-tag')] } });
  const loud = underCheck({ values: VALUES, options: { name: 'chemistry' } });
  const heard = runChecks([quiet, loud]).filter(({ rule }) => rule === 'mutable-tag');
  expect(heard.map(({ hub }) => hub)).toEqual(['chemistry']);
});

test('a silence without use is a warning where it is written', () => {
  const problems = problemsWith(silence('many-small-placeholders', 3)).filter(
    ({ rule }) => rule === 'unused-silence',
  );
  expect(problems.map(asLine)).toEqual([
    'warning 3:1 nothing is found by many-small-placeholders here, so the silence "we know" is without use',
  ]);
});

test('a silence that several hubs share by an anchor is used when one of them needs it', () => {
  const shared = silence('mutable-tag');
  const needs = underCheck({ values: VALUES, options: { silences: [shared] } });
  const doesNot = (name: string) => underCheck({ options: { name, silences: [shared] } });
  const unused = (...hubs: ReturnType<typeof underCheck>[]) =>
    runChecks(hubs).filter(({ rule }) => rule === 'unused-silence').length;
  expect(unused(doesNot('a'), needs, doesNot('b'))).toBe(0);
  expect(unused(doesNot('a'), doesNot('b'))).toBe(1);
});

test.each([
  ['mutable-tags', 'Did you mean mutable-tag?'],
  ['no-such-thing-at-all', 'docs/rules lists the rules.'],
])('an unknown rule is an error: %s', (rule, hint) => {
  const problems = problemsWith(silence(rule, 2)).filter((problem) => problem.rule === 'unknown-rule');
  expect(problems.map(asLine)).toEqual([`error 2:1 "${rule}" is not a rule that can be silenced`]);
  expect(problems[0]?.hint).toBe(hint);
});

const GUARDS = RULES.filter(({ guard }) => guard !== undefined).map(({ id }) => id);

test('the guards are these', () => {
  expect([...GUARDS].sort()).toEqual([
    'argocd-waves',
    'cluster-scope',
    'flux-order',
    'gate-rights',
    'kubectl-order',
    'limit-below-request',
    'no-credential',
    'no-global-default',
    'no-token',
    'restricted-pods',
    'selectors-match',
    'unique-identity',
    'valid-names',
    'valid-tolerations',
  ]);
});

test.each(GUARDS)('%s cannot be silenced, and still finds', (rule) => {
  const values = 'prePuller: { containerSecurityContext: { runAsUser: 0 } }';
  const problems = runChecks([underCheck({ values, options: { silences: [silence(rule, 5)] } })]);
  const refused = problems.filter((problem) => problem.rule === 'not-silenceable');
  expect(refused.map(asLine)).toEqual([
    expect.stringMatching(new RegExp(`^error 5:1 ${rule} cannot be silenced: `)),
  ]);
  expect(rulesOf(problems)).toContain('restricted-pods');
  expect(rulesOf(problems)).not.toContain('unused-silence');
});
