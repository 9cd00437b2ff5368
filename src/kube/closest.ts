/**
 * The candidate that a misspelt word was probably meant to be, or undefined when none is near enough.
 * Letter case, hyphens and underscores are ignored first (`image_pull_policy` finds `imagePullPolicy`); after
 * that about one slip in three letters is forgiven. Of equally near candidates the first wins.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const meant = plainForm(word);
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const form = plainForm(candidate);
    const allowed = Math.floor(Math.max(meant.length, form.length) / 3);
    // Longer or shorter by more than the slips allowed: no need to compare letters.
    if (Math.abs(meant.length - form.length) > allowed) continue;
    const distance = editDistance(meant, form);
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): how many letters must be inserted, deleted, replaced
 * or swapped with their neighbour to turn one word into the other.
 */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          row > 1 && column > 1 && swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

function plainForm(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}
