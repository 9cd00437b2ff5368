import type { HubPlan } from '../plan/plan';
import { componentSelector, LABEL_PREFIX } from '../plan/labels';
import { ACCESS } from './deploy-access';
import { APPLY } from './deploy-apply';
import { CLEANUP } from './deploy-cleanup';
import { GATE } from './deploy-gate';
import { hubHint } from './deploy-hint';
import { OPTIONS } from './deploy-options';
import { REPORT } from './deploy-report';
import { RUN } from './deploy-run';
import { generatedBy } from '../plan/header';
import { shellQuote } from './shell-quote';
import { inOrder, type Stage } from '../plan/stage';

/** The Job ends itself at its deadline; the script looks on a little longer, to see how it ended. */
const MARGIN_SECONDS = 120;

/** When nothing says how long the gate may take. */
const DEFAULT_TIMEOUT_SECONDS = 3600;

/**
 * `deploy.sh` of one hub: POSIX sh, the same text for every hub below its first lines. Those hold what was
 * decided for this hub, so that the rest can be read, tested and reviewed once.
 */
export function deployScript(hub: HubPlan, stages: readonly Stage[]): string {
  return [
    ['#!/bin/sh', generatedBy(hub), ABOUT, 'set -eu', '', decisions(hub, inOrder(stages))].join('\n'),
    OPTIONS,
    ACCESS,
    APPLY,
    REPORT,
    GATE,
    CLEANUP,
    RUN,
  ]
    .map((section) => section.trim())
    .join('\n\n')
    .concat('\n');
}

const ABOUT = `#
# Deploys the stages of one hub with kubectl, one after the other, and waits at the gate until the images are on
# the nodes. It can be interrupted and run again at any point. Its options: deploy.sh --help`;

function decisions(hub: HubPlan, stages: readonly Stage[]): string {
  const pullers = hub.pools.flatMap((pool) => pool.puller ?? []);
  const kept = pullers.every((puller) => puller.keep);
  const { priorities } = hub;
  const classes = [priorities?.default, priorities?.imagePuller, priorities?.placeholder].flatMap(
    (priority) => priority?.name ?? [],
  );
  const owned = `app.kubernetes.io/managed-by=prewarm,${LABEL_PREFIX}/hub=${hub.name}`;
  return [
    '# What was decided for this hub.',
    assign('HUB', hub.name),
    assign('NAMESPACE', hub.namespace),
    '# Stages that have a file.',
    assign('STAGES', stages.join(' ')),
    '# Who owns the cluster-scoped objects: inline (this script), separate (--cluster-only) or none.',
    assign('CLUSTER_OWNER', hub.clusterOwner),
    assign('PRIORITY_CLASSES', classes.join(' ')),
    '# DaemonSets that the gate waits for, and whether they stay afterwards.',
    assign('PULLERS', (hub.gate?.pullers ?? []).join(' ')),
    assign('KEEP_PULLERS', kept ? 'yes' : 'no'),
    '# Empty when there is no gate.',
    assign('GATE_JOB', stages.includes('gate') ? (hub.gate?.name ?? '') : ''),
    '# How long to wait for the gate, in seconds: its own deadline and a little more.',
    `TIMEOUT=${String(timeout(hub))}`,
    '# How the hub itself could be deployed.',
    assign('HUB_HINT', hubHint(hub)),
    '# What is ours. Nothing without these labels is ever deleted.',
    assign('OWNED', owned),
    assign('OWNED_CLUSTER', `${owned},${LABEL_PREFIX}/namespace=${hub.namespace}`),
    assign('OWNED_GATE', `${owned},${LABEL_PREFIX}/component=image-gate`),
    '# Other selectors: pods of the pullers, pods of others, what there is in stage prepull besides pullers.',
    assign('PULLER_PODS', pullerPods(hub)),
    assign('NOT_OURS', `${LABEL_PREFIX}/hub!=${hub.name}`),
    assign('WITHOUT_PULLER', `!${LABEL_PREFIX}/image-set`),
  ].join('\n');
}

function pullerPods(hub: HubPlan): string {
  const sets = hub.pools.flatMap((pool) => pool.puller?.imageSet ?? []);
  const labels = Object.entries(componentSelector(hub, 'image-puller')).map(
    ([key, value]) => `${key}=${value}`,
  );
  return [...labels, `${LABEL_PREFIX}/image-set in (${sets.join(',')})`].join(',');
}

function timeout(hub: HubPlan): number {
  const deadline = hub.gate?.activeDeadlineSeconds ?? hub.gate?.settings.deadlineSeconds;
  return deadline === undefined ? DEFAULT_TIMEOUT_SECONDS : deadline + MARGIN_SECONDS;
}

function assign(variable: string, value: string): string {
  return `${variable}=${shellQuote(value)}`;
}
