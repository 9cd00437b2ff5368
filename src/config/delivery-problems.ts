import type { Problem } from '../problem/problem';
import { otherSource } from './delivery-source';
import type { Hub } from './hub';
import { keyWhereAt, type MapNode } from './tree';

/** What a `delivery` asks for that its target cannot do: the files are written, and hold nothing back. */
export function deliveryProblems(hub: Pick<Hub, 'target' | 'delivery'>, tree: MapNode): Problem[] {
  const { delivery, target } = hub;
  const source = delivery?.hub;
  if (delivery === undefined || source === undefined || target !== 'flux') return [];
  const warn = (key: string, message: string, hint: string): Problem => ({
    severity: 'warning',
    rule: 'flux-hub-source',
    where: keyWhereAt(tree, ['delivery', 'hub', key]),
    message,
    hint,
  });
  if (source.kind === 'chart') {
    return [
      warn(
        'chart',
        'delivery.hub.chart has no effect with Flux: a HelmRelease cannot wait for a Kustomization, so none is written for the hub',
        'Put the HelmRelease into a folder of the same repository and write hub: { path: … }.',
      ),
    ];
  }
  return otherSource(source, delivery).map((key) =>
    warn(
      key,
      `delivery.hub.${key} is not that of the delivery: Flux compares revisions within one source only, so no Kustomization is written for the hub`,
      'Keep the manifests of the hub in the same repository and on the same branch.',
    ),
  );
}
