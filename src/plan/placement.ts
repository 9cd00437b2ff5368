import { NODE_PURPOSE_LABEL } from '../config/chart-defaults';
import type { Choice, MatchNodePurpose, Override, Profile, Values } from '../config/values';
import type { JsonMap } from '../kube/json';
import { canonical } from './hash';
import type { Placement } from './plan';

/** What decides on which nodes the pods of a profile can run: AND of the selector and any one of the terms. */
interface NodeChoice {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly JsonMap[];
  /** Required node affinity; empty: no condition. */
  readonly terms: readonly JsonMap[];
}

/** Combinations of choices that are tried per profile; beyond it every choice is looked at alone. */
const MOST_COMBINATIONS = 256;

/** Where user pods without a profile, and the placeholders that stand for them, may run. */
export function userPlacement(values: Values): Placement {
  const { singleuser, scheduling } = values;
  const base = baseChoice(values);
  return {
    nodeSelector: base.nodeSelector,
    tolerations: base.tolerations,
    affinity: {
      ...nonEmpty('nodeAffinity', {
        ...required('nodeSelectorTerms', base.terms),
        ...preferred([
          ...(scheduling.userPodsNodePurpose === 'prefer' ? [preferPurpose('user')] : []),
          ...singleuser.nodeAffinity.preferred,
        ]),
      }),
      ...nonEmpty('podAffinity', podTerms(singleuser.podAffinity)),
      ...nonEmpty('podAntiAffinity', podTerms(singleuser.podAntiAffinity)),
    },
  };
}

/**
 * Where the puller runs: every node on which some user pod can land, whatever the profile. Profiles that go to
 * nodes of their own widen the placement; conditions on other pods and preferences do not matter to a DaemonSet.
 */
export function pullerPlacement(values: Values): Placement {
  const choices = widest([
    baseChoice(values),
    ...values.singleuser.profiles.flatMap((profile) => profileChoices(profile, values)),
  ]);
  const tolerations = distinct([
    ...choices.flatMap(({ tolerations: list }) => list),
    ...values.prePuller.extraTolerations,
  ]);
  const [only, ...others] = choices;
  if (only !== undefined && others.length === 0) {
    return {
      nodeSelector: only.nodeSelector,
      tolerations,
      affinity: nonEmpty('nodeAffinity', required('nodeSelectorTerms', only.terms)),
    };
  }
  return {
    nodeSelector: {},
    tolerations,
    affinity: nonEmpty('nodeAffinity', required('nodeSelectorTerms', union(choices))),
  };
}

/** Where the gate's pod runs: with the hub's core pods, or where the values put the chart's awaiter. */
export function gatePlacement(values: Values): Placement {
  const { hook } = values.prePuller;
  const { corePodsNodePurpose, corePodsTolerations } = values.scheduling;
  return {
    nodeSelector: hook.nodeSelector,
    tolerations: [...corePodsTolerations, ...hook.tolerations],
    affinity: nonEmpty('nodeAffinity', purposeAffinity('core', corePodsNodePurpose)),
  };
}

function baseChoice({ singleuser, scheduling }: Values): NodeChoice {
  return {
    nodeSelector: singleuser.nodeSelector,
    tolerations: [...scheduling.userPodsTolerations, ...singleuser.extraTolerations],
    terms: [
      ...(scheduling.userPodsNodePurpose === 'require' ? [purposeTerm('user')] : []),
      ...singleuser.nodeAffinity.required,
    ],
  };
}

/** The placements of one profile, with KubeSpawner's rules: the profile first, then one choice of every option. */
function profileChoices(profile: Profile, values: Values): NodeChoice[] {
  const own = overlay(baseChoice(values), profile.override);
  const options = profile.options.map(({ choices }) => choices).filter((choices) => choices.length > 0);
  const combinations = options.reduce((count, choices) => count * distinctPlacements(choices).length, 1);
  if (combinations > MOST_COMBINATIONS) {
    return options.flatMap((choices) => choices.map(({ override }) => overlay(own, override)));
  }
  return options.reduce<NodeChoice[]>(
    (made, choices) =>
      made.flatMap((before) => distinctPlacements(choices).map((override) => overlay(before, override))),
    [own],
  );
}

function distinctPlacements(choices: readonly Choice[]): Override[] {
  const seen = new Map<string, Override>();
  for (const { override } of choices) {
    const { nodeSelector, tolerations, nodeAffinityRequired } = override;
    seen.set(JSON.stringify([nodeSelector, tolerations, nodeAffinityRequired]), override);
  }
  return [...seen.values()];
}

/** Maps merge, null removes a key, lists replace. */
function overlay(base: NodeChoice, override: Override): NodeChoice {
  const merged = Object.entries({ ...base.nodeSelector, ...override.nodeSelector });
  return {
    nodeSelector: Object.fromEntries(merged.filter((label): label is [string, string] => label[1] !== null)),
    tolerations: override.tolerations ?? base.tolerations,
    terms: override.nodeAffinityRequired ?? base.terms,
  };
}

/**
 * The choices without those that another one covers. Tolerations are pooled anyway, so that only selectors and
 * terms count: fewer labels asked for, and the same terms or none, covers more nodes.
 */
function widest(choices: readonly NodeChoice[]): NodeChoice[] {
  const kept: NodeChoice[] = [];
  const tolerations = distinct(choices.flatMap(({ tolerations: list }) => list));
  for (const choice of choices) {
    if (kept.some((other) => covers(other, choice))) continue;
    const rest = kept.filter((other) => !covers(choice, other));
    kept.splice(0, kept.length, ...rest, choice);
  }
  return kept.map((choice) => ({ ...choice, tolerations }));
}

function covers(wide: NodeChoice, narrow: NodeChoice): boolean {
  const selector = Object.entries(wide.nodeSelector).every(
    ([key, value]) => narrow.nodeSelector[key] === value,
  );
  return selector && (wide.terms.length === 0 || canonical(wide.terms) === canonical(narrow.terms));
}

/** Any of several placements, as affinity terms; each carries the labels of its selector. */
function union(choices: readonly NodeChoice[]): JsonMap[] {
  return distinct(
    choices.flatMap(({ nodeSelector, terms }) => {
      const labels = Object.entries(nodeSelector)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, value]) => ({ key, operator: 'In', values: [value] }));
      return (terms.length === 0 ? [{}] : terms).map((term: JsonMap) => ({
        ...term,
        matchExpressions: [
          ...labels,
          ...((term['matchExpressions'] as readonly JsonMap[] | undefined) ?? []),
        ],
      }));
    }),
  );
}

function distinct(items: readonly JsonMap[]): JsonMap[] {
  return [...new Map(items.map((item) => [canonical(item), item])).values()];
}

function purposeTerm(purpose: 'user' | 'core'): JsonMap {
  return { matchExpressions: [{ key: NODE_PURPOSE_LABEL, operator: 'In', values: [purpose] }] };
}

function preferPurpose(purpose: 'user' | 'core'): JsonMap {
  return { weight: 100, preference: purposeTerm(purpose) };
}

function purposeAffinity(purpose: 'core', match: MatchNodePurpose): JsonMap {
  if (match === 'require') return required('nodeSelectorTerms', [purposeTerm(purpose)]);
  return match === 'prefer' ? preferred([preferPurpose(purpose)]) : {};
}

function required(key: 'nodeSelectorTerms', terms: readonly JsonMap[]): JsonMap {
  return terms.length === 0 ? {} : { requiredDuringSchedulingIgnoredDuringExecution: { [key]: terms } };
}

function preferred(terms: readonly JsonMap[]): JsonMap {
  return terms.length === 0 ? {} : { preferredDuringSchedulingIgnoredDuringExecution: terms };
}

function podTerms({
  required: must,
  preferred: wish,
}: {
  required: readonly JsonMap[];
  preferred: readonly JsonMap[];
}): JsonMap {
  return {
    ...(must.length === 0 ? {} : { requiredDuringSchedulingIgnoredDuringExecution: must }),
    ...preferred(wish),
  };
}

function nonEmpty(key: string, value: JsonMap): JsonMap {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}
