import type { HubPlan } from '../plan/plan';
import { applicationFiles } from './application';
import { deployScript } from './deploy-script';
import { kustomizationFiles } from './kustomizations';
import type { Stage } from '../plan/stage';

/** One file that brings the stages of a hub to a cluster. */
export interface DeliveryFile {
  readonly text: string;
  /** true: written with mode 0755. */
  readonly executable?: boolean;
}

/**
 * Files of `dist/delivery/<hub>/`, by their path in `dist`.
 *
 * - argocd: `application.yaml`; `cluster.yaml` beside it when somebody else owns the cluster-scoped objects.
 * - flux: `kustomizations.yaml` and `source.yaml`; `cluster.yaml` as above.
 * - kubectl: `deploy.sh`, always.
 *
 * Argo CD and Flux have to be told where `dist` is, so they get files only when the hub has a `delivery`.
 *
 * @param stages the stages of this hub that have a file in `dist`, in any order
 */
export function deliveryFiles(hub: HubPlan, stages: readonly Stage[]): Map<string, DeliveryFile> {
  const files = new Map<string, DeliveryFile>();
  const put = (name: string, file: DeliveryFile): void => {
    files.set(`delivery/${hub.name}/${name}`, file);
  };
  if (hub.target === 'kubectl') {
    put('deploy.sh', { text: deployScript(hub, stages), executable: true });
  } else if (hub.delivery !== undefined) {
    const written =
      hub.target === 'argocd'
        ? applicationFiles(hub, hub.delivery, stages)
        : kustomizationFiles(hub, hub.delivery, stages);
    for (const [name, text] of written) put(name, { text });
  }
  return files;
}
