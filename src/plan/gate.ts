import type { GateConfig, Hub } from '../config/hub';
import { contentHash } from './hash';
import type { Names } from './names';
import { gatePlacement } from './placement';
import type { GatePlan, PoolPlan, Priorities } from './plan';
import { accountOf } from './puller';

/**
 * Raise it whenever the construct of the Job changes what it writes: the spec of a Job cannot be changed under one
 * name, so a new shape needs a new name.
 */
const JOB_SHAPE = 1;

/** Time between the program's own deadline, which explains itself, and that of the Job, which does not. */
const DEADLINE_MARGIN_SECONDS = 120;

/** New pods for a gate whose pod died of something else than its deadline. */
const RETRIES = 3;
/** Flux never runs a failed Job again, so there it must not fail. */
const RETRIES_WITHOUT_END = 1_000;

/** The gate of a hub; undefined when `prePuller.hook.enabled` is false or nothing is pulled. */
export function gateOf(
  hub: Hub,
  names: Names,
  pools: readonly PoolPlan[],
  priorities: Priorities | undefined,
  program: string,
): GatePlan | undefined {
  const { hook, annotations } = hub.values.prePuller;
  const pullers = pools.flatMap(({ puller }) => (puller ? [puller.name] : []));
  if (!hook.enabled || pullers.length === 0) return undefined;
  // A Flux gate that must not proceed has no end: it opens when the images are there, and Flux reports meanwhile.
  const endless = hub.target === 'flux' && hub.gate.onTimeout === 'fail';
  const flux = hub.target === 'flux';
  const decisions: Omit<GatePlan, 'name'> = {
    serviceAccount: accountOf(hook.serviceAccount, names.gateAccess()),
    roleName: names.gateAccess(),
    createRbac: hub.values.createRbac,
    configMapName: names.gateProgram(programHash(program)),
    program,
    pullers,
    image: { reference: hub.gate.image ?? hub.values.proxyImage, pullPolicy: undefined },
    imagePullSecrets: [...new Set([...hook.pullSecrets, ...hub.values.imagePullSecrets])],
    settings: {
      quorum: hub.gate.quorum,
      deadlineSeconds: endless ? undefined : hub.gate.deadlineSeconds,
      onTimeout: hub.gate.onTimeout,
      attempt: hub.gate.attempt,
    },
    activeDeadlineSeconds: flux ? undefined : jobDeadline(hub.gate),
    backoffLimit: flux ? RETRIES_WITHOUT_END : RETRIES,
    placement: gatePlacement(hub.values),
    priorityClassName: priorities?.default.name,
    resources: hook.resources,
    containerSecurityContext: hook.containerSecurityContext,
    // The pods of a Job cannot be relabelled, and a label must not run a gate again: they get none of the user's.
    podLabels: {},
    podAnnotations: annotations,
  };
  // The program is in it by the name of its ConfigMap.
  const { program: ofConfigMap, ...hashed } = decisions;
  return { name: names.gate(contentHash({ shape: JOB_SHAPE, hub: hub.name, ...hashed })), ...decisions };
}

/**
 * When Kubernetes ends the Job whatever its program does. A gate that is to proceed must live to say so, also when
 * a drained node made it begin anew.
 */
function jobDeadline({ deadlineSeconds, onTimeout }: GateConfig): number {
  return deadlineSeconds * (onTimeout === 'proceed' ? 2 : 1) + DEADLINE_MARGIN_SECONDS;
}

/** One program serves all hubs of a run; hashing its text for each would cost more than the rest of the plan. */
const programHashes = new Map<string, string>();

function programHash(program: string): string {
  const known = programHashes.get(program) ?? contentHash(program);
  programHashes.set(program, known);
  return known;
}
