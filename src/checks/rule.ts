import type { Hub } from '../config/hub';
import type { JsonMap } from '../kube/json';
import type { HubPlan } from '../plan/plan';
import type { Problem, Severity } from '../problem/problem';

/** One finished object of a hub, as it will be written. */
export interface CheckedObject {
  /** Name of the hub. */
  readonly hub: string;
  readonly stage: 'cluster' | 'prepull' | 'gate' | 'seats';
  /** Path in the output folder, such as `jupyterhub/seats/manifests.k8s.yaml`. */
  readonly file: string;
  readonly json: JsonMap;
}

/** All that the rules may look at: what the user wrote, what was decided, and what came of it. */
export interface HubUnderCheck {
  readonly config: Hub;
  readonly plan: HubPlan;
  readonly objects: readonly CheckedObject[];
}

/** One thing that a rule found. */
export interface Finding {
  /** One sentence: what is wrong, the value, what is allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The line of the user's file that is to blame; the finished object when no line is. */
  readonly where: NonNullable<Problem['where']>;
  /** When this finding weighs more or less than the rule usually does. */
  readonly severity?: Severity;
}

/** One question to a hub and its finished objects. */
export interface Rule {
  /** Kebab-case; names the file of the rule and its page in docs/rules. */
  readonly id: string;
  /** Weight of a finding that does not say its own. */
  readonly severity: Severity;
  /** What the rule asks for, in a few words. */
  readonly title: string;
  /** Why nobody may silence the rule, as the end of a sentence; absent: it may be silenced. */
  readonly guard?: string;
  /**
   * @param hub the hub in question
   * @param all every hub of the project, for rules about what hubs share
   */
  check(hub: HubUnderCheck, all: readonly HubUnderCheck[]): readonly Finding[];
}
