import type { Hub } from '../config/hub';
import type { JsonMap } from '../kube/json';
import type { Priorities } from './plan';

/**
 * A last layer for a hub that is still installed from the chart: switches off what Prewarm does instead, and
 * points the chart's pods at our default priority class. Nested as the hub's own values are.
 */
export function valuesLayer(hub: Hub, priorities: Priorities | undefined): JsonMap {
  const className = priorities?.default.name;
  // A class of value 0 changes nothing for pods that have none; any other must reach the core pods as well.
  const corePods = className !== undefined && priorities?.default.value !== 0;
  const spec = { extraPodSpec: { priorityClassName: className ?? '' } };
  const layer: JsonMap = {
    prePuller: { hook: { enabled: false }, continuous: { enabled: false } },
    scheduling: {
      podPriority: { enabled: false },
      userPlaceholder: { enabled: false },
      ...(corePods && hub.values.scheduling.userSchedulerEnabled ? { userScheduler: spec } : {}),
    },
    ...(className === undefined
      ? {}
      : {
          hub: {
            config: { KubeSpawner: { priority_class_name: className } },
            ...(corePods ? spec : {}),
          },
        }),
    ...(corePods ? { proxy: { chp: spec, traefik: spec } } : {}),
  };
  return hub.valuesPath.reduceRight<JsonMap>((inner, key) => ({ [key]: inner }), layer);
}
