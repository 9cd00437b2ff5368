import fc from 'fast-check';
import { parseImageReference } from '../../src/kube/image-reference';

const HEX = 'a'.repeat(64);

test.each<[string, string, string | undefined, string | undefined]>([
  ['ubuntu', 'ubuntu', undefined, undefined],
  ['quay.io/jupyter/scipy-notebook:2025-03-24', 'quay.io/jupyter/scipy-notebook', '2025-03-24', undefined],
  ['localhost:30050/a/b:v1', 'localhost:30050/a/b', 'v1', undefined],
  ['localhost:30050/a/b', 'localhost:30050/a/b', undefined, undefined],
  [`ghcr.io/org/image@sha256:${HEX}`, 'ghcr.io/org/image', undefined, `sha256:${HEX}`],
  [`ghcr.io/org/image:v1@sha256:${HEX}`, 'ghcr.io/org/image', 'v1', `sha256:${HEX}`],
  ['[2001:db8::1]:5000/a:b', '[2001:db8::1]:5000/a', 'b', undefined],
  ['a__b/c-d.e:V_1.0-x', 'a__b/c-d.e', 'V_1.0-x', undefined],
])('%s', (text, name, tag, digest) => {
  expect(parseImageReference(text)).toEqual({ name, tag, digest });
});

test.each<[string, RegExp]>([
  ['', /no name/],
  ['a:', /tag is empty/],
  ['a b:c', /white space/],
  ['quay.io/Org/image:v1', /upper-case/],
  ['quay.io//image', /empty part/],
  ['image:v1:v2', /not a valid repository name/],
  ['image:-v1', /characters that tags cannot have/],
  ['image@sha256:123', /digest/],
  ['image@', /digest/],
  ['https://quay.io/a/b', /not a valid|registry host|empty part/],
])('refuses %j', (text, fault) => {
  expect(parseImageReference(text)).toEqual({ fault: expect.stringMatching(fault) as string });
});

test('never throws, and what it takes apart goes together again', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseImageReference(text);
      if ('fault' in parsed) return;
      const { name, tag, digest } = parsed;
      expect(`${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`).toBe(
        text,
      );
    }),
  );
});
