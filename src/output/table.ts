import { displayWidth, printable } from './display-width';

export interface TableOptions {
  /** Spaces before every line. @default 0 */
  readonly indent?: number;
  /** Spaces between two columns. @default 2 */
  readonly gap?: number;
  /** Columns, counted from 0, that are set to the right, such as numbers. @default none */
  readonly right?: readonly number[];
}

/**
 * Rows of cells as aligned plain text, each line ended. Aligned by what a terminal shows, so that wide characters
 * and accents keep the columns straight; no spaces at the end of a line. Rows may differ in length.
 */
export function table(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const cells = rows.map((row) => row.map((cell) => printable(cell)));
  const widths: number[] = [];
  for (const row of cells) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell))));
  }
  const gap = ' '.repeat(options.gap ?? 2);
  const indent = ' '.repeat(options.indent ?? 0);
  return cells
    .map((row) => {
      const line = row.map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        return options.right?.includes(column) === true ? padding + cell : cell + padding;
      });
      return `${(indent + line.join(gap)).trimEnd()}\n`;
    })
    .join('');
}
