import { type CheckedObject } from '../../../src/checks';
import { type Hub } from '../../../src/config/hub';
import { type Json, type JsonMap } from '../../../src/kube/json';
import { type HubPlan } from '../../../src/plan/plan';
import { overlay } from '../../../src/kube/overlay';

/** A hub that a rule is asked about. */
export interface Situation {
  /** What makes it different from a hub without any values. */
  readonly title: string;
  readonly values?: string;
  readonly options?: Partial<Hub>;
  /** A fault of our own, put into the plan. */
  readonly plan?: Partial<HubPlan>;
  /** A fault of our own, put into the finished objects. */
  readonly change?: (object: JsonMap) => JsonMap;
  /** Objects that the hub has in addition. */
  readonly more?: readonly Omit<CheckedObject, 'hub'>[];
  /** Other hubs of the project. */
  readonly beside?: readonly Omit<Situation, 'title'>[];
}

export interface RuleCases {
  /** Each with what is found: severity, place, message. */
  readonly finds: readonly (Situation & { readonly found: readonly string[] })[];
  /** Near misses, in which nothing may be found. */
  readonly silent: readonly Situation[];
}

/** Lays a fragment over the objects of one kind. */
export function inKind(kind: string, fragment: JsonMap): (object: JsonMap) => JsonMap {
  return (object) => (object['kind'] === kind ? overlay(object, fragment) : object);
}

/** A fragment at a path, such as `at(['spec', 'template'], {…})`. */
export function at(path: readonly string[], value: Json): JsonMap {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value) as JsonMap;
}

/** A fragment in a pod template's spec. */
export function inPod(kind: string, spec: JsonMap): (object: JsonMap) => JsonMap {
  return inKind(kind, at(['spec', 'template', 'spec'], spec));
}
