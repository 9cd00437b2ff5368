import type { Delivery } from '../config/hub';
import type { JsonMap } from '../kube/json';

/** The Flux source that all Kustomizations of a hub share. */
export function gitRepository(delivery: Delivery): JsonMap {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: {
      name: delivery.sourceName,
      namespace: delivery.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'prewarm' },
    },
    spec: {
      interval: delivery.interval,
      url: sourceUrl(delivery.repoURL),
      ref: reference(delivery.revision),
    },
  };
}

/** Flux knows no `git@host:path`; the same address as a URL has a slash after the host. */
function sourceUrl(repoURL: string): string {
  const [, login, path] = /^([\w.-]+@[\w.-]+):(?!\/)(.+)$/.exec(repoURL) ?? [];
  return login === undefined || path === undefined ? repoURL : `ssh://${login}/${path}`;
}

function reference(revision: string): JsonMap {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  if (revision.startsWith('refs/')) return { name: revision };
  return { branch: revision };
}
