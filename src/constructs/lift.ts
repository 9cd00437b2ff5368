import * as k8s from '../../imports/k8s';
import { filled } from '../kube/filled';

/** Amounts by resource name, as Kubernetes writes them: `{ cpu: '500m', memory: '1Gi' }`. */
export type Amounts = Readonly<Record<string, string>>;

/**
 * Amounts as the typed API wants them. A bare string in such a place is dropped by the API types without an
 * error, so no text may get there without this step. The text of each amount stays as it is.
 */
export function liftAmounts(amounts: Amounts): Record<string, k8s.Quantity> {
  return Object.fromEntries(
    Object.entries(amounts).map(([resource, amount]) => [resource, k8s.Quantity.fromString(amount)]),
  );
}

/** Requests and limits of a container; undefined when there is neither, so that the field can be left out. */
export function liftResources(resources: {
  readonly requests: Amounts;
  readonly limits: Amounts;
}): k8s.ResourceRequirements | undefined {
  const lifted = filled({
    requests: liftAmounts(resources.requests),
    limits: liftAmounts(resources.limits),
  });
  return Object.keys(lifted).length === 0 ? undefined : lifted;
}
