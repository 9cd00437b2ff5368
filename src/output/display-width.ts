const ASCII_ONLY = /^[\x20-\x7e]*$/;

/** Blocks that terminals draw two columns wide (East Asian Width W and F), as ranges of code points. */
const WIDE_BLOCKS: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** Marks and format characters, the vowels and finals of a Hangul syllable: drawn over what stands before. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
const EMOJI = /\p{Emoji_Presentation}|\ufe0f|\p{Regional_Indicator}{2}/u;

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as single characters: a letter with its accents, an emoji with its modifiers. */
export function graphemes(text: string): string[] {
  if (ASCII_ONLY.test(text)) return Array.from(text);
  // A fixed locale: the result must not depend on the machine.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Columns that a text takes on a terminal. The text must be printable (no tabs, no control characters). */
export function displayWidth(text: string): number {
  if (ASCII_ONLY.test(text)) return text.length;
  return graphemes(text).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0);
}

function graphemeWidth(grapheme: string): number {
  if (EMOJI.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) {
    const code = character.codePointAt(0) ?? 0;
    if (NO_WIDTH.test(character)) continue;
    width += WIDE_BLOCKS.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
  }
  return width;
}

const CONTROL = /\p{Cc}/gu;
/** What reorders or hides the text around it, and halves of surrogate pairs. */
const MISLEADING = /[\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/gu;

/**
 * A text from a user's file made safe for a terminal: control characters appear as their symbols (`␛`), and
 * characters that reorder or hide text as `�`. One UTF-16 unit stays one unit; tabs and line ends stay only if
 * asked for.
 */
export function printable(text: string, keep: 'nothing' | 'tabs' | 'lines' = 'nothing'): string {
  if (ASCII_ONLY.test(text)) return text;
  const kept = { nothing: '', tabs: '\t', lines: '\n' }[keep];
  return text
    .replace(CONTROL, (character) => (character === kept ? character : controlPicture(character)))
    .replace(MISLEADING, '\ufffd');
}

/** Unicode has a symbol for each of the ASCII control characters, in their order. */
function controlPicture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return '\u2421';
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}
