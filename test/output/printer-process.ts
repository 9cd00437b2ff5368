import { printProblems, PROBLEM_FORMATS } from '../../src/output/print-problems';
import type { Problem } from '../../src/problem/problem';
import { SourceText } from '../../src/problem/source';

/** A process that prints problems with letters that locales sort and change in different ways. */
const source = new SourceText('Ä.yaml', 'ı: 日本 İ\n\tz: 1\n');

function at(offset: number, rule: string): Problem {
  return { severity: 'error', rule, message: 'm', where: { source, offset, length: 1 } };
}

for (const format of PROBLEM_FORMATS) {
  process.stdout.write(printProblems([at(6, 'ä'), at(3, 'z'), at(0, 'a')], format));
}
