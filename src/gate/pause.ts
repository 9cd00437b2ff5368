/** Longest pause that the API server can ask for: a wrong header must not put the gate to sleep. */
const LONGEST_RETRY_AFTER_MS = 60_000;
/** Pauses grow to this many times the usual one: 30 s at 5 s. */
const GROWTH = 6;

/**
 * Milliseconds until the next poll.
 * @param failures polls in a row that gave a fault; 0 after a good one
 * @param askedMs what the API server asked for; 0: nothing
 */
export function pauseAfter(failures: number, askedMs: number, pollMs: number): number {
  const grown = Math.min(pollMs * 2 ** Math.max(failures - 1, 0), GROWTH * pollMs);
  return Math.max(grown, Math.min(askedMs, LONGEST_RETRY_AFTER_MS));
}

/** The header Retry-After in milliseconds; it holds seconds or a date. 0: absent, past or nonsense. */
export function retryAfterMs(header: string | undefined, wallClock: number): number {
  if (header === undefined) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - wallClock;
  return ms > 0 ? ms : 0;
}
