import type { Problem } from '../problem/problem';
import type { SourceText } from '../problem/source';

const CONFLICT = /^(?:<{7}|={7}|>{7})(?: .*)?\r?$/gm;
const TEMPLATE = /\{\{|\{%/g;

/** The line around an offset, and where it begins. */
export function lineAround(text: string, offset: number): { start: number; line: string } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', Math.max(offset, start));
  return { start, line: text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '') };
}

/** The problem of a line that still has `{{ … }}` or `{% … %}` of a template language outside of quotes. */
export function templateAt(source: SourceText, offset: number): Problem | undefined {
  const { start, line } = lineAround(source.text, offset);
  for (const match of line.matchAll(TEMPLATE)) {
    if (/["'`]/.test(line.slice(0, match.index))) continue;
    return {
      severity: 'error',
      rule: 'invalid-yaml',
      where: { source, offset: start + match.index, length: 2 },
      message: `${match[0]} begins a template, which is not filled in here: the file must be plain YAML`,
      hint: 'Render the template first and name its result, or quote the value when it is meant as text.',
    };
  }
  return undefined;
}

/** The marks that Git leaves in a file whose merge was not finished; empty when there are none. */
export function conflictProblems(source: SourceText): Problem[] {
  const marks = [...source.text.matchAll(CONFLICT)];
  if (!marks.some((mark) => mark[0].startsWith('<'))) return [];
  return marks
    .filter((mark) => mark[0].startsWith('<'))
    .map((mark) => ({
      severity: 'error',
      rule: 'invalid-yaml',
      where: { source, offset: mark.index, length: 7 },
      message: 'a merge conflict of Git begins here',
      hint: 'Decide between the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>.',
    }));
}
