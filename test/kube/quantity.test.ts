import fc from 'fast-check';
import { bytesQuantity, coresQuantity, parseJupyterHubBytes, parseQuantity } from '../../src/kube/quantity';

const NANO = 1_000_000_000n;

describe('parseQuantity', () => {
  test.each<[string, bigint]>([
    ['0', 0n],
    ['1', NANO],
    ['2.5', 2_500_000_000n],
    ['.5', 500_000_000n],
    ['1.', NANO],
    ['500m', 500_000_000n],
    ['1n', 1n],
    ['0.1n', 1n],
    ['250u', 250_000n],
    ['1k', 1_000n * NANO],
    ['1G', 10n ** 9n * NANO],
    ['1Gi', 2n ** 30n * NANO],
    ['1.5Gi', 3n * 2n ** 29n * NANO],
    ['1e3', 1_000n * NANO],
    ['1E', 10n ** 18n * NANO],
    ['12E2', 1_200n * NANO],
    ['5e-3', 5_000_000n],
    ['-1', -NANO],
    ['+3Ki', 3_072n * NANO],
    ['124062199808', 124_062_199_808n * NANO],
  ])('%s', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  test.each([
    '',
    ' ',
    '1 Gi',
    '1.5.5',
    '1gb',
    '1GB',
    '1K',
    '1ki',
    'Gi',
    '1e',
    '0x10',
    '1_000',
    'NaN',
    '1,5',
    '--1',
  ])('refuses %j', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

test('a number of bytes comes back from its quantity', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 70n }), (bytes) => {
      expect(parseQuantity(bytesQuantity(bytes))).toBe(bytes * NANO);
    }),
  );
});

test.each<[number, string]>([
  [0.05, '50m'],
  [0.1, '100m'],
  [1, '1'],
  [1.5, '1500m'],
  [6.0, '6'],
  [0.0001, '0.0001'],
  [0.0000001, '0.0000001'],
])('%p cores are %s', (cores, quantity) => {
  expect(coresQuantity(cores)).toBe(quantity);
});

test('a number of milli-cores comes back from its quantity', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (milli) => {
      expect(parseQuantity(coresQuantity(milli / 1000))).toBe(BigInt(milli) * 1_000_000n);
    }),
  );
});

describe('parseJupyterHubBytes', () => {
  test.each<[string | number, bigint]>([
    ['1G', 2n ** 30n],
    ['1.5G', 3n * 2n ** 29n],
    ['512M', 512n * 2n ** 20n],
    ['64K', 65_536n],
    ['2T', 2n ** 41n],
    ['1048576', 1_048_576n],
    [1_073_741_824, 2n ** 30n],
    [0, 0n],
  ])('%p', (value, bytes) => {
    expect(parseJupyterHubBytes(value)).toBe(bytes);
  });

  test.each(['1Gi', '1GB', '1 G', 'G', '-1G', '', '1g', -1, NaN, Infinity])('refuses %p', (value) => {
    expect(parseJupyterHubBytes(value)).toBeUndefined();
  });
});
