import { printable } from './display-width';
import type { OutputDifference } from './verify-output';

/** What `prewarm verify` says of an output folder that is out of date; empty when it is not. */
export function differenceText(outDir: string, difference: OutputDifference): string {
  const { missing, stale, changed, wrongMode } = difference;
  const at = (path: string) => printable(`${outDir}/${path}`);
  const blocks = [
    ...changed.map(
      ({ path, diff }) => `${at(path)} differs:\n${diff.map((line) => `    ${line}\n`).join('')}`,
    ),
    ...missing.map((path) => `${at(path)} is missing\n`),
    ...stale.map((path) => `${at(path)} is no longer generated\n`),
    ...wrongMode.map(({ path, executable }) => `${at(path)} must ${executable ? '' : 'not '}be executable\n`),
  ];
  if (blocks.length === 0) return '';
  const count = `${blocks.length} ${blocks.length === 1 ? 'file is' : 'files are'}`;
  return `${blocks.join('')}\n${outDir} is not what the values give: ${count} out of date. Run \`prewarm synth\`.\n`;
}
