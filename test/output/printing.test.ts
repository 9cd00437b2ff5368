import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { displayWidth, printable } from '../../src/output/display-width';
import { printProblems } from '../../src/output/print-problems';
import { table } from '../../src/output/table';
import type { Problem, Severity } from '../../src/problem/problem';
import { SourceText } from '../../src/problem/source';

/** A problem at the first place of a text in a source. */
function at(source: SourceText, text: string, more: Partial<Problem> = {}): Problem {
  const where = { source, offset: source.text.indexOf(text), length: text.length };
  return { severity: 'error', rule: 'some-rule', message: 'is wrong', where, ...more };
}

function text(...problems: Problem[]): string {
  return printProblems(problems, 'text');
}

const config = new SourceText(
  'config.yaml',
  `${'#\n'.repeat(10)}userPlaceholder:\n    replicas: -2\n    enabled: yes\n`,
);

describe('text', () => {
  test('place, message, line, caret, help, count', () => {
    const message = 'scheduling.userPlaceholder.replicas must be 0 or more, got -2';
    expect(
      text(at(config, '-2', { rule: 'values', message, hint: 'write 0 to switch placeholders off' })),
    ).toBe(
      [
        'config.yaml:12:15  scheduling.userPlaceholder.replicas must be 0 or more, got -2 [values]',
        '   12 |     replicas: -2',
        '      |               ^',
        '    help: write 0 to switch placeholders off',
        '',
        '1 error',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['  password: hunter2', 'hunter2', '  password: *******'],
    ['  { username: u, password: "hunter2" }', 'u,', '  { username: u, password: ***********'],
    ['  apiToken: 12345', '12345', '  apiToken: *****'],
    ['  pullSecrets: [a]', '[a]', '  pullSecrets: [a]'],
    ['  url: https://u:hunter2@host/x', 'https', '  url: https://u:*******@host/x'],
    ['  tag: hunter2', 'hunter2', '  tag: hunter2'],
  ])('the line %s is shown without its secret, the caret where it was', (line, place, shown) => {
    const [, excerpt, caret] = text(at(new SourceText('config.yaml', line), place)).split('\n');
    expect(excerpt).toBe(`    1 | ${shown}`);
    expect(caret?.indexOf('^')).toBe('    1 | '.length + line.indexOf(place));
  });

  test.each(['text', 'json', 'github'] as const)(
    'a password in an address of a message is not shown in %s',
    (format) => {
      const printed = printProblems([at(config, '-2', { message: 'got https://u:hunter2@host' })], format);
      expect(printed).not.toContain('hunter2');
      expect(printed).toContain('://u:*******@host');
    },
  );

  test('nothing to say is an empty text', () => {
    expect(text()).toBe('');
  });

  test('warnings and notes say so', () => {
    const lines = text(
      at(config, 'yes', { severity: 'note' }),
      at(config, '-2', { severity: 'warning' }),
    ).split('\n');
    expect(lines.filter((line) => line.startsWith('config'))).toEqual([
      'config.yaml:12:15  warning: is wrong [some-rule]',
      'config.yaml:13:14  note: is wrong [some-rule]',
    ]);
  });

  test('finished objects, hubs and problems without a place', () => {
    const file = 'hub/seats/manifests.k8s.yaml';
    const problems: Problem[] = [
      { severity: 'error', rule: 'usage', message: 'unknown option' },
      { severity: 'warning', rule: 'b', hub: 'staging', message: 'has no image' },
      {
        severity: 'error',
        rule: 'a',
        message: 'm',
        where: { file, object: 'StatefulSet seats', path: '/spec/replicas' },
      },
      { severity: 'error', rule: 'a', message: 'm', where: { file, object: 'StatefulSet seats', path: '' } },
      { severity: 'error', rule: 'a', message: 'm', where: { file, object: '', path: '' } },
    ];
    expect(printProblems(problems, 'text', { outDir: 'dist' })).toBe(
      [
        'dist/hub/seats/manifests.k8s.yaml: StatefulSet seats /spec/replicas  m [a]',
        'dist/hub/seats/manifests.k8s.yaml: StatefulSet seats  m [a]',
        'dist/hub/seats/manifests.k8s.yaml  m [a]',
        'error: unknown option [usage]',
        'hub staging  warning: has no image [b]',
      ].join('\n\n') + '\n\n4 errors, 1 warning\n',
    );
    expect(printProblems(problems, 'text').split('\n')[0]).toBe(
      'hub/seats/manifests.k8s.yaml: StatefulSet seats /spec/replicas  m [a]',
    );
  });

  test.each([
    ['tabs', '\tkey:\tvalue', '    key:    ', 'value'],
    ['a tab after a wide character', '世:\tvalue', '世: ', 'value'],
    ['wide characters', 'název: 日本語 value', 'název: 日本語 ', 'value'],
    ['a letter and its accent', 'cafe\u0301: value', 'cafe\u0301: ', 'value'],
    ['emoji of several characters', '👩‍💻👍🏽🇨🇿: value', '👩‍💻👍🏽🇨🇿: ', 'value'],
    ['control characters', '\u001b[31m: value', '␛[31m: ', 'value'],
    ['a tab in the value', 'key: a\tb', 'key: ', 'a  b'],
  ])('the caret stands under the value after %s', (_, line, before, value) => {
    const source = new SourceText('f', `${line}\n`);
    const [, excerpt, caret] = text(at(source, value.replace('a  b', 'a\tb'))).split('\n');
    expect(excerpt).toBe(`    1 | ${before}${value}`);
    expect(caret).toBe(`      | ${' '.repeat(displayWidth(before))}^`);
  });

  test.each([
    ['in an empty file', '', 0, ['f:1:1  is wrong [some-rule]', '    1 |', '      | ^']],
    ['after the last character', 'ab', 2, ['f:1:3  is wrong [some-rule]', '    1 | ab', '      |   ^']],
    ['at a line end of Windows', 'ab\r\ncd', 2, ['f:1:3  is wrong [some-rule]', '    1 | ab', '      |   ^']],
    ['behind the end of the file', 'ab', 9, ['f:1:10  is wrong [some-rule]', '    1 | ab', '      |   ^']],
  ])('a place %s', (_, whole, offset, expected) => {
    const where = { source: new SourceText('f', whole), offset, length: 0 };
    const problem: Problem = { severity: 'error', rule: 'some-rule', message: 'is wrong', where };
    expect(text(problem).split('\n').slice(0, 3)).toEqual(expected);
  });

  test('a line number of many digits keeps the caret in place', () => {
    const source = new SourceText('f', `${'\n'.repeat(123_455)}key: bad`);
    expect(text(at(source, 'bad')).split('\n').slice(1, 3)).toEqual(['123456 | key: bad', '       |      ^']);
  });

  test.each([0, 1, 30, 59, 60, 61, 89, 90, 300, 399, 400, 401, 1000, 4990, 4997])(
    'a line of 5,000 characters is cut around the place %i',
    (place) => {
      const letters = Array.from({ length: 5000 }, (_, index) => String.fromCharCode(97 + (index % 26)));
      letters.splice(place, 3, 'X', 'Y', 'Z');
      const [, excerpt = '', caret = ''] = text(at(new SourceText('f', letters.join('')), 'XYZ')).split('\n');
      expect(excerpt.slice(caret.length - 1)).toMatch(/^XYZ/);
      expect(displayWidth(excerpt)).toBeLessThanOrEqual(100);
      expect(excerpt.startsWith('    1 | …')).toBe(place > 60);
      expect(excerpt.endsWith('…')).toBe(place < 4950);
    },
  );

  test('names and messages that would move the cursor are made visible', () => {
    const source = new SourceText('a\u001b]0;b', 'x\n');
    expect(text(at(source, 'x', { message: 'got "\u001b[2J\u202e"' })).split('\n')[0]).toBe(
      'a␛]0;b:1:1  got "␛[2J�" [some-rule]',
    );
  });

  test('a help of several lines is aligned', () => {
    expect(
      text(at(config, '-2', { hint: 'write\n  replicas: 0' }))
        .split('\n')
        .slice(3, 5),
    ).toEqual(['    help: write', '            replicas: 0']);
  });

  test('errors first, then files as they come up, then positions; equal places as given', () => {
    const a = new SourceText('a.yaml', 'one: 1\ntwo: 2\n');
    const b = new SourceText('b.yaml', 'one: 1\n');
    const warning = { severity: 'warning' as Severity };
    const problems = [
      at(b, '1', warning),
      at(a, 'two', { message: 'first' }),
      { severity: 'error' as Severity, rule: 'r', message: 'nowhere' },
      at(a, 'two', { message: 'second' }),
      at(a, 'one'),
      at(b, 'one'),
      at(a, 'one', warning),
    ];
    const heads = text(...problems)
      .split('\n')
      .filter((line) => line.includes('['));
    expect(heads).toEqual([
      'b.yaml:1:1  is wrong [some-rule]',
      'a.yaml:1:1  is wrong [some-rule]',
      'a.yaml:2:1  first [some-rule]',
      'a.yaml:2:1  second [some-rule]',
      'error: nowhere [r]',
      'b.yaml:1:6  warning: is wrong [some-rule]',
      'a.yaml:1:1  warning: is wrong [some-rule]',
    ]);
  });

  test('what a shared layer brings upon many hubs is said once', () => {
    const hubs = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((hub) => at(config, '-2', { hub }));
    expect(
      text(...hubs)
        .split('\n')
        .slice(3),
    ).toEqual(['    hubs: a, b, c, d, e and 2 more', '', '1 error', '']);
    expect(text(...hubs.slice(0, 1))).not.toContain('hub');
    const nowhere = ['a', 'b'].map((hub): Problem => ({ severity: 'error', rule: 'r', message: 'm', hub }));
    expect(text(...nowhere)).toBe('hub a  m [r]\n\nhub b  m [r]\n\n2 errors\n');
  });

  test('colours add nothing but colours', () => {
    const problems = [
      at(config, '-2', { hint: 'help' }),
      at(config, 'yes', { severity: 'warning' }),
      { severity: 'note' as Severity, rule: 'r', message: 'm' },
    ];
    const coloured = printProblems(problems, 'text', { colour: true });
    expect(coloured).toContain('\u001b[31m^\u001b[0m');
    expect(coloured).toContain('\u001b[33mwarning: \u001b[0m');
    expect(coloured.replace(/\p{Cc}\[\d+m/gu, '')).toBe(text(...problems));
    expect(printProblems(problems, 'json', { colour: true })).toBe(printProblems(problems, 'json'));
  });

  test('for any line and place the caret stands under the place', () => {
    const piece = fc.constantFrom(
      'a',
      '\t',
      '世',
      'e\u0301',
      '👍🏽',
      ' ',
      '\u0007',
      'ﬀ',
      'ｶ',
      '한',
      '\u200b',
      '#',
    );
    const line = fc.array(piece, { maxLength: 150 });
    fc.assert(
      fc.property(line, line, (before, after) => {
        const source = new SourceText('f', `${before.join('')}§${after.join('')}`);
        const [, excerpt = '', caret = ''] = text(at(source, '§')).split('\n');
        expect(caret).toMatch(/^ +\| +\^$/);
        const left = excerpt.slice(0, excerpt.indexOf('§'));
        expect(displayWidth(left)).toBe(caret.length - 1);
        expect(displayWidth(excerpt)).toBeLessThanOrEqual(100);
      }),
      { numRuns: 500 },
    );
  });
});

describe('json', () => {
  test('every key, and null for what does not apply', () => {
    const file = 'hub/seats/m.yaml';
    const problems: Problem[] = [
      at(config, 'replicas: -2\n', { hub: 'h', hint: 'do' }),
      { severity: 'warning', rule: 'r', message: 'm', where: { file, object: 'Job g', path: '/spec' } },
      { severity: 'note', rule: 'r', message: 'm' },
    ];
    expect(JSON.parse(printProblems(problems, 'json', { outDir: 'dist' }))).toEqual([
      {
        severity: 'error',
        rule: 'some-rule',
        hub: 'h',
        file: 'config.yaml',
        line: 12,
        col: 5,
        endCol: 17,
        object: null,
        path: null,
        message: 'is wrong',
        hint: 'do',
      },
      {
        severity: 'warning',
        rule: 'r',
        hub: null,
        file: 'dist/hub/seats/m.yaml',
        line: null,
        col: null,
        endCol: null,
        object: 'Job g',
        path: '/spec',
        message: 'm',
        hint: null,
      },
      {
        severity: 'note',
        rule: 'r',
        hub: null,
        file: null,
        line: null,
        col: null,
        endCol: null,
        object: null,
        path: null,
        message: 'm',
        hint: null,
      },
    ]);
    expect(printProblems([], 'json')).toBe('[]\n');
  });

  test('a problem of several hubs stands there for each', () => {
    const problems = ['a', 'b'].map((hub) => at(config, '-2', { hub }));
    expect(JSON.parse(printProblems(problems, 'json'))).toHaveLength(2);
  });
});

describe('github', () => {
  const line = (problem: Problem, options = {}) => printProblems([problem], 'github', options);

  test.each<[string, string, Problem]>([
    [
      'a value',
      '::error file=config.yaml,line=12,col=15,endColumn=17,title=Prewarm%3A some-rule::is wrong\n',
      at(config, '-2'),
    ],
    [
      'a point, a note, a help',
      '::notice file=config.yaml,line=12,col=5,title=Prewarm%3A some-rule::is wrong%0Ahelp: do%0Athis\n',
      at(config, 'replicas', {
        severity: 'note',
        hint: 'do\nthis',
        where: { source: config, offset: 41, length: 0 },
      }),
    ],
    [
      'what must be escaped',
      '::warning file=a%3Ab%2Cc%25.yaml,line=1,col=1,endColumn=2,title=Prewarm%3A some-rule::100%25, a: b%0D%0A::error::no\n',
      at(new SourceText('a:b,c%.yaml', 'x'), 'x', {
        severity: 'warning',
        message: '100%, a: b\r\n::error::no',
      }),
    ],
    [
      'a finished object',
      '::error file=hub/m.yaml,title=Prewarm%3A r::Job gate /spec%0Am\n',
      {
        severity: 'error',
        rule: 'r',
        message: 'm',
        where: { file: 'hub/m.yaml', object: 'Job gate', path: '/spec' },
      },
    ],
    [
      'no place',
      '::error title=Prewarm%3A usage::m%0Ahubs: a\n',
      { severity: 'error', rule: 'usage', message: 'm', hub: 'a' },
    ],
  ])('%s', (_, expected, problem) => {
    expect(line(problem)).toBe(expected);
  });

  test('files are named from the root of the repository', () => {
    const problem = at(new SourceText('./config.yaml', 'x'), 'x');
    expect(line(problem)).toMatch(/^::error file=config\.yaml,/);
    expect(line(problem, { pathFromRepository: 'deploy/hubs' })).toMatch(
      /^::error file=deploy\/hubs\/config\.yaml,/,
    );
    const absolute = at(new SourceText('/etc/config.yaml', 'x'), 'x');
    expect(line(absolute, { pathFromRepository: 'deploy' })).toMatch(/^::error file=\/etc\/config\.yaml,/);
  });
});

test('the same problems give the same bytes in every locale', () => {
  const outputs = ['C', 'tr_TR.UTF-8', 'ja_JP.eucJP'].map((locale) =>
    execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'printer-process.ts')], {
      cwd: resolve(__dirname, '../..'),
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: locale, LANG: locale, TZ: locale === 'C' ? 'UTC' : 'Asia/Tokyo' },
    }),
  );
  expect(outputs[0]).toContain('Ä.yaml:1:1  m [a]');
  expect(outputs).toEqual([outputs[0], outputs[0], outputs[0]]);
});

describe('width of a text on a terminal', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['日本', 4],
    ['ｶ', 1],
    ['Ｆ', 2],
    ['한국', 4],
    ['\u1112\u1161\u11ab', 2],
    ['👍', 2],
    ['👍🏽', 2],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['❤', 1],
    ['🇨🇿', 2],
    ['…', 1],
    ['─', 1],
  ])('%s', (sample, width) => {
    expect(displayWidth(sample)).toBe(width);
  });

  test('what is printable has no control character and no more units than before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (any) => {
        const shown = printable(any);
        expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(shown).toHaveLength(any.length);
        expect(printable(any, 'tabs').includes('\t')).toBe(any.includes('\t'));
        expect(printable(any, 'lines').includes('\n')).toBe(any.includes('\n'));
      }),
    );
  });
});

describe('table', () => {
  test('columns are aligned, and no line ends in spaces', () => {
    const rows = [
      ['image', 'origin', 'pods'],
      ['quay.io/日本:1', 'singleuser', '3'],
      ['a', '', '12'],
      ['b', 'x'],
      [],
    ];
    expect(table(rows, { indent: 2, right: [2] })).toBe(
      [
        '  image           origin      pods',
        '  quay.io/日本:1  singleuser     3',
        '  a                             12',
        '  b               x',
        '',
        '',
      ].join('\n'),
    );
  });

  test('no rows give no text, a wider gap is kept, line ends in cells do not break a row', () => {
    expect(table([])).toBe('');
    expect(table([['a\nb', 'c']], { gap: 4 })).toBe('a␊b    c\n');
  });
});
