import type { Delivery } from '../config/hub';
import type { JsonMap } from '../kube/json';
import { LABEL_PREFIX } from '../plan/labels';
import type { HubPlan } from '../plan/plan';
import { plainPath, repositoryPath } from './repository-path';
import type { Stage } from '../plan/stage';
import { yamlFile } from './yaml-file';

/** Deletes background-style: a pod on a dead node would keep a foreground deletion waiting for ever. */
const FINALIZER = 'resources-finalizer.argocd.argoproj.io/background';

const GIT_SOURCE = 'values';

/**
 * The Argo CD Applications of a hub, by file name. `separate` puts the cluster-scoped objects into an
 * Application and a file of their own, for whoever may create them.
 */
export function applicationFiles(
  hub: HubPlan,
  delivery: Delivery,
  stages: readonly Stage[],
): Map<string, string> {
  const separate = hub.clusterOwner === 'separate' && stages.includes('cluster');
  const sources = [...ownSources(hub, delivery, stages, separate), ...hubSources(hub, delivery)];
  const files = new Map<string, string>();
  if (sources.length > 0) {
    const object = application(hub, delivery, sources);
    files.set('application.yaml', yamlFile(hub, aboutHub(hub, delivery, stages), [object]));
  }
  if (separate) {
    files.set('cluster.yaml', yamlFile(hub, aboutCluster(hub), [clusterApplication(hub, delivery)]));
  }
  return files;
}

/** Our folder; none when it would be empty, which Argo CD takes for an error. */
function ownSources(
  hub: HubPlan,
  delivery: Delivery,
  stages: readonly Stage[],
  separate: boolean,
): JsonMap[] {
  if (stages.every((stage) => separate && stage === 'cluster')) return [];
  return [
    {
      repoURL: delivery.repoURL,
      targetRevision: delivery.revision,
      path: repositoryPath(delivery, hub.name),
      directory: { recurse: true, ...(separate ? { exclude: 'cluster/*' } : {}) },
    },
  ];
}

function application(hub: HubPlan, delivery: Delivery, sources: readonly JsonMap[]): JsonMap {
  const [first, ...others] = sources;
  return {
    // Not the bare name of the hub: an Application of that name may deploy the hub already, and to apply ours
    // over it would prune the hub.
    ...head(`${hub.name}-prewarm`, hub, delivery),
    spec: {
      project: delivery.project,
      destination: { server: delivery.server, namespace: hub.namespace },
      ...(first !== undefined && others.length === 0 ? { source: first } : { sources }),
      // Restricted projects refuse to create a namespace, and they are why an owner other than us exists.
      syncPolicy: syncPolicy(hub.clusterOwner === 'inline' ? ['CreateNamespace=true'] : []),
    },
  };
}

/** The hub's own manifests or chart, beside ours: sync waves order objects inside one Application only. */
function hubSources(hub: HubPlan, delivery: Delivery): JsonMap[] {
  const source = delivery.hub;
  if (source === undefined) return [];
  if (source.kind === 'path') {
    // No `directory` here: it would forbid the kustomization or chart that may be in that folder.
    return [
      {
        repoURL: source.repoURL ?? delivery.repoURL,
        targetRevision: source.revision ?? delivery.revision,
        path: plainPath(source.path) || '.',
      },
    ];
  }
  const layers = [
    ...source.valueFiles.map(inRepository),
    inRepository(repositoryPath(delivery, 'values', `${hub.name}.yaml`)),
  ];
  return [
    {
      repoURL: source.repoURL,
      chart: source.chart,
      targetRevision: source.version,
      helm: { releaseName: source.releaseName, valueFiles: layers },
    },
    { repoURL: delivery.repoURL, targetRevision: delivery.revision, ref: GIT_SOURCE },
  ];
}

function inRepository(path: string): string {
  const prefix = `$${GIT_SOURCE}/`;
  return path.startsWith(prefix) ? path : prefix + plainPath(path);
}

function clusterApplication(hub: HubPlan, delivery: Delivery): JsonMap {
  return {
    ...head(`${hub.name}-cluster`, hub, delivery),
    spec: {
      project: delivery.project,
      destination: { server: delivery.server },
      source: {
        repoURL: delivery.repoURL,
        targetRevision: delivery.revision,
        path: repositoryPath(delivery, hub.name, 'cluster'),
        directory: { recurse: true },
      },
      syncPolicy: syncPolicy([]),
    },
  };
}

function head(name: string, hub: HubPlan, delivery: Delivery): JsonMap {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: delivery.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'prewarm', [`${LABEL_PREFIX}/hub`]: hub.name },
      finalizers: [FINALIZER],
    },
  };
}

function syncPolicy(options: readonly string[]): JsonMap {
  return {
    automated: { prune: true, selfHeal: true },
    syncOptions: [...options, 'PrunePropagationPolicy=background'],
    // refresh: a retry takes the newest commit, so that a fix is not kept waiting by what it fixes.
    retry: { limit: 5, refresh: true, backoff: { duration: '30s', factor: 2, maxDuration: '5m' } },
  };
}

function aboutHub(hub: HubPlan, delivery: Delivery, stages: readonly Stage[]): string[] {
  const about = [
    `Argo CD Application of hub ${hub.name}. Commit dist, then: kubectl apply -f application.yaml`,
    'Never add ApplyOutOfSyncOnly=true, PruneLast=true or Replace=true: with them a failed gate lets the hub',
    'through, or a sync waits for the placeholders.',
  ];
  if (delivery.hub === undefined && stages.includes('gate')) {
    about.push(
      '',
      'NOTHING HOLDS THE HUB BACK YET: its own manifests or chart are not in this Application. Argo CD orders',
      'objects by sync wave inside one Application only. Say in prewarm.yaml where they are (delivery.hub), and',
      'they become a second source here; the gate is in wave -10, the hub has to be in wave 0 or later.',
    );
  }
  return about;
}

function aboutCluster(hub: HubPlan): string[] {
  return [
    `Argo CD Application of the cluster-scoped objects (PriorityClasses) of hub ${hub.name}, for whoever may create`,
    'them: its AppProject has to allow PriorityClass of scheduling.k8s.io in clusterResourceWhitelist. Apply it',
    'before application.yaml; a late PriorityClass delays the gate and breaks nothing.',
  ];
}
