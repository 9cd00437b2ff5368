import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseArguments, type Invocation } from '../../src/cli/arguments';
import { USAGE } from '../../src/cli/usage';
import { VERSION } from '../../src/cli/version';
import { printProblems } from '../../src/output/print-problems';

const plain = { kind: 'run', command: 'synth', config: undefined, out: undefined, hubs: [], format: 'text' };

test.each<[string, object]>([
  ['synth', plain],
  ['check', { ...plain, command: 'check' }],
  ['verify', { ...plain, command: 'verify' }],
  ['synth --config a.yaml --out b', { ...plain, config: 'a.yaml', out: 'b' }],
  ['--out=b synth --config=a=c.yaml', { ...plain, config: 'a=c.yaml', out: 'b' }],
  ['synth --out -', { ...plain, out: '-' }],
  ['synth --hub a --hub b,c --hub a', { ...plain, hubs: ['a', 'b', 'c'] }],
  ['synth --format json', { ...plain, format: 'json' }],
  ['synth --format=github', { ...plain, format: 'github' }],
  ['synth --', plain],
  ['', { kind: 'nothing' }],
  ['--help', { kind: 'help' }],
  ['-h', { kind: 'help' }],
  ['help', { kind: 'help' }],
  ['help synth', { kind: 'help' }],
  ['synth --help --nonsense', { kind: 'help' }],
  ['--version', { kind: 'version' }],
  ['nonsense --version', { kind: 'version' }],
])('prewarm %s', (line, expected) => {
  expect(parse(line)).toEqual(expected);
});

test.each([
  ['synt', 'unknown command "synt"; did you mean synth?'],
  ['synth --confg check', 'unknown option "--confg"; did you mean --config?'],
  ['deploy', 'unknown command "deploy"; it must be one of synth, check, verify'],
  ['synth --confg a', 'unknown option "--confg"; did you mean --config?'],
  [
    'synth -o dist',
    'unknown option "-o"; it must be one of --config, --out, --hub, --format, --help, --version',
  ],
  ['synth check', 'unexpected argument "check"; only one command at a time'],
  ['synth -- --out', 'unexpected argument "--out"; only one command at a time'],
  ['synth --out', '--out needs a value; write --out <value>, or --out=<value>'],
  ['synth --out=', '--out needs a value; write --out <value>, or --out=<value>'],
  ['synth --out --hub a', '--out needs a value; write --out <value>, or --out=<value>'],
  ['synth --out a --out b', '--out is given more than once; see prewarm --help'],
  ['synth --hub a,,b', '--hub has an empty name in it; write it as in --hub a,b'],
  ['synth --format jsn', 'unknown format "jsn"; did you mean json?'],
  ['synth --format yaml', 'unknown format "yaml"; it must be one of text, json, github'],
  ['synth --no-help', 'unknown option "--no-help"; did you mean --help?'],
  ['--format json', 'there is no command; begin with one of synth, check, verify'],
  [
    'snyth --hbu a',
    'unknown command "snyth"; did you mean synth?',
    'unknown option "--hbu"; did you mean --hub?',
  ],
])('prewarm %s is wrong', (line, ...expected) => {
  const result = parse(line);
  const said =
    result.kind === 'wrong' ? result.problems.map(({ message, hint }) => `${message}; ${hint}`) : [];
  expect(new Set(said)).toEqual(new Set(expected));
});

test('a wrong command line prints like any problem', () => {
  const result = parse('synth --confg');
  expect(result.kind === 'wrong' ? printProblems(result.problems, 'text') : '').toBe(
    'error: unknown option "--confg" [usage]\n    help: did you mean --config?\n\n1 error\n',
  );
});

test('no command line makes it throw', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'synth',
      'check',
      '--hub',
      '--out',
      '--',
      '-',
      '--hub=a',
      '-h',
      '--help=x',
      '--__proto__',
      '-ab',
    ),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
      const result = parseArguments(argv);
      if (result.kind === 'wrong') expect(result.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

test('the usage names every command, option and exit code, in lines that fit', () => {
  for (const word of [
    'synth',
    'check',
    'verify',
    '--config',
    '--out',
    '--hub',
    '--format',
    '--help',
    '--version',
  ]) {
    expect(USAGE).toMatch(new RegExp(`^ .*${word}\\b`, 'm'));
  }
  for (const code of [0, 1, 2, 70]) expect(USAGE).toMatch(new RegExp(`^  ${code} `, 'm'));
  for (const line of USAGE.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
});

test('the version is that of the package', () => {
  const file = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  expect(VERSION).toBe((JSON.parse(file) as { version: string }).version);
});

function parse(line: string): Invocation {
  return parseArguments(line === '' ? [] : line.split(' '));
}
