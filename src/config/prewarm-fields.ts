import { z } from 'zod';
import { parseImageReference } from '../kube/image-reference';
import { parseDuration } from './duration';

/*
 * Kinds of fields of prewarm.yaml. The `error` of a field is what it allows, and completes the sentence
 * "gate.quorum must be …"; the sentence itself is put together in prewarm-problems.ts.
 */

export const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

export function text(allowed: string, pattern: RegExp = /\S/) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed, abort: true });
}

export function dnsLabel() {
  const error = 'lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends';
  return text(error, DNS_LABEL).max(63, { error });
}

export function duration(allowed: string, from: string, to: string) {
  const least = parseDuration(from) ?? 0;
  const most = parseDuration(to) ?? Infinity;
  const error = `a duration from ${from} to ${to}, such as ${allowed}`;
  return text(error, /^(?:\d+h)?(?:\d+m)?(?:\d+s)?$/).refine(
    (value) => {
      const seconds = parseDuration(value) ?? -1;
      return seconds >= least && seconds <= most;
    },
    { error },
  );
}

export function image(example: string) {
  const error = `an image reference such as ${example}`;
  return z.string({ error }).refine((value) => !('fault' in parseImageReference(value)), { error });
}

export function whole(allowed: string, least: number) {
  return z.int32({ error: allowed }).min(least, { error: allowed });
}

export function map<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, { error: 'a map (key: value lines)' });
}

export function repository() {
  // A password in the address would be written to dist, and from there into a repository.
  return text('the address of a repository, without a password', /^(?!\w+:\/\/[^/@]*:[^/@]*@)\S+$/);
}
