import * as fc from 'fast-check';
import * as k8s from '../../imports/k8s';
import { filled } from '../../src/kube/filled';
import { liftAmounts, liftResources } from '../../src/constructs/lift';

describe('liftResources', () => {
  test('lifted amounts come through the typed API with their text unchanged', () => {
    const amounts = fc.dictionary(
      fc.constantFrom('cpu', 'memory', 'ephemeral-storage', 'nvidia.com/gpu'),
      fc.oneof(
        fc.constantFrom('1', '0.5', '500m', '1G', '1Gi', '1e3', '2097152Ki'),
        fc.string({ minLength: 1 }),
      ),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(amounts, amounts, (requests, limits) => {
        const lifted = liftResources({ requests, limits });
        expect(k8s.toJson_ResourceRequirements(lifted)).toEqual({ requests, limits });
      }),
    );
  });

  test('a side without amounts is left out, and so is the whole when there is none', () => {
    expect(liftResources({ requests: { cpu: '1m' }, limits: {} })).toEqual({
      requests: liftAmounts({ cpu: '1m' }),
    });
    expect(liftResources({ requests: {}, limits: { cpu: '1m' } })).toEqual({
      limits: liftAmounts({ cpu: '1m' }),
    });
    expect(liftResources({ requests: {}, limits: {} })).toBeUndefined();
  });
});

describe('filled', () => {
  test('drops what is undefined or an empty collection, and nothing else', () => {
    expect(
      filled({ a: undefined, b: [], c: {}, d: 0, e: '', f: false, g: null, h: [0], i: { j: undefined } }),
    ).toStrictEqual({ d: 0, e: '', f: false, g: null, h: [0], i: { j: undefined } });
  });
});
