import type { Delivery, Hub, HubSource, KubernetesVersion, Silence, Target } from './hub';
import { parseDuration } from './duration';
import type { HubEntry } from './prewarm-file';
import type { HubOptions } from './prewarm-schema';
import { whereAt, type MapNode } from './tree';
import { isNull } from './described-value';

/** Everything of a hub but its values. */
export type HubFrame = Omit<Hub, 'values' | 'tree' | 'layers' | 'valuesPath'>;

/** From checked options to decisions: units, defaults that depend on other options. */
export function hubFrame({ options, tree, where }: HubEntry): HubFrame {
  const release = options.release ?? options.name;
  return {
    name: options.name,
    namespace: options.namespace ?? options.name,
    release,
    target: options.target,
    kubernetes: kubernetesVersion(options.kubernetes ?? '1.27'),
    ...chartVersion(options, isGiven(tree, 'chartVersion')),
    gate: {
      quorum: share(options.gate.quorum),
      deadlineSeconds: parseDuration(options.gate.deadline) ?? 0,
      onTimeout: options.gate.onTimeout,
      attempt: options.gate.attempt,
      image: options.gate.image,
    },
    toolImage: options.toolImage,
    priorityCutoff: options.priorityCutoff,
    cluster: options.cluster,
    schedulerName: options.schedulerName,
    delivery: options.delivery && delivery(options.delivery, options.target, release),
    silences: options.silence.map(({ rule, reason }, index): Silence => ({
      rule,
      reason,
      where: whereAt(tree, ['silence', index, 'rule']),
    })),
    where,
  };
}

/** A hub that is delivered as the chart says its release there as well. */
function chartVersion(options: HubOptions, given: boolean): Pick<Hub, 'chartVersion' | 'chartVersionGiven'> {
  const source = options.delivery?.hub;
  if (
    !given &&
    source &&
    'chart' in source &&
    source.chart === 'jupyterhub' &&
    /^\d+\.\d+\.\d+/.test(source.version)
  ) {
    return { chartVersion: source.version, chartVersionGiven: true };
  }
  return { chartVersion: options.chartVersion, chartVersionGiven: given };
}

function isGiven(tree: MapNode, key: string): boolean {
  const entry = tree.entries.get(key);
  return entry !== undefined && !isNull(entry.value);
}

function kubernetesVersion(text: string): KubernetesVersion {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}

function share(quorum: string | number): number {
  return typeof quorum === 'number' ? quorum : parseFloat(quorum) / 100;
}

function delivery(options: NonNullable<HubOptions['delivery']>, target: Target, release: string): Delivery {
  return {
    repoURL: options.repoURL,
    revision: options.revision,
    path: withoutSlashes(options.path),
    project: options.project,
    server: options.server,
    namespace: options.namespace ?? (target === 'flux' ? 'flux-system' : 'argocd'),
    sourceName: options.sourceName,
    interval: options.interval,
    hub: options.hub && hubSource(options.hub, release),
  };
}

function hubSource(
  options: NonNullable<NonNullable<HubOptions['delivery']>['hub']>,
  release: string,
): HubSource {
  if ('path' in options) {
    const { repoURL, revision } = options;
    return { kind: 'path', repoURL, revision, path: withoutSlashes(options.path) };
  }
  const { repoURL, chart, version, releaseName, valueFiles } = options;
  return { kind: 'chart', repoURL, chart, version, releaseName: releaseName ?? release, valueFiles };
}

function withoutSlashes(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
