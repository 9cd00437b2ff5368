import * as fc from 'fast-check';
import { mergeTrees } from '../../src/config/merge';
import { nodeAt, toPlain, whereAt, type MapNode, type Plain } from '../../src/config/tree';
import { shown, treeOf } from './shown';

function merged(...layers: string[]) {
  const [first, ...others] = layers.map((yaml, index) => treeOf(yaml, `${index + 1}.yaml`));
  return mergeTrees([first as MapNode, ...others]);
}

test.each<[string, string, string, Plain]>([
  ['maps merge', 'a: {b: 1, c: 1}', 'a: {c: 2, d: 2}', { a: { b: 1, c: 2, d: 2 } }],
  ['lists replace', 'a: [1, 2]', 'a: [3]', { a: [3] }],
  ['scalars replace', 'a: 1', 'a: x', { a: 'x' }],
  ['a null takes away, and stays', 'a: {b: 1}', 'a: null', { a: null }],
  ['a null inside a map', 'a: {b: 1, c: 1}', 'a: {b: }', { a: { b: null, c: 1 } }],
  ['a null that deletes nothing stays', 'a: 1', 'b: null', { a: 1, b: null }],
  ['a map over a null does not bring back what lay below', 'a: null', 'a: {b: 1}', { a: { b: 1 } }],
  ['an empty map over a map', 'a: {b: 1}', 'a: {}', { a: { b: 1 } }],
  ['an empty layer', 'a: 1', '{}', { a: 1 }],
  [
    'a key __proto__',
    '__proto__: {a: 1}',
    '__proto__: {b: 2}',
    JSON.parse('{"__proto__":{"a":1,"b":2}}') as Plain,
  ],
])('%s', (_, below, above, plain) => {
  const { tree, problems } = merged(below, above);
  expect(toPlain(tree)).toEqual(plain);
  expect(problems).toEqual([]);
});

test('three layers, the last wins', () => {
  const { tree } = merged('a: {x: 1, y: 1, z: 1}', 'a: {y: 2, z: 2}', 'a: {z: 3}');
  expect(toPlain(tree)).toEqual({ a: { x: 1, y: 2, z: 3 } });
});

test('a map after a null is not merged with what the null took away', () => {
  expect(toPlain(merged('a: {x: 1}', 'a: null', 'a: {y: 3}').tree)).toEqual({ a: { y: 3 } });
});

test('every value keeps the place in the layer that won, keys the order of the first layer', () => {
  const { tree } = merged('a: {x: 1, y: 1}\nb: 1\n', 'c: 2\na: {y: 2}\n');
  const place = (...path: string[]): string => {
    const { source, offset } = whereAt(tree, path);
    return `${source.name}:${source.position(offset).line}`;
  };
  expect([place('a', 'x'), place('a', 'y'), place('b'), place('c')]).toEqual([
    '1.yaml:1',
    '2.yaml:2',
    '1.yaml:2',
    '2.yaml:1',
  ]);
  expect([...tree.entries.keys()]).toEqual(['a', 'b', 'c']);
  expect(tree.entries.get('a')?.key.source.name).toBe('2.yaml');
});

test.each([
  ['a: {b: 1}', 'a: 2', 'a is a single value here and a map'],
  ['a: 1', 'a: {b: 2}', 'a is a map here and a single value'],
  ['a: {b: 1}', 'a: [2]', 'a is a list here and a map'],
])('%s under %s is a warning with both places', (below, above, message) => {
  expect(merged(below, above).problems.map(shown)).toEqual([
    `2.yaml:1:1 warning: ${message} at 1.yaml:1:1; this one replaces the other | Write the same kind of value in both layers.`,
  ]);
});

test('a list and a single value replace each other in silence, as nothing of the one could be in the other', () => {
  expect(merged('a: [1]', 'a: 1').problems).toEqual([]);
});

/** Helm's rule in its plainest form. */
function laidOver(below: Plain, above: Plain): Plain {
  if (!isMap(below) || !isMap(above)) return above;
  const result = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const under = result.get(key);
    result.set(key, under === undefined ? value : laidOver(under, value));
  }
  return Object.fromEntries(result);
}

function isMap(value: Plain): value is Record<string, Plain> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const layer = fc.letrec<{ map: Record<string, Plain>; value: Plain }>((tie) => ({
  map: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 4 }),
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Plain>(null, 1, 'x', true, [1, { a: 2 }]),
    tie('map'),
    tie('map'),
  ),
})).map;

test('any layers merge as the plainest form of the rule says, from either side', () => {
  fc.assert(
    fc.property(layer, layer, layer, (one, two, three) => {
      const trees = [one, two, three].map((map) => treeOf(JSON.stringify(map)));
      const [first, second, third] = trees as [MapNode, MapNode, MapNode];
      const all = mergeTrees([first, second, third]).tree;
      expect(toPlain(all)).toEqual(laidOver(laidOver(one, two), three));
      expect(toPlain(mergeTrees([mergeTrees([first, second]).tree, third]).tree)).toEqual(toPlain(all));
      expect(toPlain(mergeTrees([all, third]).tree)).toEqual(toPlain(all));
      expect(toPlain(first)).toEqual(JSON.parse(JSON.stringify(one)));
      expect(nodeAt(all, ['nothing'])).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
