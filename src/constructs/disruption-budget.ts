import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import type { JsonMap } from '../kube/json';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';

export interface DisruptionBudgetProps extends ObjectProps {
  /** Labels of the pods that it is about. */
  readonly selector: Readonly<Record<string, string>>;
  /** Number of pods that must stay. */
  readonly minAvailable: number;
}

/** How many of certain pods may be evicted at a time, by drains and by autoscalers that remove a node. */
export class DisruptionBudget extends Manifest {
  constructor(scope: Construct, id: string, props: DisruptionBudgetProps) {
    super(
      scope,
      id,
      k8s.KubePodDisruptionBudget.manifest({
        metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
        spec: {
          minAvailable: k8s.IntOrString.fromNumber(props.minAvailable),
          selector: { matchLabels: props.selector },
        },
      }) as JsonMap,
    );
  }
}
