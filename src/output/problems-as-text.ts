import { isObjectPlace, type Problem } from '../problem/problem';
import type { Where } from '../problem/source';
import { printable } from './display-width';
import { excerptOf } from './excerpt';
import { grouped, type ProblemGroup } from './problem-order';
import type { PrintOptions } from './print-problems';

/** Hubs named under a problem that several share. */
const HUBS_SHOWN = 5;

const COLOURS = { error: 31, warning: 33, note: 36, bold: 1, faint: 2 } as const;
type Paint = (colour: keyof typeof COLOURS, text: string) => string;

/** For people: place, message and rule, the line with a caret under the value, what to do; at the end the counts. */
export function problemsAsText(problems: readonly Problem[], options: PrintOptions): string {
  if (problems.length === 0) return '';
  const paint: Paint = (colour, text) =>
    options.colour === true ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  const groups = grouped(problems);
  const blocks = groups.map((group) => block(group, options.outDir, paint));
  return `${blocks.join('\n\n')}\n\n${counts(groups)}\n`;
}

function block({ problem, hubs }: ProblemGroup, outDir: string | undefined, paint: Paint): string {
  const lines = [headline(problem, outDir, paint)];
  if (problem.where !== undefined && !isObjectPlace(problem.where)) {
    lines.push(...excerptLines(problem.where, problem.severity, paint));
  }
  if (hubs.length > 1) lines.push(`    hubs: ${nameSome(hubs)}`);
  if (problem.hint !== undefined) {
    const hint = printable(problem.hint, 'lines').replaceAll('\n', '\n          ');
    lines.push(`    ${paint('faint', 'help:')} ${hint}`);
  }
  return lines.join('\n');
}

function headline(problem: Problem, outDir: string | undefined, paint: Paint): string {
  const place = placeText(problem, outDir);
  const severity = problem.severity === 'error' && place !== '' ? '' : `${problem.severity}: `;
  const message = printable(problem.message, 'lines').replaceAll('\n', '\n    ');
  return [
    place === '' ? '' : `${paint('bold', place)}  `,
    severity === '' ? '' : paint(problem.severity, severity),
    message,
    paint('faint', ` [${problem.rule}]`),
  ].join('');
}

/** `config.yaml:12:15`, `dist/hub/seats/manifests.k8s.yaml: StatefulSet seats /spec/replicas` or `hub name`. */
function placeText({ where, hub }: Problem, outDir: string | undefined): string {
  if (where === undefined) return hub === undefined ? '' : `hub ${printable(hub)}`;
  if (isObjectPlace(where)) {
    const file = outDir === undefined ? where.file : `${outDir}/${where.file}`;
    const object = [where.object, where.path].filter((part) => part !== '').join(' ');
    return printable(object === '' ? file : `${file}: ${object}`);
  }
  const { line, col } = where.source.position(where.offset);
  return `${printable(where.source.name)}:${line}:${col}`;
}

function excerptLines(where: Where, severity: Problem['severity'], paint: Paint): string[] {
  const { line, text, column } = excerptOf(where);
  const number = String(line).padStart(5);
  return [
    `${paint('faint', `${number} |`)} ${text}`.trimEnd(),
    `${paint('faint', `${' '.repeat(number.length)} |`)} ${' '.repeat(column)}${paint(severity, '^')}`,
  ];
}

function nameSome(hubs: readonly string[]): string {
  const more = hubs.length - HUBS_SHOWN;
  const named = hubs
    .slice(0, HUBS_SHOWN)
    .map((hub) => printable(hub))
    .join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

/** `2 errors, 1 warning`; what there is none of is left out. */
function counts(groups: readonly ProblemGroup[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: groups.filter((g) => g.problem.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 ? '' : 's'}`)
    .join(', ');
}
