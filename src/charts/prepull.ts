import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { GateAccess } from '../constructs/gate-access';
import { GateProgram } from '../constructs/gate-program';
import { GateTraffic } from '../constructs/gate-traffic';
import { ImagePuller } from '../constructs/image-puller';
import { ServiceAccount } from '../constructs/service-account';
import { TrafficDenial } from '../constructs/traffic-denial';
import { componentSelector, LABEL_PREFIX, objectLabels, pullerSelector } from '../plan/labels';
import type { GatePlan, HubPlan, PoolPlan, PullerPlan, ServiceAccountPlan } from '../plan/plan';
import { podLabels } from './pod-labels';
import { targetAnnotations } from './target';

/** Stage `prepull`: the image pullers, and what the gate needs before it can run. */
export class PrepullChart extends Chart {
  constructor(scope: Construct, id: string, hub: HubPlan) {
    super(scope, id, { namespace: hub.namespace, disableResourceNameHashes: true });
    this.addTrafficRules(hub);
    this.addPullerAccounts(hub);
    if (hub.gate) this.addGateNeeds(hub, hub.gate);
    for (const pool of hub.pools) {
      if (pool.puller) this.addPuller(hub, pool, pool.puller);
    }
  }

  private addTrafficRules(hub: HubPlan): void {
    const { denyName, gateName } = hub.networkPolicies;
    const annotations = targetAnnotations(hub, 'access');
    if (denyName !== undefined) {
      new TrafficDenial(this, 'deny-traffic', {
        name: denyName,
        labels: objectLabels(hub, 'image-puller'),
        annotations,
        matchLabels: { [`${LABEL_PREFIX}/hub`]: hub.name },
        anyOf: { label: `${LABEL_PREFIX}/component`, values: ['image-puller', 'placeholder'] },
      });
    }
    if (gateName !== undefined) {
      new GateTraffic(this, 'gate-traffic', {
        name: gateName,
        labels: objectLabels(hub, 'image-gate'),
        annotations,
        matchLabels: componentSelector(hub, 'image-gate'),
      });
    }
  }

  /** Pools may share an account; it is written once. */
  private addPullerAccounts(hub: HubPlan): void {
    const accounts = hub.pools.flatMap((pool) => (pool.puller ? [pool.puller.serviceAccount] : []));
    for (const account of new Map(accounts.map((one) => [one.name, one])).values()) {
      this.addAccount(hub, 'image-puller', account);
    }
  }

  private addAccount(
    hub: HubPlan,
    component: 'image-puller' | 'image-gate',
    account: ServiceAccountPlan,
  ): void {
    if (!account.create) return;
    new ServiceAccount(this, `${component}-account-${account.name}`, {
      name: account.name,
      labels: objectLabels(hub, component),
      annotations: { ...account.annotations, ...targetAnnotations(hub, 'access') },
    });
  }

  private addGateNeeds(hub: HubPlan, gate: GatePlan): void {
    const labels = objectLabels(hub, 'image-gate');
    this.addAccount(hub, 'image-gate', gate.serviceAccount);
    if (gate.createRbac) {
      new GateAccess(this, 'gate-access', {
        name: gate.roleName,
        labels,
        annotations: targetAnnotations(hub, 'access'),
        serviceAccountName: gate.serviceAccount.name,
        namespace: hub.namespace,
        pullers: gate.pullers,
      });
    }
    new GateProgram(this, 'gate-program', {
      name: gate.configMapName,
      labels,
      annotations: targetAnnotations(hub, 'program'),
      program: gate.program,
    });
  }

  private addPuller(hub: HubPlan, pool: PoolPlan, puller: PullerPlan): void {
    const selector = pullerSelector(hub, pool, puller.imageSet);
    new ImagePuller(this, `puller-${pool.name}`, {
      ...puller,
      // With the image set, so that superseded pullers can be found by label.
      labels: { ...objectLabels(hub, 'image-puller'), ...selector },
      annotations: { ...puller.annotations, ...targetAnnotations(hub, 'puller') },
      selector,
      podLabels: podLabels('image-puller', selector, puller.podLabels),
      images: pool.images,
      serviceAccountName: puller.serviceAccount.name,
    });
  }
}
