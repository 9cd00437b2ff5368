/** Labels of nodes that name the type of the machine. */
export const INSTANCE_TYPE_LABELS = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];

/** Families of machines whose memory follows from their size: what it is called, and GiB per virtual CPU. */
const FAMILIES: readonly { readonly pattern: RegExp; readonly perCpu: number }[] = [
  // Amazon, fifth generation and later: the older ones have odd amounts, and "n" or "z" in a name has others.
  { pattern: /^r[5-9][adgi]*\.(.+)$/, perCpu: 8 },
  { pattern: /^m[5-9][adgi]*\.(.+)$/, perCpu: 4 },
  { pattern: /^c[5-9][adgi]*\.(.+)$/, perCpu: 2 },
  // Google.
  { pattern: /^(?:n2|n2d|n4|e2|c3|c3d)-highmem-(\d+)$/, perCpu: 8 },
  { pattern: /^(?:n2|n2d|n4|e2|c3|c3d)-standard-(\d+)$/, perCpu: 4 },
  { pattern: /^n1-highmem-(\d+)$/, perCpu: 6.5 },
  { pattern: /^n1-standard-(\d+)$/, perCpu: 3.75 },
  // Azure.
  { pattern: /^Standard_E(\d+)[abdils]*_v[4-6]$/, perCpu: 8 },
  { pattern: /^Standard_D(\d+)[abdils]*_v[4-6]$/, perCpu: 4 },
];

/** The largest sizes of a family have less a CPU than the others. */
const MOST_CPUS = 64;

/** Memory of a machine in GiB, of which a part is never allocatable; undefined when its name does not tell. */
export function memoryOfMachine(type: string): number | undefined {
  for (const { pattern, perCpu } of FAMILIES) {
    const size = pattern.exec(type)?.[1];
    const cpus = size === undefined ? undefined : cpusOf(size);
    if (cpus !== undefined) return cpus > MOST_CPUS ? undefined : cpus * perCpu;
  }
  return undefined;
}

/** `4` has four; Amazon's `large` has two, `xlarge` four and `2xlarge` eight. */
function cpusOf(size: string): number | undefined {
  if (/^\d+$/.test(size)) return Number(size);
  if (size === 'large') return 2;
  const match = /^(\d*)xlarge$/.exec(size);
  return match ? 4 * Number(match[1] === '' ? 1 : match[1]) : undefined;
}
