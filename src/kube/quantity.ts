/**
 * Kubernetes resource quantities, in whole nano-units, so that nothing is lost to floating point.
 * Grammar: sign, decimal digits, then a binary suffix (Ki … Ei), a decimal one (n, u, m, k, M … E) or an exponent.
 */
const NANO = 1_000_000_000n;

const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
};

/** Powers of ten, counted from nano. */
const DECIMAL: Readonly<Record<string, number>> = {
  n: 0,
  u: 3,
  m: 6,
  '': 9,
  k: 12,
  M: 15,
  G: 18,
  T: 21,
  P: 24,
  E: 27,
};

const PATTERN = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,3}|)$/;

/**
 * Value of a quantity in nano-units; undefined when the text is none. Anything below one nano-unit rounds up
 * in size, as the API server does.
 */
export function parseQuantity(text: string): bigint | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, sign, number = '', suffix = ''] = match;
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole}${fraction}` || '0');
  const magnitude = scale(digits, fraction.length, suffix);
  return sign === '-' ? -magnitude : magnitude;
}

function scale(digits: bigint, fractionDigits: number, suffix: string): bigint {
  const binary = BINARY[suffix];
  if (binary !== undefined) return divideUp(digits * binary * NANO, 10n ** BigInt(fractionDigits));
  const exponent = /^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) + 9 : (DECIMAL[suffix] ?? 9);
  const shift = exponent - fractionDigits;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** A number of bytes as the shortest exact quantity: 1073741824 gives `1Gi`, 1000 gives `1000`. */
export function bytesQuantity(bytes: bigint): string {
  for (const suffix of ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki']) {
    const unit = BINARY[suffix] ?? 1n;
    if (bytes !== 0n && bytes % unit === 0n) return `${bytes / unit}${suffix}`;
  }
  return bytes.toString();
}

/** A number of cores as a quantity: 0.05 gives `50m`, 2 gives `2`. Finer than a milli-core it stays a decimal. */
export function coresQuantity(cores: number): string {
  if (Number.isInteger(cores)) return cores.toString();
  const milli = Number((cores * 1000).toPrecision(12));
  return Number.isInteger(milli) ? `${milli}m` : plainDecimal(cores);
}

function plainDecimal(value: number): string {
  const text = value.toString();
  return /e/.test(text) ? value.toFixed(9).replace(/0+$/, '') : text;
}

/**
 * Bytes as JupyterHub reads them: a number, or a number with K, M, G or T, which are powers of 1024.
 * undefined when JupyterHub would refuse the text (it knows no `Gi`).
 */
export function parseJupyterHubBytes(value: string | number): bigint | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) && value >= 0 ? BigInt(Math.floor(value)) : undefined;
  }
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(value);
  if (!match) return undefined;
  const [, number = '', suffix = ''] = match;
  const unit = suffix === '' ? 1n : (BINARY[`${suffix}i`] ?? 1n);
  const [whole = '0', fraction = ''] = number.split('.');
  return (BigInt(whole + fraction) * unit) / 10n ** BigInt(fraction.length);
}
