import * as fc from 'fast-check';
import { SourceText, type Where } from '../../src/problem/source';
import { ALIAS_LIMIT } from '../../src/config/anchors';
import { DEPTH_LIMIT } from '../../src/config/tree-composer';
import { nodeAt, toPlain, whereAt, type Node } from '../../src/config/tree';
import { parseTree } from '../../src/config/yaml-tree';
import { parsed, shown, treeOf } from './shown';

/** What is wrong with a text, each place without the name of the file. */
test.each<[string, string[]]>([
  [
    'a: "x\n  b" y\nc: 1\n',
    [
      '1:4 the quote " that opens here ends only in line 2, with more text behind it | The closing quote is probably missing on this line.',
    ],
  ],
  [
    'a: {b: 1 c: 2}\n',
    [
      '1:8 a comma, or a space after a colon, is missing inside brackets | Write {key: value, other: value} or [one, two].',
    ],
  ],
  [
    'a: {\n  b: 1\n  c: 2\n}\n',
    [
      '2:6 a comma, or a space after a colon, is missing inside brackets | Write {key: value, other: value} or [one, two].',
    ],
  ],
  [
    'a: [\n  - b\n]\n',
    [
      '2:3 lines with "- " or indented keys cannot stand inside { } or [ ] | Close the bracket first, or write everything inside it with commas.',
    ],
  ],
  ['a: &x &y b\n', ['1:7 a value can have only one anchor (&name)']],
  [
    'a:\n- b: 1\n  - c\n',
    [
      '3:3 this line is indented by 2 spaces, which fits no line above it | Begin all keys (or all "- ") of one block in the same column.',
    ],
  ],
  [
    'a: >-\nfoo\n',
    [
      '2:1 "foo" is not a key with a value | Add ": " and a value, or indent it below the value that it continues.',
    ],
  ],
  ['  a: 1\nb: 2\n', ['2:1 this line does not continue the list or map above it | Check its indentation.']],
  [
    'url: http://x: y\n',
    ['1:14 a second ": " in one value | Quote the value, or begin a new line after the first colon.'],
  ],
  [
    'a: 1\r\nb:\r\n\tc: 1\r\n',
    ['3:1 a tab in the indentation, where YAML allows only spaces | Replace tabs by spaces.'],
  ],
  [
    'a: "unclosed\nb: 2\n',
    ['1:4 the quote " that opens here is never closed | Add the closing " at its end.'],
  ],
  [
    "a: 'unclosed\nb: 2\n",
    ["1:4 the quote ' that opens here is never closed | Add the closing ' at its end."],
  ],
  [
    'a: "x\nb: "y"\nc: 1\n',
    ['1:4 the quote " that opens here is never closed | Add the closing " at its end.'],
  ],
  ['a: "x\nb" y\n', ['1:4 the quote " that opens here is never closed | Add the closing " at its end.']],
  [
    "a: 'it's here'\n",
    ["1:8 text after the closing quote | Inside single quotes an apostrophe is written twice: ''."],
  ],
  ['a: "x" y\n', ['1:8 text after the closing quote | Inside double quotes a quote is written \\".']],
  ['a: "\\d"\n', ['1:5 \\d means nothing inside double quotes | Write \\\\d, or use single quotes.']],
  [
    'a: 1\n  b: 2\nc: 3\n',
    [
      '2:3 this line is indented deeper than the one above, whose key already has a value (1) | Indent it like the key above, or remove the value there.',
    ],
  ],
  [
    'a:\n    b: 1\n  c: 2\n',
    [
      '3:3 this line is indented by 2 spaces, which fits no line above it | Begin all keys (or all "- ") of one block in the same column.',
    ],
  ],
  [
    'a:\n  b: 1\n c: 2\n',
    [
      '3:2 this line is indented by 1 space, which fits no line above it | Begin all keys (or all "- ") of one block in the same column.',
    ],
  ],
  [
    'a:\n  - b\n  c: d\n',
    [
      '3:3 this line is indented by 2 spaces, which fits no line above it | Begin all keys (or all "- ") of one block in the same column.',
    ],
  ],
  [
    'a:\n  - b: 1\n   c: 2\n',
    [
      '3:4 this line is indented by 3 spaces, which fits no line above it | Begin all keys (or all "- ") of one block in the same column.',
    ],
  ],
  ['- a\nb: c\n', ['2:1 this line does not continue the list or map above it | Check its indentation.']],
  ['a:1\nb: 2\n', ['1:1 a space is missing after the colon | Write a: 1']],
  [
    'a:1\n',
    ['1:1 the file must be a map (key: value lines), got a single value | Put a space after the colon.'],
  ],
  [
    'foo\nb: 1\n',
    [
      '1:1 "foo" is not a key with a value | Add ": " and a value, or indent it below the value that it continues.',
    ],
  ],
  [
    'b: 1\nfoo\n',
    [
      '2:1 "foo" is not a key with a value | Add ": " and a value, or indent it below the value that it continues.',
    ],
  ],
  ['a: {b:1}\n', ['1:5 a space is missing after the colon | Write {key: value}.']],
  [
    'a: foo: bar\n',
    ['1:7 a second ": " in one value | Quote the value, or begin a new line after the first colon.'],
  ],
  [
    'a: x\n- y\n',
    [
      '2:1 a list item (- ) where a key is expected: the line above already has a value | Remove that value, or indent the item like the list that it belongs to.',
    ],
  ],
  [
    'a: - b\n',
    [
      '1:4 a list cannot begin on the line of its key | Put each "- " on a line of its own below the key, or quote the value.',
    ],
  ],
  ['a:\n\tb: 1\n', ['2:1 a tab in the indentation, where YAML allows only spaces | Replace tabs by spaces.']],
  [
    'a: |\n\tfoo\n',
    ['2:1 a tab in the indentation, where YAML allows only spaces | Replace tabs by spaces.'],
  ],
  [
    'a:\n  b: [1,\n\t2]\n',
    ['3:1 a tab in the indentation, where YAML allows only spaces | Replace tabs by spaces.'],
  ],
  [
    'a: {{ x }}\n',
    [
      '1:4 {{ begins a template, which is not filled in here: the file must be plain YAML | Render the template first and name its result, or quote the value when it is meant as text.',
    ],
  ],
  [
    'image: {{ .Values.x }}:tag\n',
    [
      '1:8 {{ begins a template, which is not filled in here: the file must be plain YAML | Render the template first and name its result, or quote the value when it is meant as text.',
    ],
  ],
  [
    'a: 1\n{% if b %}\nc: 1\n{% endif %}\n',
    [
      '2:1 {% begins a template, which is not filled in here: the file must be plain YAML | Render the template first and name its result, or quote the value when it is meant as text.',
    ],
  ],
  ['a: %foo\n', ["1:4 a value cannot begin with % unless it is quoted | Quote it: '%foo'."]],
  ['a: @foo # c\n', ["1:4 a value cannot begin with @ unless it is quoted | Quote it: '@foo'."]],
  [
    'a: `x`\nb: 1\nc: @y\n',
    [
      "1:4 a value cannot begin with ` unless it is quoted | Quote it: '`x`'.",
      "3:4 a value cannot begin with @ unless it is quoted | Quote it: '@y'.",
    ],
  ],
  ['a: [1, 2\nb: 3\n', ['1:4 the [ that opens here is not closed | Add the closing ], or quote the value.']],
  ['a: {x: 1\nb: 3\n', ['1:4 the { that opens here is not closed | Add the closing }, or quote the value.']],
  ['{a: 1\n', ['1:1 the { that opens here is not closed | Add the closing }, or quote the value.']],
  ['a: [1, 2]]\n', ['1:10 ] closes nothing | Quote the value when this belongs to it.']],
  ['a: [1,, 2]\n', ['1:7 a comma with nothing before it']],
  ['a: }\n', ['1:4 } closes nothing | Quote the value when this belongs to it.']],
  [
    'a: | foo\n  x\n',
    [
      '1:6 text after | or >, which begin a block of lines | Put the text on the next line, indented, or quote it.',
    ],
  ],
  [
    'a: "x"#c\n',
    ['1:7 a # directly after a value | Put a space before it to begin a comment, or quote the value.'],
  ],
  ['a: &\n', ['1:4 & without a name | Write &name or *name, or quote the text.']],
  ['a: &b *c\n', ['1:7 an alias (*name) cannot have an anchor or a tag of its own']],
  [
    '%FOO\na: 1\n',
    [
      '1:1 a line that begins with % is a YAML directive, and needs a line --- after it | Remove it, or quote the value when it is meant as text.',
    ],
  ],
  ['%FOO\n', ['1:1 a line that begins with % is a YAML directive, and no document follows']],
  [
    'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n',
    [
      '2:1 a merge conflict of Git begins here | Decide between the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>.',
    ],
  ],
  [
    'a: !Ref x\nb: !vault |\n  abc\n',
    [
      '1:4 the tag !Ref is not known here: only the program that defines it can read this value | Write the plain value; quote it when the ! belongs to it.',
      '2:4 the tag !vault is not known here: only the program that defines it can read this value | Write the plain value; quote it when the ! belongs to it.',
    ],
  ],
  [
    'a: !e!x y\n',
    [
      '1:4 the tag !e!x is not known here: only the program that defines it can read this value | Write the plain value; quote it when the ! belongs to it.',
    ],
  ],
  ['a: !!int x\n', ['1:10 "x" is not what its tag !!int says']],
  ['a: !!str [x]\n', ['1:10 the tag !!str does not fit a list']],
  [
    'a: !!binary aGk=\n',
    [
      '1:4 the tag !!binary is not known here: only the program that defines it can read this value | Write the plain value; quote it when the ! belongs to it.',
    ],
  ],
  [
    'a: !!set {b}\n',
    [
      '1:4 the tag !!set is not known here: only the program that defines it can read this value | Write the plain value; quote it when the ! belongs to it.',
    ],
  ],
  [
    'a: 1\n---\nb: 2\n',
    [
      '2:1 a second YAML document begins here, which Helm ignores in silence | Put it into a file of its own, or remove it.',
    ],
  ],
  [
    '---\n---\na: 1\n',
    [
      '2:1 a second YAML document begins here, which Helm ignores in silence | Put it into a file of its own, or remove it.',
    ],
  ],
  [
    'a: 1\n...\nb: 2\n',
    [
      '3:1 a second YAML document begins here, which Helm ignores in silence | Put it into a file of its own, or remove it.',
    ],
  ],
  [
    'a: 1\nb: 2\na: 3\n',
    ['3:1 the key a is written twice in one map, first at f.yaml:1:1 | Keep one of the two.'],
  ],
  [
    '{a: 1, "a": 2}\n',
    ['1:8 the key a is written twice in one map, first at f.yaml:1:2 | Keep one of the two.'],
  ],
  [
    'a: &x {y: 1}\nb:\n  <<: *x\n  <<: *x\n',
    [
      '4:3 the key << is written twice in one map, first at f.yaml:3:3 | Merge several maps with one <<: [*one, *two]; the first wins.',
    ],
  ],
  ['- a\n', ['1:1 the file must be a map (key: value lines), got a list']],
  ['just text\n', ['1:1 the file must be a map (key: value lines), got a single value']],
  ['? [a]\n: b\n', ['1:3 a list cannot be a key, only text can']],
  ['~: 1\n', ['1:1 a key cannot be null, Helm refuses it | Quote it: "~".']],
  ['null: 1\n', ['1:1 a key cannot be null, Helm refuses it | Quote it: "null".']],
  [': 1\n', ['1:1 a key is missing before the colon']],
  [' a: 1\n', ['1:1 this key has the invisible character U+00A0 | Replace it by a space, or remove it.']],
  [
    'a:\n  b: 1\n',
    ['2:1 this key has the invisible character U+00A0 | Replace it by a space, or remove it.'],
  ],
  [
    'a: *x\n',
    [
      '1:4 the alias *x has no anchor &x above it | Write &x before the value that is meant, or quote the text when it only begins with *.',
    ],
  ],
  [
    '*x : 1\n',
    [
      '1:1 the alias *x has no anchor &x above it | Write &x before the value that is meant, or quote the text when it only begins with *.',
    ],
  ],
  ['a: &x [*x]\n', ['1:8 the alias *x lies inside its own anchor, so it would never end']],
  ['a: &x\n  b:\n    c: *x\n', ['3:8 the alias *x lies inside its own anchor, so it would never end']],
  ['a: {<<: 1}\n', ['1:5 << takes a map or a list of maps, such as <<: *name or <<: [*one, *two]']],
  ['a: {<<: [{b: 1}, 2]}\n', ['1:5 << takes a map or a list of maps, such as <<: *name or <<: [*one, *two]']],
  [
    'a: &x {b: 1}\nc:\n  b: 2\n  <<: *x\n',
    [
      '3:3 the << at f.yaml:4:3 brings b too, and Helm takes that one, since it comes later | Move the << line to the top of its map; then the written key wins everywhere.',
    ],
  ],
  [
    'a: @x\nb: {c:1}\nd: 1\nd: 2\n',
    [
      "1:4 a value cannot begin with @ unless it is quoted | Quote it: '@x'.",
      '2:5 a space is missing after the colon | Write {key: value}.',
      '4:1 the key d is written twice in one map, first at f.yaml:3:1 | Keep one of the two.',
    ],
  ],
])('%j', (yaml, lines) => {
  const { tree, problems } = parsed(yaml);
  expect(problems.map(shown).map((line) => line.replace(/^f\.yaml:/, ''))).toEqual(lines);
  expect(tree).toBeUndefined();
});

describe('what is fine', () => {
  test.each<[string, unknown]>([
    ['a: 1\r\nb: [x, y]\r\n', { a: 1, b: ['x', 'y'] }],
    ['---\na: 1\n---\n', { a: 1 }],
    ['a: 1\n...\n# end\n', { a: 1 }],
    ['%YAML 1.1\n---\na: yes\n', { a: 'yes' }],
    ['a:\n- b\n- c\n', { a: ['b', 'c'] }],
    ['a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ['a: ~\nb:\nc: null\nd: ""\n', { a: null, b: null, c: null, d: '' }],
    ['a: 1.10\nb: 010\nc: 0x1F\nd: 1e3\ne: "1"\n', { a: 1.1, b: 10, c: 31, d: 1000, e: '1' }],
    [
      'a: !!str 1.10\nb: !!int "010"\nc: !!bool no\nd: !!float 1\ne: !!null ""\nf: !!str\n',
      { a: '1.10', b: 8, c: false, d: 1, e: null, f: '' },
    ],
    ['a: !!map {b: !!seq [c]}\nd: ! 010\n', { a: { b: ['c'] }, d: '010' }],
    [
      '1: a\n1.10: b\ntrue: c\n"x y": d\n? e\n: f\n',
      { '1': 'a', '1.10': 'b', true: 'c', 'x y': 'd', e: 'f' },
    ],
    ['a: {b, c: 1}\n', { a: { b: null, c: 1 } }],
    ['"<<": {a: 1}\n', { '<<': { a: 1 } }],
    ['a: "{{ x }}"\nb: "%"\n', { a: '{{ x }}', b: '%' }],
    ['$a: ${B}:c\n', { $a: '${B}:c' }],
  ])('%j', (yaml, plain) => {
    const { tree, problems } = parsed(yaml);
    expect(problems).toEqual([]);
    expect(tree && toPlain(tree)).toEqual(plain);
  });

  test.each([
    ['', 'the file is empty: it sets nothing'],
    [' \n\n', 'the file is empty: it sets nothing'],
    ['# nothing\n', 'the file has only comments: it sets nothing'],
    ['---\n# nothing\n...\n', 'the file has only comments: it sets nothing'],
  ])('%j is an empty map, with a note', (yaml, message) => {
    const { tree, problems } = parsed(yaml);
    expect(problems.map(shown)).toEqual([`f.yaml:1:1 note: ${message}`]);
    expect(tree?.entries.size).toBe(0);
  });

  test('keys that mean something to JavaScript are keys like others', () => {
    const tree = treeOf('__proto__: {a: 1}\nconstructor: 2\ntoString: 3\n');
    expect([...tree.entries.keys()]).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('anchors', () => {
  const at = (yaml: string, ...path: (string | number)[]): string => {
    const { source, offset, length } = whereAt(treeOf(yaml), path);
    const { line, col } = source.position(offset);
    return `${line}:${col} ${source.text.slice(offset, offset + length)}`;
  };

  test('what an alias stands for is where it was written', () => {
    const yaml = 'a: &x\n  b: [1, 2]\nc: *x\nd: {e: *x}\n';
    expect(toPlain(treeOf(yaml))).toEqual({ a: { b: [1, 2] }, c: { b: [1, 2] }, d: { e: { b: [1, 2] } } });
    expect(at(yaml, 'd', 'e', 'b', 1)).toBe('2:10 2');
  });

  test('an anchor that is set again counts from there on', () => {
    expect(toPlain(treeOf('a: &x 1\nb: *x\nc: &x 2\nd: *x\n'))).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  test('an anchor on a key', () => {
    expect(toPlain(treeOf('&x a: 1\nb: *x\n*x : c\n'.replace('*x :', '"a2":')))).toEqual({
      a: 1,
      b: 'a',
      a2: 'c',
    });
    expect(toPlain(treeOf('b: &x k\nc: {*x : 1}\n'))).toEqual({ b: 'k', c: { k: 1 } });
  });

  test('merge keys: the written key wins, then the earlier map', () => {
    const yaml = 'one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall:\n  <<: [*one, *two]\n  c: 3\n  d: 3\n';
    expect(toPlain(nodeAt(treeOf(yaml), ['all']) as Node)).toEqual({ a: 1, b: 1, c: 3, d: 3 });
    expect(at(yaml, 'all', 'b')).toBe('1:21 1');
    expect(at(yaml, 'all', 'c')).toBe('5:6 3');
  });

  test('merged keys stand in the place of the <<', () => {
    const all = nodeAt(treeOf('x: &x {p: 1, q: 1}\nall:\n  first: 0\n  <<: *x\n  last: 0\n'), ['all']);
    expect(all?.kind === 'map' && [...all.entries.keys()]).toEqual(['first', 'p', 'q', 'last']);
  });

  test('a merged map may itself merge', () => {
    expect(toPlain(treeOf('a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}\n'))).toMatchObject({
      c: { x: 1, y: 2 },
    });
  });

  test('ten lines that stand for millions of values are refused where the limit is passed', () => {
    const lines = Array.from(
      { length: 9 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`,
    );
    const { problems } = parsed(`a0: &a0 [${Array(9).fill('x').join(', ')}]\n${lines.join('\n')}\n`);
    expect(problems.map(shown)).toEqual([
      `f.yaml:6:15 the aliases up to here stand for more than ${ALIAS_LIMIT} values`,
    ]);
  });

  test('merging a large map again and again is refused as well', () => {
    const big = Array.from({ length: 1000 }, (_, n) => `k${n}: 0`).join(', ');
    const merges = Array.from({ length: 300 }, (_, n) => `m${n}: {<<: *big}`).join('\n');
    const { problems } = parsed(`big: &big {${big}}\n${merges}\n`);
    expect(problems.map(shown)).toEqual([
      expect.stringContaining(`the aliases up to here stand for more than ${ALIAS_LIMIT} values`),
    ]);
  });

  test('real files stay far below the limit', () => {
    const users = Array.from({ length: 2000 }, (_, n) => `u${n}: *x`).join('\n');
    expect(parsed(`x: &x {a: [1, 2, 3], b: {c: d}}\n${users}\n`).problems).toEqual([]);
  });
});

describe('depth', () => {
  const nested = (levels: number): string => `a: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;

  test('as deep as allowed', () => {
    expect(parsed(nested(DEPTH_LIMIT - 1)).problems).toEqual([]);
  });

  test('one deeper', () => {
    expect(parsed(nested(DEPTH_LIMIT)).problems.map(shown)).toEqual([
      `f.yaml:1:${3 + DEPTH_LIMIT} nested more than ${DEPTH_LIMIT} levels deep`,
    ]);
  });

  test('by aliases', () => {
    const chain = Array.from({ length: DEPTH_LIMIT }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}]`).join('\n');
    expect(parsed(`a0: &a0 [x]\n${chain}\n`).problems).toHaveLength(1);
  });

  test.each([nested(50_000), '{a: '.repeat(50_000), '- '.repeat(50_000), '? '.repeat(20_000)])(
    'deeper than the parser can follow (%#)',
    (yaml) => {
      const { tree, problems } = parsed(yaml);
      expect(tree).toBeUndefined();
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toContain('deep');
    },
  );
});

test('one wrong indentation is one error, however many lines follow it', () => {
  expect(parsed('a:\n    b: 1\n  c: 2\n  d: 3\n  e: 4\nf: @x\ng: @x\n').problems.map(shown)).toEqual([
    'f.yaml:3:3 this line is indented by 2 spaces, which fits no line above it | Begin all keys (or all "- ") of one block in the same column.',
    "f.yaml:6:4 a value cannot begin with @ unless it is quoted | Quote it: '@x'.",
  ]);
});

test('a file that is wrong a thousand times is not told a thousand times', () => {
  expect(parsed('a: 1\n'.repeat(1000)).problems).toHaveLength(100);
});

const snippet = fc.constantFrom(
  ...[
    'a: 1',
    'b:',
    '  c: [x, y]',
    '- d',
    '  - e: f',
    '&x',
    '*x',
    '<<: *x',
    '{',
    '}',
    '[',
    ']',
    ', ',
    ': ',
    '"',
    "'",
    '|',
    '>',
  ],
  ...[
    '\t',
    '\n',
    '\n  ',
    '!t ',
    '!!int ',
    '---\n',
    '...\n',
    '%Y\n',
    '#',
    '? ',
    '{{',
    'é',
    '\u00a0',
    '__proto__: ',
    '\r\n',
    '~',
  ],
);

test('whatever the text, there is a tree or an error with a place inside the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(snippet, { maxLength: 25 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const source = new SourceText('f.yaml', text);
        const { tree, problems } = parseTree(source);
        expect(tree === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        for (const { where, message } of problems) {
          const place = where as Where;
          expect(place.source).toBe(source);
          expect(place.offset).toBeGreaterThanOrEqual(0);
          expect(place.offset).toBeLessThanOrEqual(text.length);
          expect(message).not.toMatch(/undefined|\[object/);
        }
        if (tree) toPlain(tree);
      },
    ),
    { numRuns: 1000 },
  );
});

test('plain data survives writing and reading', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc
          .string()
          .filter((key) => !/^[\u00a0\u200b\u2060\u3000\ufeff]|[\u00a0\u200b\u2060\u3000\ufeff]$/.test(key)),
        fc.jsonValue({ maxDepth: 4 }),
      ),
      (data) => {
        const json = JSON.stringify(data);
        expect(toPlain(treeOf(json))).toEqual(JSON.parse(json));
      },
    ),
    { numRuns: 300 },
  );
});
