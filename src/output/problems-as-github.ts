import type { Problem } from '../problem/problem';
import { placeRecord } from './problems-as-json';
import { grouped, type ProblemGroup } from './problem-order';
import type { PrintOptions } from './print-problems';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Workflow commands of GitHub Actions, one line a problem, which GitHub shows beside the line in the diff.
 * Format and escapes: «Workflow commands for GitHub Actions» in GitHub's documentation.
 */
export function problemsAsGithub(problems: readonly Problem[], options: PrintOptions): string {
  return grouped(problems)
    .map((group) => `${annotation(group, options)}\n`)
    .join('');
}

function annotation({ problem, hubs }: ProblemGroup, options: PrintOptions): string {
  const { file, line, col, endCol, object, path } = placeRecord(problem.where, options.outDir);
  const properties = [
    ['file', file === null ? null : fromRepository(file, options.pathFromRepository)],
    ['line', line],
    ['col', col],
    // GitHub takes an end at the start for an empty stretch and shows nothing.
    ['endColumn', endCol === col ? null : endCol],
    ['title', `Prewarm: ${problem.rule}`],
  ] as const;
  const parts = [
    object !== null && object !== '' ? `${object} ${path ?? ''}`.trim() : '',
    problem.message,
    hubs.length > 0 && (hubs.length > 1 || file === null) ? `hubs: ${hubs.join(', ')}` : '',
    problem.hint === undefined ? '' : `help: ${problem.hint}`,
  ].filter((part) => part !== '');
  const given = properties.flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  return `::${COMMANDS[problem.severity]} ${given.join(',')}::${escapeMessage(parts.join('\n'))}`;
}

function fromRepository(file: string, folder: string | undefined): string {
  const named = file.replaceAll('\\', '/').replace(/^\.\//, '');
  return folder === undefined || folder === '' || named.startsWith('/') ? named : `${folder}/${named}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
