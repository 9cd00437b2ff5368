import { otherSource } from '../config/delivery-source';
import type { Delivery } from '../config/hub';
import type { JsonMap } from '../kube/json';
import { LABEL_PREFIX } from '../plan/labels';
import type { HubPlan } from '../plan/plan';
import { gitRepository } from './git-repository';
import { plainPath, repositoryPath } from './repository-path';
import { inOrder, type Stage } from '../plan/stage';
import { yamlFile } from './yaml-file';

/** Name of a Kustomization: a suffix on every one, so that no two hubs of any names can share one. */
type Step = Stage | 'hub';

/**
 * The Flux objects of a hub, by file name. The chain is race-free because all Kustomizations have one source:
 * Flux then starts a dependant only when its dependency is ready *at the same revision*.
 */
export function kustomizationFiles(
  hub: HubPlan,
  delivery: Delivery,
  stages: readonly Stage[],
): Map<string, string> {
  const separate = hub.clusterOwner === 'separate' && stages.includes('cluster');
  const chain = inOrder(stages).filter((stage) => stage !== 'cluster' || !separate);
  const inRow = steps(hub, delivery, chain);
  const files = new Map<string, string>();
  if (inRow.length > 0 || separate) {
    files.set('source.yaml', yamlFile(hub, aboutSource(delivery), [gitRepository(delivery)]));
  }
  if (inRow.length > 0) {
    files.set('kustomizations.yaml', yamlFile(hub, aboutChain(hub, delivery, chain), inRow));
  }
  if (separate) {
    const alone = step(hub, delivery, 'cluster', repositoryPath(delivery, hub.name, 'cluster'), undefined);
    files.set('cluster.yaml', yamlFile(hub, aboutCluster(hub), [alone]));
  }
  return files;
}

function steps(hub: HubPlan, delivery: Delivery, chain: readonly Stage[]): JsonMap[] {
  const before = (stage: Stage): Stage | undefined => chain.slice(0, chain.indexOf(stage)).at(-1);
  const ours = (stage: Stage): JsonMap => {
    // Seats need their PriorityClass and nothing else; the rest stands in a row.
    const needs = stage === 'seats' ? chain.find((other) => other === 'cluster') : before(stage);
    return step(hub, delivery, stage, repositoryPath(delivery, hub.name, stage), needs);
  };
  const path = hubPath(delivery);
  const last = chain.filter((stage) => stage !== 'seats').at(-1);
  return [
    ...chain.filter((stage) => stage !== 'seats').map(ours),
    ...(path === undefined ? [] : [step(hub, delivery, 'hub', path, last)]),
    ...chain.filter((stage) => stage === 'seats').map(ours),
  ];
}

function step(hub: HubPlan, delivery: Delivery, name: Step, path: string, needs: Step | undefined): JsonMap {
  const timeout = TIMEOUT[name];
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      name: `${hub.name}-${name}`,
      namespace: delivery.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'prewarm', [`${LABEL_PREFIX}/hub`]: hub.name },
    },
    spec: {
      interval: delivery.interval,
      retryInterval: '1m',
      ...(timeout === undefined ? {} : { timeout }),
      sourceRef: { kind: 'GitRepository', name: delivery.sourceName },
      path: `./${path}`,
      prune: true,
      // Health of the puller and of the placeholders changes with every node that comes or goes.
      wait: name === 'cluster' || name === 'gate',
      ...(needs === undefined ? {} : { dependsOn: [{ name: `${hub.name}-${needs}` }] }),
    },
  };
}

/** Short: a health check that runs keeps newer commits of its Kustomization waiting. The next retry goes on. */
const TIMEOUT: Readonly<Partial<Record<Step, string>>> = { cluster: '1m', gate: '5m' };

/** Folder of the hub's own manifests; undefined when no Kustomization over the same source can hold them. */
function hubPath(delivery: Delivery): string | undefined {
  const source = delivery.hub;
  if (source?.kind !== 'path' || otherSource(source, delivery).length > 0) return undefined;
  return plainPath(source.path);
}

function aboutChain(hub: HubPlan, delivery: Delivery, chain: readonly Stage[]): string[] {
  return [
    `Flux Kustomizations of hub ${hub.name}. Commit dist, then: kubectl apply -f kustomizations.yaml`,
    `All have the source ${delivery.sourceName} (source.yaml), and have to keep it: only then does Flux hold each back until`,
    'the one before is ready at the same commit. Never add readyExpr, and never images, namePrefix or patches:',
    'names in dist are hashes of what they stand for.',
    ...(chain.includes('gate') ? aboutOwnHub(hub, delivery) : []),
  ];
}

function aboutOwnHub(hub: HubPlan, delivery: Delivery): string[] {
  if (hubPath(delivery) !== undefined) return [];
  if (delivery.hub?.kind === 'chart') {
    return [
      '',
      'NOTHING HOLDS THE HUB BACK YET: a HelmRelease cannot depend on a Kustomization. Put the HelmRelease, with an',
      `exact chart version, into a folder of this repository and name that folder in prewarm.yaml (delivery.hub.path).`,
    ];
  }
  if (delivery.hub !== undefined) {
    return [
      '',
      'NOTHING HOLDS THE HUB BACK YET: its manifests are in another repository or revision, and Flux compares',
      'revisions within one source only. Move them into this repository.',
    ];
  }
  return [
    '',
    'NOTHING HOLDS THE HUB BACK YET: its own manifests are not in this file. Name their folder in prewarm.yaml',
    `(delivery.hub.path), or give your own Kustomization the same sourceRef and dependsOn: [{name: ${hub.name}-gate}].`,
  ];
}

function aboutSource(delivery: Delivery): string[] {
  return [
    `The source of all Kustomizations. Leave this file out when Flux already has a GitRepository ${delivery.sourceName};`,
    'a private repository needs one with a secretRef, which is made with: flux create source git',
  ];
}

function aboutCluster(hub: HubPlan): string[] {
  return [
    `Flux Kustomization of the cluster-scoped objects (PriorityClasses) of hub ${hub.name}, for whoever may create them.`,
    'Apply it before kustomizations.yaml; a late PriorityClass delays the gate and breaks nothing.',
  ];
}
