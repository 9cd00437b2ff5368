/** The text of one file that the user wrote, and where its lines begin. */
export class SourceText {
  private lineStarts: readonly number[] | undefined;

  /**
   * @param name the file as the user named it, relative to the working directory where possible
   * @param text its content, decoded, without a byte order mark
   */
  constructor(
    readonly name: string,
    readonly text: string,
  ) {}

  /** Line and column of an offset, both counted from 1. */
  position(offset: number): { line: number; col: number } {
    const starts = (this.lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, col: offset - (starts[low] ?? 0) + 1 };
  }

  /** One line without its end, counted from 1; empty when there is no such line. */
  line(number: number): string {
    const starts = (this.lineStarts ??= lineStartsOf(this.text));
    const start = starts[number - 1];
    if (start === undefined) return '';
    const end = starts[number] ?? this.text.length + 1;
    return this.text.slice(start, end - 1).replace(/\r$/, '');
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A stretch of a source text. Line and column are worked out only when a problem is printed. */
export interface Where {
  readonly source: SourceText;
  /** Start, in UTF-16 units from the beginning of the text. */
  readonly offset: number;
  /** Length in UTF-16 units; 0 for a point. */
  readonly length: number;
}
