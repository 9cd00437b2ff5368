import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PriorityClass } from '../constructs/priority-class';
import { LABEL_PREFIX, objectLabels } from '../plan/labels';
import type { HubPlan, PriorityClassPlan } from '../plan/plan';
import { targetAnnotations } from './target';

/**
 * Stage `cluster`: what lives outside of namespaces. The chart has no namespace, since cdk8s would write it on
 * cluster-scoped objects as well.
 */
export class ClusterChart extends Chart {
  constructor(scope: Construct, id: string, hub: HubPlan) {
    super(scope, id, { disableResourceNameHashes: true });
    for (const priority of ownedPriorities(hub)) {
      new PriorityClass(this, priority.role, {
        name: priority.name,
        // Two hubs in two namespaces may have one name; here nothing else tells them apart.
        labels: { ...objectLabels(hub, 'priority'), [`${LABEL_PREFIX}/namespace`]: hub.namespace },
        annotations: targetAnnotations(hub, 'priority'),
        value: priority.value,
        description: priority.description,
        // A seat that evicted somebody would only move the shortage, and an autoscaler adds no node for a pod
        // that already waits for an eviction.
        preemptionPolicy: priority.role === 'placeholder' ? 'Never' : undefined,
      });
    }
  }
}

/** The PriorityClasses that come from this hub's manifests; none when somebody else owns them. */
function ownedPriorities({ clusterOwner, priorities }: HubPlan): PriorityClassPlan[] {
  if (clusterOwner === 'none' || priorities === undefined) return [];
  const { default: users, imagePuller, placeholder } = priorities;
  return [users, imagePuller, placeholder].filter((priority) => priority !== undefined);
}
