const PATTERN = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** Seconds of a duration such as `45m`, `90s` or `1h30m`; undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
  const match = text === '' ? null : PATTERN.exec(text);
  if (!match) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
