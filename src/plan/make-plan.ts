import type { Config, Hub } from '../config/hub';
import { gateOf } from './gate';
import { imagesOf } from './images';
import { Names } from './names';
import type { HubPlan, Plan, PoolPlan } from './plan';
import { prioritiesOf } from './priorities';
import { pullerOf, pulls } from './puller';
import { seatsOf } from './seats';
import { valuesLayer } from './values-layer';

/** Decides everything from what the user wrote. `gateProgram` is the text of the gate's bundled program. */
export function makePlan(config: Config, gateProgram: string): Plan {
  return { hubs: config.hubs.map((hub) => planHub(hub, gateProgram)) };
}

export function planHub(hub: Hub, gateProgram: string): HubPlan {
  const names = new Names(hub.name, hub.namespace);
  const images = imagesOf(hub.values);
  const priorities = prioritiesOf(hub, names, pulls(hub.values) && images.length > 0);
  const pool: PoolPlan = {
    name: 'default',
    images,
    puller: pullerOf(hub, names, images, priorities),
    seats: seatsOf(hub, names, priorities),
  };
  const pools = [pool];
  const gate = gateOf(hub, names, pools, priorities, gateProgram);
  return {
    name: hub.name,
    namespace: hub.namespace,
    target: hub.target,
    kubernetes: hub.kubernetes,
    clusterOwner: hub.cluster,
    priorities,
    pools,
    gate,
    networkPolicies: {
      denyName: pools.some(({ puller, seats }) => puller !== undefined || seats.length > 0)
        ? names.denyPolicy()
        : undefined,
      gateName: gate ? names.gateAccess() : undefined,
    },
    delivery: hub.delivery,
    valuesLayer: valuesLayer(hub, priorities),
    notSeen: hub.values.notSeen,
    layers: hub.layers,
    release: hub.release,
  };
}
