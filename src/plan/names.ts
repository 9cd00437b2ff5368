import { contentHash } from './hash';

/** Longest name of most namespaced objects, and of every label value. */
const DNS_LABEL = 63;
/** A StatefulSet's pods carry its name and an eleven-character revision in one label value. */
const STATEFUL_SET = 52;

/** Every name that Prewarm gives to an object of one pool, or of one hub. */
export class Names {
  constructor(
    private readonly hub: string,
    private readonly namespace: string,
  ) {}

  puller(pool: string, imageSet: string): string {
    return bounded(`${this.hub}${poolPart(pool)}-image-puller-${imageSet}`, DNS_LABEL);
  }

  pullerServiceAccount(): string {
    return bounded(`${this.hub}-image-puller`, DNS_LABEL);
  }

  gate(hash: string): string {
    return bounded(`${this.hub}-image-gate-${hash}`, DNS_LABEL);
  }

  /** ServiceAccount, Role, RoleBinding and NetworkPolicy of the gate. */
  gateAccess(): string {
    return bounded(`${this.hub}-image-gate`, DNS_LABEL);
  }

  gateProgram(hash: string): string {
    return bounded(`${this.hub}-image-gate-program-${hash}`, DNS_LABEL);
  }

  placeholders(pool: string): string {
    return bounded(`${this.hub}${poolPart(pool)}-user-placeholder`, STATEFUL_SET);
  }

  denyPolicy(): string {
    return bounded(`${this.hub}-prewarm-deny-all`, DNS_LABEL);
  }

  /**
   * PriorityClasses are shared by the whole cluster and their value cannot change: both belong in the name. The
   * dot between namespace and hub keeps `a` + `b-c` apart from `a-b` + `c`.
   */
  priorityClass(role: string, value: number): string {
    return `${this.namespace}.${this.hub}.${role}-${value}`;
  }
}

function poolPart(pool: string): string {
  return pool === 'default' ? '' : `-${pool}`;
}

/** The name itself when it fits, else its end (role and hash) with a shortened hub and a hash of the whole name. */
function bounded(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const match =
    /-(image-(?:puller|gate)(?:-program)?(?:-[0-9a-f]{8})?|user-placeholder|prewarm-deny-all)$/.exec(name);
  const ending = `-${contentHash(name)}${match?.[0] ?? ''}`;
  return `${name.slice(0, limit - ending.length).replace(/-+$/, '')}${ending}`;
}

/**
 * A DNS label of at most 63 characters from any text, unique among `taken`. Characters that a label cannot have
 * become dashes.
 */
export function containerName(wish: string, taken: ReadonlySet<string>): string {
  const slug = wish
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = (slug || 'image').slice(0, 50).replace(/-+$/, '');
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) {
    const name = `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}
