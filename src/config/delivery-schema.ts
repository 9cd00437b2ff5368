import { z } from 'zod';
import { DNS_LABEL, dnsLabel, duration, map, repository, text } from './prewarm-fields';

/** The hub's own manifests as files in a repository. */
export const hubFolderSchema = map({
  path: text('a folder of a Git repository, such as hubs/physics').describe(
    "Folder with the hub's own manifests, from the root of its repository.",
  ),
  repoURL: repository().optional().describe('Its repository. Default: that of `dist`.'),
  revision: text('a branch, tag or commit')
    .optional()
    .describe('Its branch, tag or commit. Default: that of `dist`.'),
});

/** The hub as a release of a Helm chart. */
export const hubChartSchema = map({
  chart: text('the name of a chart, such as jupyterhub').describe(
    'Name of the Helm chart, such as `jupyterhub`.',
  ),
  repoURL: repository()
    .default('https://hub.jupyter.org/helm-chart/')
    .describe('Helm repository of the chart.'),
  version: text('a version of the chart in quotes, such as "4.4.0"').describe(
    'Version of the chart, such as `4.4.0`.',
  ),
  releaseName: text('the name of a Helm release', DNS_LABEL)
    .optional()
    .describe('Name of the Helm release. Default: `release` of the hub.'),
  valueFiles: z
    .array(text('the path of a values file in the repository'), { error: 'a list of values files' })
    .default([])
    .describe(
      'Values files in the repository of `dist`, in order. The layer that Prewarm writes comes last by itself.',
    ),
});

const hubSource = z.union([hubFolderSchema, hubChartSchema], {
  error: 'a map with path: (plain manifests) or chart: (a Helm chart)',
});

export const deliverySchema = map({
  repoURL: repository().describe('Git repository that holds `dist`.'),
  revision: text('a branch, tag or commit')
    .default('main')
    .describe('Branch, tag or commit of that repository.'),
  path: text('a folder inside the repository, such as dist', /^(?!.*(?:^|\/)\.\.(?:\/|$))/)
    .default('dist')
    .describe('Folder of `dist` in that repository; `.` when it is the root.'),
  project: text('the name of an AppProject', DNS_LABEL)
    .default('default')
    .describe('Argo CD: name of the AppProject.'),
  server: text('the address of a cluster')
    .default('https://kubernetes.default.svc')
    .describe('Argo CD: address of the cluster that is delivered to.'),
  namespace: dnsLabel()
    .optional()
    .describe(
      'Namespace of the Application or the Kustomizations. Default: `argocd` for Argo CD, `flux-system` for Flux.',
    ),
  sourceName: text('the name of a GitRepository', DNS_LABEL)
    .default('prewarm')
    .describe('Flux: name of the GitRepository that all Kustomizations share.'),
  interval: duration('10m', '10s', '24h')
    .default('10m')
    .describe('Flux: how often the repository and the Kustomizations are looked at.'),
  hub: hubSource
    .optional()
    .describe(
      'The hub itself, so that one delivery orders both: `{ path: … }` for plain manifests or `{ chart: … }` for Helm.',
    ),
});
