import type { Problem } from '../problem/problem';
import { maskAddresses } from './mask-secrets';
import { problemsAsGithub } from './problems-as-github';
import { problemsAsJson } from './problems-as-json';
import { problemsAsText } from './problems-as-text';

/** How problems are printed. text: for people; json: for programs; github: annotations of a GitHub Actions run. */
export const PROBLEM_FORMATS = ['text', 'json', 'github'] as const;
export type ProblemFormat = (typeof PROBLEM_FORMATS)[number];

export interface PrintOptions {
  /** Terminal colours, for `text` alone. @default false */
  readonly colour?: boolean;
  /** Output folder as the user named it, put before the files of finished objects. @default none */
  readonly outDir?: string;
  /**
   * Working directory seen from the root of the repository, such as `deploy/hubs`, for `github` alone: its
   * annotations name files from the root. @default the root itself
   */
  readonly pathFromRepository?: string;
}

/**
 * All problems of a run in one text that ends in a line end: errors first, then by file in the order in which
 * the files come up, then by position. No problems: an empty text (`[]` for json). The only place that formats
 * problems; the same problems give the same bytes on every machine.
 */
export function printProblems(
  problems: readonly Problem[],
  format: ProblemFormat,
  options: PrintOptions = {},
): string {
  return maskAddresses(formatted(problems, format, options));
}

function formatted(problems: readonly Problem[], format: ProblemFormat, options: PrintOptions): string {
  switch (format) {
    case 'text':
      return problemsAsText(problems, options);
    case 'json':
      return problemsAsJson(problems, options);
    case 'github':
      return problemsAsGithub(problems, options);
  }
}
