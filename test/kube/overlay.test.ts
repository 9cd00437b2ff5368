import * as fc from 'fast-check';
import type { JsonMap } from '../../src/kube/json';
import { overlay } from '../../src/kube/overlay';

describe('overlay', () => {
  const base: JsonMap = {
    containers: [{ name: 'pause' }],
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    terminationGracePeriodSeconds: 0,
  };

  test.each<[string, JsonMap, JsonMap]>([
    ['an empty fragment changes nothing', {}, base],
    ['a new key is added', { hostname: 'a' }, { ...base, hostname: 'a' }],
    [
      'a scalar replaces',
      { terminationGracePeriodSeconds: 5 },
      { ...base, terminationGracePeriodSeconds: 5 },
    ],
    [
      'maps merge at every depth',
      { securityContext: { fsGroup: 100, seccompProfile: { localhostProfile: 'p' } } },
      {
        ...base,
        securityContext: {
          runAsNonRoot: true,
          fsGroup: 100,
          seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'p' },
        },
      },
    ],
    ['a list replaces', { containers: [{ image: 'x' }] }, { ...base, containers: [{ image: 'x' }] }],
    ['an empty list replaces', { containers: [] }, { ...base, containers: [] }],
    ['a list replaces a map', { securityContext: [1] }, { ...base, securityContext: [1] }],
    [
      'a map replaces a scalar',
      { terminationGracePeriodSeconds: {} },
      { ...base, terminationGracePeriodSeconds: {} },
    ],
    [
      'null takes a key away',
      { containers: null, securityContext: null },
      { terminationGracePeriodSeconds: 0 },
    ],
    [
      'null below a key that is not there stays, since nobody read it',
      { dnsConfig: { options: [{ name: 'ndots', value: null }] } },
      { ...base, dnsConfig: { options: [{ name: 'ndots', value: null }] } },
    ],
  ])('%s', (_, fragment, expected) => {
    expect(overlay(base, fragment)).toEqual(expected);
  });

  test('later fragments win over earlier ones', () => {
    expect(overlay({ a: 1 }, { a: 2, b: { c: 1 } }, { b: { d: 2 } }, { a: 3 })).toEqual({
      a: 3,
      b: { c: 1, d: 2 },
    });
  });

  test('a key named like a part of JavaScript is a key', () => {
    const fragment = JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as JsonMap;
    expect(JSON.stringify(overlay({ b: 2 }, fragment))).toBe('{"b":2,"__proto__":{"a":1},"constructor":"x"}');
  });

  test('laid over nothing, any fragment comes out as it went in', () => {
    const withoutNullAtTheTop = fc
      .dictionary(fc.string(), fc.jsonValue())
      .filter((map) => Object.values(map).every((value) => value !== null));
    fc.assert(
      fc.property(withoutNullAtTheTop, (map) => {
        const fragment = map as JsonMap;
        expect(JSON.stringify(overlay({}, fragment))).toBe(JSON.stringify(fragment));
      }),
    );
  });

  test('never changes what it was given', () => {
    const map = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(map, map, (below, above) => {
        const before = JSON.stringify([below, above]);
        overlay(below as JsonMap, above as JsonMap);
        expect(JSON.stringify([below, above])).toBe(before);
      }),
    );
  });
});
