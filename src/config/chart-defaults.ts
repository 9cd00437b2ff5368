import type { JsonMap } from '../kube/json';

/**
 * What the z2jh chart assumes when values say nothing. Facts of chart releases 4.x; a newer release that changes
 * one of them needs a change here and an entry in the changelog.
 */

/** Both spellings of the taint that dedicates nodes, with the purpose of the pods that tolerate it. */
export function dedicatedTolerations(purpose: 'user' | 'core'): JsonMap[] {
  return ['hub.jupyter.org/dedicated', 'hub.jupyter.org_dedicated'].map((key) => ({
    key,
    operator: 'Equal',
    value: purpose,
    effect: 'NoSchedule',
  }));
}

/** Label of nodes that tells what they are for: `core` or `user`. */
export const NODE_PURPOSE_LABEL = 'hub.jupyter.org/node-purpose';

/** What Pod Security "restricted" asks of a container, with the user id of the chart (nobody). */
export const RESTRICTED_CONTAINER: JsonMap = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsGroup: 65534,
  runAsNonRoot: true,
  runAsUser: 65534,
  seccompProfile: { type: 'RuntimeDefault' },
};

export const SINGLEUSER_IMAGE = 'quay.io/jupyterhub/k8s-singleuser-sample';
export const NETWORK_TOOLS_IMAGE = 'quay.io/jupyterhub/k8s-network-tools';
export const PAUSE_IMAGE = 'registry.k8s.io/pause';
export const PAUSE_TAG = '3.10.2';
export const PROXY_IMAGE = 'quay.io/jupyterhub/configurable-http-proxy';
export const PROXY_TAG = '5.2.0';

/** Memory guarantee of a user's server. */
export const MEMORY_GUARANTEE = '1G';

export const DEFAULT_PRIORITY = 0;
export const IMAGE_PULLER_PRIORITY = -5;
export const USER_PLACEHOLDER_PRIORITY = -10;
