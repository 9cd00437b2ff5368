import type { Hub } from '../config/hub';
import type { ServiceAccountValues, Values } from '../config/values';
import { contentHash } from './hash';
import type { Names } from './names';
import { pullerPlacement } from './placement';
import type { Priorities, PullerPlan, PullImage, Resources, ServiceAccountPlan } from './plan';

/** So little that a puller fits on every node; no limit, since a container runtime may need more for a moment. */
const PULLER_RESOURCES: Resources = { requests: { cpu: '1m', memory: '8Mi' }, limits: {} };

/** The puller of the hub's default pool; undefined when both pullers of the chart are off or there is no image. */
export function pullerOf(
  hub: Hub,
  names: Names,
  images: readonly PullImage[],
  priorities: Priorities | undefined,
): PullerPlan | undefined {
  const { prePuller } = hub.values;
  if (!pulls(hub.values) || images.length === 0) return undefined;
  const placement = pullerPlacement(hub.values);
  const priorityClassName = priorities?.imagePuller?.name;
  const imagePullSecrets = pullSecrets(hub.values);
  const serviceAccount = accountOf(accountValues(hub.values), names.pullerServiceAccount());
  // Only what decides which bytes come to which nodes: a label or an annotation must not pull again.
  const imageSet = contentHash({
    images: images.map(({ reference, pullPolicy }) => [reference, pullPolicy ?? null]),
    imagePullSecrets,
    placement,
    priorityClassName,
    serviceAccount: serviceAccount.name,
  });
  return {
    name: names.puller('default', imageSet),
    imageSet,
    serviceAccount,
    updateStrategy: hub.target === 'argocd' ? 'OnDelete' : 'RollingUpdate',
    revisionHistoryLimit: prePuller.revisionHistoryLimit,
    placement,
    priorityClassName,
    imagePullSecrets,
    toolImage: hub.toolImage,
    pauseImage: { reference: prePuller.pauseImage, pullPolicy: prePuller.pausePullPolicy },
    resources: prePuller.resources ?? PULLER_RESOURCES,
    containerSecurityContext: prePuller.containerSecurityContext,
    pauseSecurityContext: prePuller.pauseSecurityContext,
    podLabels: prePuller.labels,
    podAnnotations: prePuller.annotations,
    annotations: {
      ...(prePuller.hook.enabled ? prePuller.hook.daemonsetAnnotations : {}),
      ...(prePuller.continuous.enabled ? prePuller.continuous.daemonsetAnnotations : {}),
    },
    keep: prePuller.continuous.enabled,
  };
}

/** Whether the values want anything pulled ahead. */
export function pulls({ prePuller }: Values): boolean {
  return prePuller.hook.enabled || prePuller.continuous.enabled;
}

function pullSecrets({ singleuser, prePuller, imagePullSecrets }: Values): string[] {
  return [...new Set([...singleuser.pullSecrets, ...prePuller.pausePullSecrets, ...imagePullSecrets])];
}

/** There is one puller; while it stays after an upgrade, the continuous puller's account is the one that counts. */
function accountValues({ prePuller }: Values): ServiceAccountValues {
  return prePuller.continuous.enabled
    ? prePuller.continuous.serviceAccount
    : prePuller.hook.serviceAccountImagePuller;
}

/** The account to create, or the one that somebody else made; without either, the namespace's own `default`. */
export function accountOf(values: ServiceAccountValues, ownName: string): ServiceAccountPlan {
  const name = values.name ?? (values.create ? ownName : 'default');
  return { name, create: values.create, annotations: values.annotations };
}
