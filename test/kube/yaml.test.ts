import * as fc from 'fast-check';
import { parse } from 'yaml';
import type { Json, JsonMap } from '../../src/kube/json';
import { toYaml } from '../../src/kube/yaml';

/** What some YAML parser takes for something else than the string that it looks like, or refuses to read. */
const TRICKY = [
  ['', '~', 'null', 'Null', 'yes', 'No', 'on', 'OFF', 'y', 'N', 'true', 'FALSE', '=', '<<'],
  ['0775', '0o17', '0x1F', '0b11', '1e3', '1E3', '1_000', '+1', '-1', '1.', '.5', '.inf', '-.INF', '.NaN'],
  ['12:30:45', '1:30', '2001-12-14', '2001-12-14t21:59:43.10-05:00', '00', '-0', '123456789012345678901'],
  ['!tag', '&anchor', '*alias', '? x', '- x', '-', '---', '...', '--- a', '%YAML', '@at', '`tick', '|', '>'],
  ['a: b', 'a:', ':a', 'a #b', '#a', '{a}', '[a]', 'a, b', '"q"', "'q'", 'back\\slash', ',a', '{', ']'],
  [' a', 'a ', '\t', '\ta', 'a\tb', '\u00a0', '\u00a0a', 'a\u2003', '\ufeff', '\u0085', 'a\u2028b', '\u0000'],
  [
    'a\n',
    'a\nb',
    '\na',
    'a\n\nb',
    'a\n\n',
    '  a\nb',
    'a\n  b\n',
    'a\n  \nb',
    'a\n ',
    '\n',
    ' \n',
    'a\r\nb',
    '\r',
  ],
  [
    'a\n---\nb\n',
    '...\nb',
    '# a\nb',
    'a\n# b',
    'x\n\tb',
    '\tx\nb',
    'a\u2028b\nc',
    '\u007f\na',
    '日本\n語',
    '😀',
  ],
  ['8Gi', '500m', '100%', '1.5G', '1Ei', '1k', '12e', 'a/b:c@sha256:0e1', 'http://x:80/', '__proto__'],
].flat();

const text = fc.oneof(
  fc.constantFrom(...TRICKY),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc
    .array(fc.constantFrom(...TRICKY, '\n', ' ', ':', '#', '-'), { maxLength: 4 })
    .map((parts) => parts.join('')),
);
const number = fc.oneof(
  fc.integer(),
  fc.constantFrom(1e21, -1e21, 1e-7, 1.5e300, 5e-324, 0.5),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
);
// The parser that reads the text back cannot hold a map key of this name.
const key = text.filter((name) => name !== '__proto__');
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const map = fc.dictionary(key, value, { noNullPrototype: true });

describe('toYaml', () => {
  test.each(['1.1', '1.2'] as const)('YAML %s reads back what was written', (version) => {
    fc.assert(
      fc.property(map, fc.constantFrom('given' as const, 'sorted' as const), (written, order) => {
        expect(parse(toYaml(written, order), { version })).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  test.each(TRICKY)('%j survives as a value, as a key and in a list', (tricky) => {
    const written = {
      value: tricky,
      list: [tricky, [tricky], { tricky }],
      [tricky.replace('__proto__', '')]: 1,
    };
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(toYaml(written, 'given'), { version })).toEqual(written);
    }
  });

  test('sorted text does not depend on the order of keys, given text keeps it', () => {
    const one = { b: { z: 1, x: [{ d: 1, c: 2 }] }, a: 1 };
    const two = { a: 1, b: { x: [{ c: 2, d: 1 }], z: 1 } };
    expect(toYaml(one, 'sorted')).toBe(toYaml(two, 'sorted'));
    expect(toYaml(one, 'given')).toBe('b:\n  z: 1\n  x:\n    - d: 1\n      c: 2\na: 1\n');
  });

  test('upper case comes before lower case, whatever the language of the machine', () => {
    expect(toYaml({ a: 1, B: 2, ä: 3, b: 4 }, 'sorted')).toBe('B: 2\na: 1\nb: 4\n"ä": 3\n');
  });

  test('reads like a manifest', () => {
    const written: JsonMap = {
      apiVersion: 'v1',
      metadata: { annotations: { 'example.org/on': 'on' }, labels: {} },
      data: { 'run.sh': '#!/bin/sh\n\nset -e\n  true\n', 'end.sh': 'exit\ntrue' },
      list: [['a', 'b'], { name: 'x', image: 'registry.k8s.io/pause:3.10', empty: [] }, null],
      size: { cpu: '0.5', memory: '8Gi', count: 3, share: 0.5 },
    };
    expect(toYaml(written, 'given')).toBe(`apiVersion: v1
metadata:
  annotations:
    example.org/on: "on"
  labels: {}
data:
  run.sh: |
    #!/bin/sh

    set -e
      true
  end.sh: |-
    exit
    true
list:
  - - a
    - b
  - name: x
    image: registry.k8s.io/pause:3.10
    empty: []
  - null
size:
  cpu: "0.5"
  memory: 8Gi
  count: 3
  share: 0.5
`);
  });

  test.each([
    [1e21, '1.0e+21'],
    [-1e-7, '-1.0e-7'],
    [1.5e300, '1.5e+300'],
    [1e6, '1000000'],
  ])(
    '%p keeps a decimal point before its exponent, without which Python reads a string',
    (written, expected) => {
      expect(toYaml({ a: written }, 'given')).toBe(`a: ${expected}\n`);
    },
  );

  test('numbers that JSON cannot hold are still YAML, and half a character becomes the replacement character', () => {
    expect(toYaml({ a: Infinity, b: -Infinity, c: NaN, d: 'x\ud800y' }, 'given')).toBe(
      'a: .inf\nb: -.inf\nc: .nan\nd: "x\ufffdy"\n',
    );
  });

  test('nothing is an empty map', () => {
    expect(toYaml({}, 'given')).toBe('{}\n');
  });
});
