import { parseArgs } from 'node:util';
import { closest } from '../kube/closest';
import { PROBLEM_FORMATS, type ProblemFormat } from '../output/print-problems';
import type { Problem } from '../problem/problem';

export const COMMANDS = ['synth', 'check', 'verify'] as const;
export type Command = (typeof COMMANDS)[number];

/** What the command line asks for. */
export type Invocation =
  | ({ readonly kind: 'run' } & RunArguments)
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** Nothing was asked for: show the usage as an error. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] };

export interface RunArguments {
  readonly command: Command;
  /** undefined: look for the usual files. */
  readonly config: string | undefined;
  /** undefined: the usual folder. */
  readonly out: string | undefined;
  /** Distinct, in the order given; empty: all hubs. */
  readonly hubs: readonly string[];
  readonly format: ProblemFormat;
}

const OPTIONS = {
  config: { type: 'string' },
  out: { type: 'string' },
  hub: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;
type Option = keyof typeof OPTIONS;
const OPTION_NAMES = Object.keys(OPTIONS).map((name) => `--${name}`);

/** The command line taken apart. */
interface Words {
  /** Everything that is no option. */
  readonly plain: readonly string[];
  /** Values in the order given. */
  readonly values: OptionValues;
  readonly problems: readonly Problem[];
}
type OptionValues = { [option in Option]?: string[] };

/**
 * Reads a command line (without the program's own name). Everything that is wrong with it is reported together.
 * `--help` and `--version` win over everything else, so that they help where something is wrong.
 */
export function parseArguments(argv: readonly string[]): Invocation {
  if (argv.length === 0) return { kind: 'nothing' };
  const words = takeApart(argv);
  if (words.values.help !== undefined || words.plain[0] === 'help') return { kind: 'help' };
  if (words.values.version !== undefined) return { kind: 'version' };
  return readRun(words);
}

function takeApart(argv: readonly string[]): Words {
  // Not strict: node's own answers stop at the first mistake and suggest nothing.
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const problems: Problem[] = [];
  const plain: string[] = [];
  const values: OptionValues = {};

  // What follows a wrong option was probably its value, and no mistake of its own.
  let afterWrong = -1;
  for (const token of tokens) {
    if (token.kind === 'positional' && token.index !== afterWrong) plain.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = isOption(token.name)
      ? readOption(token.name, token.value, values)
      : unknown('option', token.rawName, OPTION_NAMES);
    if (problem === undefined) continue;
    problems.push(problem);
    afterWrong = token.index + (token.value === undefined || token.inlineValue ? 1 : 2);
  }
  return { plain, values, problems };
}

function readRun({ plain, values, problems: earlier }: Words): Invocation {
  const problems = [...earlier];
  const [command, ...rest] = plain;
  if (command === undefined) {
    // It may have been taken for the value of a wrong option.
    if (earlier.length === 0)
      problems.push(usage('there is no command', `begin with one of ${COMMANDS.join(', ')}`));
  } else if (!isOneOf(COMMANDS, command)) {
    problems.push(unknown('command', command, COMMANDS));
  }
  for (const word of rest) {
    problems.push(usage(`unexpected argument ${quoted(word)}`, 'only one command at a time'));
  }
  const format = values.format?.[0] ?? 'text';
  if (!isOneOf(PROBLEM_FORMATS, format)) problems.push(unknown('format', format, PROBLEM_FORMATS));
  const hubs = (values.hub ?? []).flatMap((names) => names.split(',')).map((name) => name.trim());
  if (hubs.includes('')) problems.push(usage('--hub has an empty name in it', 'write it as in --hub a,b'));

  if (problems.length > 0 || !isOneOf(COMMANDS, command) || !isOneOf(PROBLEM_FORMATS, format)) {
    return { kind: 'wrong', problems };
  }
  const [config, out] = [values.config?.[0], values.out?.[0]];
  return { kind: 'run', command, config, out, hubs: [...new Set(hubs)], format };
}

/** Adds the value of an option that we have; returns what is wrong with it. */
function readOption(name: Option, value: string | undefined, values: OptionValues): Problem | undefined {
  const earlier = values[name] ?? [];
  values[name] = [...earlier, value ?? ''];
  if (OPTIONS[name].type === 'boolean') {
    return value === undefined ? undefined : usage(`--${name} takes no value, got ${quoted(value)}`);
  }
  // `--out --hub a`: the value was forgotten, and the next option would be taken for it.
  if (value === undefined || value === '' || value.startsWith('--')) {
    return usage(`--${name} needs a value`, `write --${name} <value>, or --${name}=<value>`);
  }
  return earlier.length > 0 && name !== 'hub' ? usage(`--${name} is given more than once`) : undefined;
}

function isOption(name: string): name is Option {
  return Object.hasOwn(OPTIONS, name);
}

function isOneOf<Name extends string>(names: readonly Name[], name: string | undefined): name is Name {
  return (names as readonly (string | undefined)[]).includes(name);
}

function unknown(what: string, word: string, known: readonly string[]): Problem {
  const meant = closest(word, known);
  return usage(
    `unknown ${what} ${quoted(word)}`,
    meant === undefined ? `it must be one of ${known.join(', ')}` : `did you mean ${meant}?`,
  );
}

function quoted(word: string): string {
  return `"${word}"`;
}

function usage(message: string, hint = 'see prewarm --help'): Problem {
  return { severity: 'error', rule: 'usage', message, hint };
}
