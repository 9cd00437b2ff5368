import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import type { JsonMap } from '../kube/json';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';

export interface TrafficDenialProps extends ObjectProps {
  /** Labels that all of the pods have. */
  readonly matchLabels: Readonly<Record<string, string>>;
  /** Label that tells the pods apart, and the values of those that are meant. */
  readonly anyOf: { readonly label: string; readonly values: readonly string[] };
}

/**
 * No connection to or from certain pods. Images are pulled by the node itself and seats do nothing, so neither
 * needs any; the image of a user cannot use the moment of its pull.
 */
export class TrafficDenial extends Manifest {
  constructor(scope: Construct, id: string, props: TrafficDenialProps) {
    super(
      scope,
      id,
      k8s.KubeNetworkPolicy.manifest({
        metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
        spec: {
          podSelector: {
            matchLabels: props.matchLabels,
            matchExpressions: [{ key: props.anyOf.label, operator: 'In', values: [...props.anyOf.values] }],
          },
          // A direction that is named here and has no rule is closed.
          policyTypes: ['Ingress', 'Egress'],
        },
      }) as JsonMap,
    );
  }
}
