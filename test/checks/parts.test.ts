import { movingTag } from '../../src/checks/image-tag';
import { memoryOfMachine } from '../../src/checks/machine-memory';
import { pointer, textsWhere } from '../../src/checks/json-path';
import { selects } from '../../src/checks/selector';

describe('a tag that can move', () => {
  test.each([
    'x/y',
    'x/y:latest',
    'x/y:Latest-gpu',
    'x/y:py311-latest',
    'x/y:main',
    'x/y:master',
    'x/y:dev',
    'x/y:devel',
    'x/y:stable',
    'x/y:nightly',
    'x/y:edge',
    'x/y:feature-branch',
    'x/y:pr-532',
    'x/y:PR532',
    'x/y:pull_7',
    'localhost:5000/x/y',
    'x/y:face',
  ])('%s', (reference) => {
    expect(movingTag(reference)).toEqual(expect.any(String));
  });
  test.each([
    'x/y:1',
    'x/y:v1.2.3',
    'x/y:2025-03-24',
    'x/y:1e26b42ad87b',
    'x/y:abcdefa',
    'x/y:python-3.11',
    'x/y:nightly-20250301',
    'x/y:0.9.2-0.dev.git.12',
    `x/y@sha256:${'a'.repeat(64)}`,
    `x/y:latest@sha256:${'a'.repeat(64)}`,
    'not an image',
  ])('not %s', (reference) => {
    expect(movingTag(reference)).toBeUndefined();
  });
});

test.each([
  ['r5.large', 16],
  ['r5.2xlarge', 64],
  ['m6i.xlarge', 16],
  ['c7g.4xlarge', 32],
  ['n2-highmem-16', 128],
  ['n1-standard-8', 30],
  ['e2-standard-4', 16],
  ['Standard_E8s_v5', 64],
  ['Standard_D4as_v5', 16],
])('the machine %s has %i GiB', (type, memory) => {
  expect(memoryOfMachine(type)).toBe(memory);
});

test.each([
  'r4.large',
  'c5n.xlarge',
  'r5.24xlarge',
  'r5.metal',
  'n2-highmem-96',
  'g4dn.xlarge',
  'Standard_E64_v3',
  '',
])('the memory of the machine %s is not known', (type) => {
  expect(memoryOfMachine(type)).toBeUndefined();
});

test.each<[string, unknown, boolean]>([
  ['an empty selector', {}, true],
  ['labels', { matchLabels: { a: '1' } }, true],
  ['another value', { matchLabels: { a: '2' } }, false],
  ['one label of two', { matchLabels: { a: '1', c: '1' } }, false],
  ['In', { matchExpressions: [{ key: 'a', operator: 'In', values: ['0', '1'] }] }, true],
  ['In, without the label', { matchExpressions: [{ key: 'c', operator: 'In', values: ['1'] }] }, false],
  ['NotIn', { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['0'] }] }, true],
  ['NotIn, without the label', { matchExpressions: [{ key: 'c', operator: 'NotIn', values: ['1'] }] }, true],
  ['Exists', { matchExpressions: [{ key: 'a', operator: 'Exists' }] }, true],
  ['DoesNotExist', { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, false],
  ['an unknown operator', { matchExpressions: [{ key: 'a', operator: 'Like' }] }, false],
  ['both', { matchLabels: { a: '1' }, matchExpressions: [{ key: 'b', operator: 'DoesNotExist' }] }, false],
])('a selector with %s', (_, selector, expected) => {
  expect(selects(selector as never, { a: '1', b: '2' })).toBe(expected);
});

test('texts are found with their paths', () => {
  const found = textsWhere(
    { a: ['x', { 'b/c': 'y' }, 'no'], n: 1, t: true, z: null },
    (text) => text !== 'no',
  );
  expect(found.map(({ text, path }) => `${pointer(path)} ${text}`)).toEqual(['/a/0 x', '/a/1/b~1c y']);
});
