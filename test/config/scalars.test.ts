import * as fc from 'fast-check';
import { ambiguity, ambiguousScalars, coreMeaning, helmMeaning, lostDigits } from '../../src/config/scalars';
import { nodeAt, type ScalarNode } from '../../src/config/tree';
import { shown, treeOf } from './shown';

/**
 * What Helm's own YAML library (sigs.k8s.io/yaml 1.6.0; 1.4.0 is the same) makes of `a: <text>`, as JSON.
 * REFUSED: it refuses the file.
 */
const HELM_READS = `
  y = true
  Y = true
  n = false
  N = false
  yes = true
  Yes = true
  YES = true
  yEs = "yEs"
  no = false
  on = true
  On = true
  ON = true
  off = false
  OFF = false
  true = true
  TRUE = true
  tRUE = "tRUE"
  null = null
  NULL = null
  nULL = "nULL"
  ~ = null
  010 = 8
  0o17 = 15
  0O17 = 15
  08 = 8
  09.5 = 9.5
  0b11 = 3
  0B11 = 3
  -010 = -8
  +010 = 8
  1_000 = 1000
  1_0.5 = 10.5
  _1 = "_1"
  1__0 = 10
  0x1F = 31
  0X1f = 31
  0x1_F = 31
  -0x1F = -31
  +0x1F = 31
  0x = "0x"
  0xFFFFFFFFFFFFFFFF = 18446744073709552000
  0x1FFFFFFFFFFFFFFFF = "0x1FFFFFFFFFFFFFFFF"
  -0xFFFFFFFFFFFFFFFF = "-0xFFFFFFFFFFFFFFFF"
  1e3 = 1000
  1E3 = 1000
  1e400 = "1e400"
  -1e400 = "-1e400"
  1.10 = 1.1
  1. = 1
  .5 = 0.5
  +.5 = 0.5
  -.5 = -0.5
  .5e3 = 500
  ._5 = "._5"
  .1_0 = 0.1
  12:30:45 = "12:30:45"
  2024-01-01 = "2024-01-01"
  2024-01-01T00:00:00Z = "2024-01-01T00:00:00Z"
  9007199254740993 = 9007199254740992
  12345678901234567890 = 12345678901234567000
  18446744073709551616 = 18446744073709552000
  -9223372036854775809 = -9223372036854776000
  0777777777777777777777777 = 7.777777777777778e+23
  0x1p4 = "0x1p4"
  1e+03 = 1000
  +5 = 5
  00 = 0
  0 = 0
  007 = 7
  Infinity = "Infinity"
  nan = "nan"
  .inf = REFUSED
  -.INF = REFUSED
  .NaN = REFUSED
  +.inf = REFUSED
  1,000 = "1,000"
  0.1_0 = 0.1
  1_e3 = 1000
  0_1 = 1
  0b2 = "0b2"
  -0b11 = -3
  -0o17 = -15
  0777_7 = 4095
  0.0 = 0
  1e-7 = 1e-7
  1000000 = 1000000
  1e21 = 1e+21
  = = "="
  + = "+"
  . = "."
  1.2.3 = "1.2.3"
  0_ = 0
  1_ = 1
  3. = 3
  v1 = "v1"
  1.2.3-4 = "1.2.3-4"
  500m = "500m"
  4Gi = "4Gi"
`;

function scalar(text: string): ScalarNode {
  const node = nodeAt(treeOf(`a: ${text}\n`), ['a']);
  if (node?.kind !== 'scalar') throw new Error(`${text} is no scalar`);
  return node;
}

test.each(
  HELM_READS.trim()
    .split('\n')
    .map((line) => line.trim().split(' = ')),
)('%s means %s to Helm', (text = '', json = '') => {
  expect(helmMeaning(text)).toEqual(json === 'REFUSED' ? undefined : JSON.parse(json));
});

test.each<[string, unknown]>([
  ['yes', 'yes'],
  ['True', true],
  ['NULL', null],
  ['', null],
  ['010', 10],
  ['0o17', 15],
  ['0x1F', 31],
  ['1_000', '1_000'],
  ['1.10', 1.1],
  ['-.5e-1', -0.05],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['.nan', NaN],
  ['12:30:45', '12:30:45'],
  ['2024-01-01', '2024-01-01'],
  ['-', '-'],
  ['1.2.3', '1.2.3'],
])('%s is %p in YAML 1.2', (text, meaning) => {
  expect(coreMeaning(text)).toEqual(meaning);
});

describe('an ambiguous scalar', () => {
  test.each([
    ['yes', 'true', 'Write true, or quote it to have text: "yes".'],
    ['N', 'false', 'Write false, or quote it to have text: "N".'],
    ['010', '8', 'Write 8, or quote it to have text: "010".'],
    ['1_000', '1000', 'Write 1000, or quote it to have text: "1_000".'],
    ['-0x1F', '-31', 'Write -31, or quote it to have text: "-0x1F".'],
    ['1e400', 'text, since the number is too large', 'Quote it to have text: "1e400".'],
    ['.inf', 'an error, since values cannot hold it', 'Quote it to have text: ".inf".'],
  ])('%s is %s to Helm', (text, helm, hint) => {
    expect(ambiguity(scalar(text))).toEqual({ helm, hint });
  });

  test.each([
    'true',
    'null',
    '0o17',
    '0x1F',
    '1.10',
    '12:30:45',
    '2024-01-01',
    'no.',
    '"yes"',
    "'010'",
    '!!str yes',
    '!!int 010',
  ])('%s is not', (text) => {
    expect(ambiguity(scalar(text))).toBeUndefined();
  });

  test('is found in keys and values of a whole tree, in one place each', () => {
    const tree = treeOf('on: &a [no, 010]\nb: *a\nc: {1.10: x, "yes": z, True: z}\n');
    expect(ambiguousScalars(tree).map(shown)).toEqual([
      'f.yaml:1:1 the key on is read by Helm as the key true | Quote it: "on".',
      'f.yaml:1:9 on[0]: no is read by Helm as false | Quote it: "no".',
      'f.yaml:1:13 on[1]: 010 is read by Helm as 8 | Write 10 or 8.',
      'f.yaml:3:5 the key 1.10 is read by Helm as the key 1.1 | Quote it: "1.10".',
      'f.yaml:3:24 the key True is read by Helm as the key true | Quote it: "True".',
    ]);
  });
});

test.each<[string, string | undefined]>([
  ['1.10', '1.1'],
  ['1.0', '1'],
  ['1e3', '1000'],
  ['0x1F', '31'],
  ['+5', '5'],
  ['12345678901234567890', '12345678901234567000'],
  ['1e21', '1e+21'],
  ['9007199254740993', '9007199254740992'],
  ['2024', undefined],
  ['-3', undefined],
  ['0.5', undefined],
  ['"1.10"', undefined],
  ['v1.10', undefined],
])('of %s used as text there is left %s', (text, left) => {
  expect(lostDigits(scalar(text))).toBe(left);
});

test('no text makes the readers throw, and words keep their letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0178_.eExobBnyf+-~ :/'.split('')) }), (text) => {
      const core = coreMeaning(text);
      const helm = helmMeaning(text);
      if (typeof core === 'string') expect(core).toBe(text);
      if (typeof helm === 'string') expect(helm).toBe(text);
    }),
  );
});
