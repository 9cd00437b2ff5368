import fc from 'fast-check';
import { closest, editDistance } from '../../src/kube/closest';

const keys = [
  'image',
  'imagePullPolicy',
  'nodeSelector',
  'extraTolerations',
  'replicas',
  'cpu',
  'pullPolicy',
];

test.each([
  ['imge', 'image'],
  ['iamge', 'image'],
  ['images', 'image'],
  ['IMAGE', 'image'],
  ['image_pull_policy', 'imagePullPolicy'],
  ['image-pull-policy', 'imagePullPolicy'],
  ['nodeselectors', 'nodeSelector'],
  ['replcias', 'replicas'],
  ['extraToleration', 'extraTolerations'],
  ['cp', 'cpu'],
  ['gpu', 'cpu'],
  ['tag', undefined],
  ['memory', undefined],
  ['x', undefined],
  ['', undefined],
  ['a'.repeat(1000), undefined],
])('%s was meant to be %s', (word, expected) => {
  expect(closest(word, keys)).toBe(expected);
});

test('the nearest wins, and of equally near ones the first', () => {
  expect(closest('aaab', ['aaac', 'aaad'])).toBe('aaac');
  expect(closest('aaaaax', ['aaaxxx', 'aaaaaa'])).toBe('aaaaaa');
  expect(closest('word', [])).toBeUndefined();
});

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['abc', 'abd', 1],
  ['abc', 'acb', 1],
  ['abcd', 'badc', 2],
  ['ca', 'abc', 3],
])('from %j to %j it takes %i', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

test('the distance is the same in both directions, and 0 for equal words alone', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (from, to) => {
      expect(editDistance(from, to)).toBe(editDistance(to, from));
      expect(editDistance(from, to) === 0).toBe(from === to);
      expect(editDistance(from, to)).toBeLessThanOrEqual(Math.max(from.length, to.length));
    }),
  );
});
