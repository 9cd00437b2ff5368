import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { DisruptionBudget } from '../constructs/disruption-budget';
import { Placeholders } from '../constructs/placeholders';
import { objectLabels, placeholderSelector } from '../plan/labels';
import type { HubPlan, PoolPlan, SeatsPlan } from '../plan/plan';
import { podLabels } from './pod-labels';
import { targetAnnotations } from './target';

/** Stage `seats`: the placeholders of every pool. Empty for a hub without seats. */
export class SeatsChart extends Chart {
  constructor(scope: Construct, id: string, hub: HubPlan) {
    super(scope, id, { namespace: hub.namespace, disableResourceNameHashes: true });
    for (const pool of hub.pools) {
      for (const seats of pool.seats) this.addSeats(hub, pool, seats);
    }
  }

  private addSeats(hub: HubPlan, pool: PoolPlan, seats: SeatsPlan): void {
    const labels = objectLabels(hub, 'placeholder');
    const selector = placeholderSelector(hub, pool);
    new Placeholders(this, seats.name, {
      ...seats,
      labels,
      annotations: targetAnnotations(hub, 'seats'),
      selector,
      podLabels: podLabels('placeholder', selector, seats.podLabels),
    });
    new DisruptionBudget(this, `${seats.name}-budget`, {
      name: seats.name,
      labels,
      annotations: targetAnnotations(hub, 'budget'),
      selector,
      // Every seat may go at any time: neither a drain nor an autoscaler has to wait for one.
      minAvailable: 0,
    });
  }
}
