import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ImageGate } from '../constructs/image-gate';
import { componentSelector, objectLabels } from '../plan/labels';
import type { HubPlan } from '../plan/plan';
import { podLabels } from './pod-labels';
import { targetAnnotations } from './target';

/** Stage `gate`: the Job that holds the hub's upgrade back. Empty for a hub without a gate. */
export class GateChart extends Chart {
  constructor(scope: Construct, id: string, hub: HubPlan) {
    super(scope, id, { namespace: hub.namespace, disableResourceNameHashes: true });
    const { gate } = hub;
    if (gate === undefined) return;
    new ImageGate(this, 'gate', {
      ...gate,
      labels: objectLabels(hub, 'image-gate'),
      annotations: targetAnnotations(hub, 'gate'),
      podLabels: podLabels('image-gate', componentSelector(hub, 'image-gate'), gate.podLabels),
      serviceAccountName: gate.serviceAccount.name,
    });
  }
}
