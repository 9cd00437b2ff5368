import type { Problem } from '../problem/problem';
import type { HubUnderCheck, Rule } from './rule';
import { affinityMatches } from './rules/affinity-matches';
import { allImagesEverywhere } from './rules/all-images-everywhere';
import { alwaysPull } from './rules/always-pull';
import { argocdWaves } from './rules/argocd-waves';
import { blanketToleration } from './rules/blanket-toleration';
import { chartVersionAssumed } from './rules/chart-version-assumed';
import { clusterScope } from './rules/cluster-scope';
import { defaultProfileSize } from './rules/default-profile-size';
import { extraImageRepeats } from './rules/extra-image-repeats';
import { fluxDeadline } from './rules/flux-deadline';
import { fluxOrder } from './rules/flux-order';
import { fluxSubstitution } from './rules/flux-substitution';
import { gateMemoryLimit } from './rules/gate-memory-limit';
import { gateRights } from './rules/gate-rights';
import { globalNodeSelector } from './rules/global-node-selector';
import { hookNodeSelector } from './rules/hook-node-selector';
import { keyOrder } from './rules/key-order';
import { kubectlOrder } from './rules/kubectl-order';
import { limitBelowRequest } from './rules/limit-below-request';
import { manyContainerImages } from './rules/many-container-images';
import { manySmallPlaceholders } from './rules/many-small-placeholders';
import { memoryUnit } from './rules/memory-unit';
import { mutableTag } from './rules/mutable-tag';
import { noCredential } from './rules/no-credential';
import { noGate } from './rules/no-gate';
import { noGlobalDefault } from './rules/no-global-default';
import { noPuller } from './rules/no-puller';
import { noSeats } from './rules/no-seats';
import { noToken } from './rules/no-token';
import { nothingToPull } from './rules/nothing-to-pull';
import { placeholderLargerThanNode } from './rules/placeholder-larger-than-node';
import { placeholderMemoryLimit } from './rules/placeholder-memory-limit';
import { placeholderPriority } from './rules/placeholder-priority';
import { placeholderSizeZero } from './rules/placeholder-size-zero';
import { placeholderSmallerThanServer } from './rules/placeholder-smaller-than-server';
import { placeholdersDisabled } from './rules/placeholders-disabled';
import { placeholdersWithoutPriority } from './rules/placeholders-without-priority';
import { priorityBelowCutoff } from './rules/priority-below-cutoff';
import { pullPolicyNever } from './rules/pull-policy-never';
import { pullerMemoryLimit } from './rules/puller-memory-limit';
import { pullerPriority } from './rules/puller-priority';
import { pullerStays } from './rules/puller-stays';
import { restrictedPods } from './rules/restricted-pods';
import { runAsUser } from './rules/run-as-user';
import { selectorsMatch } from './rules/selectors-match';
import { serverWithoutSize } from './rules/server-without-size';
import { sharedAccount } from './rules/shared-account';
import { uniqueIdentity } from './rules/unique-identity';
import { userSchedulerMismatch } from './rules/user-scheduler-mismatch';
import { validNames } from './rules/valid-names';
import { validTolerations } from './rules/valid-tolerations';
import { runRules } from './run-checks';

export type { CheckedObject, Finding, HubUnderCheck, Rule } from './rule';

/** Every rule, in the order in which they are asked. Each has a page of its name in docs/rules. */
export const RULES: readonly Rule[] = [
  // The objects themselves: what an API server would refuse, or must never see.
  uniqueIdentity,
  clusterScope,
  validNames,
  validTolerations,
  limitBelowRequest,
  selectorsMatch,
  gateRights,
  restrictedPods,
  noToken,
  noCredential,
  noGlobalDefault,
  // The order in which a target applies them.
  argocdWaves,
  fluxOrder,
  kubectlOrder,
  fluxSubstitution,
  fluxDeadline,
  // Images, and how they are pulled.
  nothingToPull,
  chartVersionAssumed,
  mutableTag,
  alwaysPull,
  pullPolicyNever,
  extraImageRepeats,
  manyContainerImages,
  keyOrder,
  noPuller,
  noGate,
  pullerStays,
  // Where pods go, and what they need to run.
  allImagesEverywhere,
  blanketToleration,
  hookNodeSelector,
  globalNodeSelector,
  affinityMatches,
  userSchedulerMismatch,
  sharedAccount,
  runAsUser,
  pullerMemoryLimit,
  gateMemoryLimit,
  // Seats: priorities, number and size.
  noSeats,
  placeholdersDisabled,
  placeholdersWithoutPriority,
  placeholderPriority,
  pullerPriority,
  priorityBelowCutoff,
  placeholderSizeZero,
  placeholderSmallerThanServer,
  placeholderLargerThanNode,
  placeholderMemoryLimit,
  defaultProfileSize,
  serverWithoutSize,
  memoryUnit,
  manySmallPlaceholders,
];

/**
 * Asks every rule about every hub, and leaves out what the hubs silence. Errors mean that nothing may be written.
 */
export function runChecks(hubs: readonly HubUnderCheck[]): Problem[] {
  return runRules(RULES, hubs);
}
