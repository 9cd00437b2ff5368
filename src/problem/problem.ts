import type { Where } from './source';

/**
 * error: nothing is written. warning: written, but it will not do what the file asks for.
 * note: something that a reader should know and need not change.
 */
export type Severity = 'error' | 'warning' | 'note';

/** A place in a finished object, for problems that no line of the user's files shows. */
export interface ObjectPlace {
  /** File in the output folder, such as `jupyterhub/seats/manifests.k8s.yaml`. */
  readonly file: string;
  /** Kind and name, such as `StatefulSet jupyterhub-user-placeholder`. */
  readonly object: string;
  /** JSON pointer into the object, such as `/spec/replicas`; empty for the whole object. */
  readonly path: string;
}

/** One thing that is wrong or worth knowing. Collected, never thrown; printed in one place. */
export interface Problem {
  readonly severity: Severity;
  /** Stable identifier in kebab-case, such as `mutable-tag`; rules have a page in docs/rules. */
  readonly rule: string;
  /** Where the user wrote it, or the finished object. Every error has one. */
  readonly where?: Where | ObjectPlace;
  /** Name of the hub concerned, when there is one. */
  readonly hub?: string;
  /** One sentence: what is wrong, the value given, what is allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

export function isObjectPlace(where: Where | ObjectPlace): where is ObjectPlace {
  return 'object' in where;
}
