import type { Where } from '../problem/source';
import { displayWidth, graphemes, printable } from './display-width';
import { maskSecrets } from './mask-secrets';

const TAB_STOP = 4;
/** Columns of the excerpt; with its margin a line fits into a terminal of 100 columns. */
const ROOM = 90;
/** How much of a very long line is looked at on either side of the place, in UTF-16 units. */
const REACH = 400;

/** The line of a place and, below it, the spaces that bring a caret under the place. */
export interface Excerpt {
  readonly line: number;
  /** The line, printable, tabs as spaces, cut around the place when it is long. */
  readonly text: string;
  /** Columns of `text` before the place. */
  readonly column: number;
}

export function excerptOf(where: Where): Excerpt {
  const { line, col } = where.source.position(where.offset);
  const whole = maskSecrets(where.source.line(line));
  const place = Math.min(col - 1, whole.length);
  const start = Math.max(0, place - REACH);
  const before = withoutTabs(printable(whole.slice(start, place), 'tabs'), 0);
  const column = displayWidth(before);
  const after = withoutTabs(printable(whole.slice(place, place + REACH), 'tabs'), column);
  return { line, ...cutAround(before + after, column, start > 0, place + REACH < whole.length) };
}

function withoutTabs(text: string, startColumn: number): string {
  let result = '';
  let column = startColumn;
  for (const part of text.split(/(\t)/)) {
    const shown = part === '\t' ? ' '.repeat(TAB_STOP - (column % TAB_STOP)) : part;
    result += shown;
    column += displayWidth(shown);
  }
  return result;
}

/** Keeps ROOM columns of a text, the place in their last third at most, with `…` where something is left out. */
function cutAround(text: string, column: number, moreBefore: boolean, moreAfter: boolean) {
  const first = column > (ROOM * 2) / 3 && (moreBefore || displayWidth(text) > ROOM) ? column - ROOM / 2 : 0;
  let kept = '';
  let caret = column;
  let at = 0;
  let skipped = moreBefore;
  let left = moreAfter;
  for (const grapheme of graphemes(text)) {
    const width = displayWidth(grapheme);
    if (at < first) {
      skipped = true;
      caret -= width;
    } else if (at + width <= first + ROOM) kept += grapheme;
    else left = true;
    at += width;
  }
  return { text: `${skipped ? '…' : ''}${kept}${left ? '…' : ''}`, column: skipped ? caret + 1 : caret };
}
