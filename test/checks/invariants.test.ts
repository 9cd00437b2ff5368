import fc from 'fast-check';
import { runChecks } from '../../src/checks';
import { isObjectPlace, type Problem } from '../../src/problem/problem';
import { asLine, underCheck } from './hub-under-check';

const word = fc.constantFrom(
  'user',
  'pool',
  'a b',
  '-x',
  'UPPER',
  'gpu',
  '',
  'k8s.io/x',
  '${X}',
  'x'.repeat(70),
);
const amount = fc.constantFrom('1G', '512Mi', '0', '20Mi', '8Gi');
const resources = fc.record(
  {
    requests: fc.dictionary(fc.constantFrom('memory', 'cpu', 'nvidia.com/gpu'), amount),
    limits: fc.dictionary(fc.constantFrom('memory', 'cpu'), amount),
  },
  { requiredKeys: [] },
);
const toleration = fc.record(
  {
    key: word,
    operator: fc.constantFrom('Exists', 'Equal', 'In'),
    value: word,
    effect: fc.constantFrom('NoSchedule', 'Never'),
  },
  { requiredKeys: [] },
);
const reference = fc.constantFrom('quay.io/x/y:1', 'x/y', 'x/y:main', '${IMAGE}', 'x/z:2');
const override = fc.record(
  {
    image: reference,
    node_selector: fc.dictionary(fc.constantFrom('pool', 'type'), word),
    tolerations: fc.array(toleration, { maxLength: 2 }),
    mem_guarantee: fc.constantFrom('1G', '4G'),
    image_pull_policy: fc.constant('Always'),
  },
  { requiredKeys: [] },
);
const profile = fc.record({
  display_name: fc.constantFrom('A', 'B'),
  kubespawner_override: override,
  profile_options: fc.dictionary(
    fc.constantFrom('image', 'size'),
    fc.record({
      choices: fc.dictionary(
        fc.constantFrom('c1', 'c2', 'c10'),
        fc.record({ kubespawner_override: override }),
        { maxKeys: 3 },
      ),
    }),
    { maxKeys: 2 },
  ),
});
const context = fc.constantFrom<object | null>(
  null,
  {},
  { runAsUser: 0 },
  { capabilities: { add: ['ALL'] } },
);
const values = fc.record(
  {
    singleuser: fc.record(
      {
        profileList: fc.array(profile, { maxLength: 3 }),
        nodeSelector: fc.dictionary(fc.constantFrom('pool', 'type'), word),
        extraTolerations: fc.array(toleration, { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    prePuller: fc.record(
      {
        hook: fc.record(
          { enabled: fc.boolean(), nodeSelector: fc.dictionary(word, word, { maxKeys: 1 }), resources },
          { requiredKeys: [] },
        ),
        continuous: fc.record({ enabled: fc.boolean() }),
        resources,
        labels: fc.dictionary(word, word, { maxKeys: 2 }),
        containerSecurityContext: context,
      },
      { requiredKeys: [] },
    ),
    scheduling: fc.record(
      {
        podPriority: fc.record(
          { enabled: fc.boolean(), defaultPriority: fc.integer({ min: -20, max: 20 }) },
          { requiredKeys: [] },
        ),
        userPlaceholder: fc.record(
          {
            enabled: fc.boolean(),
            replicas: fc.integer({ min: 0, max: 200 }),
            resources,
            annotations: fc.dictionary(word, word, { maxKeys: 2 }),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const target = fc.constantFrom('argocd' as const, 'flux' as const, 'kubectl' as const);

/** The hub, or undefined when the values are refused before the checks. */
function hub(json: object, options: NonNullable<Parameters<typeof underCheck>[0]['options']>) {
  try {
    return underCheck({ values: JSON.stringify(json), options });
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("the test's own values are wrong"))
      return undefined;
    throw error;
  }
}

test('whatever the values are, a finding has a place and one sentence, and is there once', () => {
  fc.assert(
    fc.property(values, target, (json, aim) => {
      const checked = hub(json, { target: aim });
      fc.pre(checked !== undefined);
      const problems = runChecks([checked]);
      for (const { where, message } of problems) {
        expect(where).toBeDefined();
        expect(message).toMatch(/^\S.*[^\s.]$/);
        expect(message).not.toMatch(/undefined|\[object|NaN/);
      }
      const keys = problems.map((problem) => `${problem.rule} ${asLine(problem)}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 60 },
  );
});

test('values alone never make a fault that asks for a report', () => {
  fc.assert(
    fc.property(values, target, (json, aim) => {
      const checked = hub(json, { target: aim });
      fc.pre(checked !== undefined);
      const reports = runChecks([checked]).filter(({ hint }) => hint?.includes('fault of Prewarm') === true);
      expect(reports.map(asLine)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('what is said of a hub does not depend on hubs in other namespaces', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const first = hub(one, {});
      const second = hub(other, { name: 'chemistry', namespace: 'lab' });
      fc.pre(first !== undefined && second !== undefined);
      const ofFirst = (problems: readonly Problem[]) =>
        problems.filter((problem) => problem.hub === 'physics').map(asLine);
      expect(ofFirst(runChecks([second, first]))).toEqual(ofFirst(runChecks([first])));
      expect(
        runChecks([first]).every(
          ({ where }) => where !== undefined && (!isObjectPlace(where) || where.file.startsWith('physics/')),
        ),
      ).toBe(true);
    }),
    { numRuns: 60 },
  );
});
