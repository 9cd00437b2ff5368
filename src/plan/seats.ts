import type { Hub } from '../config/hub';
import type { Size, Values } from '../config/values';
import { bytesQuantity, coresQuantity } from '../kube/quantity';
import type { Names } from './names';
import { userPlacement } from './placement';
import type { Priorities, Resources, SeatsPlan } from './plan';

/** The placeholders of the hub's default pool; none when `userPlaceholder.enabled` is false. */
export function seatsOf(hub: Hub, names: Names, priorities: Priorities | undefined): SeatsPlan[] {
  const { values } = hub;
  const placeholder = values.scheduling.userPlaceholder;
  if (!placeholder.enabled) return [];
  return [
    {
      name: names.placeholders('default'),
      kind: 'slots',
      replicas: placeholder.replicas,
      revisionHistoryLimit: placeholder.revisionHistoryLimit,
      image: { reference: placeholder.image, pullPolicy: placeholder.pullPolicy },
      imagePullSecrets: [...new Set([...placeholder.pullSecrets, ...values.imagePullSecrets])],
      ...sizeOf(values),
      placement: userPlacement(values),
      priorityClassName: priorities?.placeholder?.name,
      schedulerName: hub.schedulerName,
      containerSecurityContext: placeholder.containerSecurityContext,
      podLabels: placeholder.labels,
      podAnnotations: placeholder.annotations,
      extraPodSpec: placeholder.extraPodSpec,
    },
  ];
}

function sizeOf(values: Values): { resources: Resources; sizeOrigin: string } {
  const given = values.scheduling.userPlaceholder.resources;
  if (given) return { resources: given, sizeOrigin: 'scheduling.userPlaceholder.resources' };
  return {
    resources: serverResources(values.singleuser.size),
    sizeOrigin: 'singleuser.cpu, .memory and .extraResource',
  };
}

/** Requests and limits of a user's server as KubeSpawner sends them: memory in powers of 1024. */
export function serverResources(size: Size): Resources {
  return {
    requests: {
      ...(size.cpuGuarantee === undefined ? {} : { cpu: coresQuantity(size.cpuGuarantee) }),
      ...(size.memoryGuarantee === undefined ? {} : { memory: bytesQuantity(size.memoryGuarantee) }),
      ...size.extraGuarantees,
    },
    limits: {
      ...(size.cpuLimit === undefined ? {} : { cpu: coresQuantity(size.cpuLimit) }),
      ...(size.memoryLimit === undefined ? {} : { memory: bytesQuantity(size.memoryLimit) }),
      ...size.extraLimits,
    },
  };
}
