import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import { filled } from '../kube/filled';
import type { JsonMap } from '../kube/json';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';

export interface PriorityClassProps extends ObjectProps {
  /** Priority of the pods; more is more important. Cannot be changed on an existing object. */
  readonly value: number;
  /** Who the class is for. */
  readonly description: string;
  /** `Never`: its pods wait for free room and evict nobody; undefined: they may evict pods of less priority. */
  readonly preemptionPolicy: 'Never' | undefined;
}

/** A priority that pods ask for by name. Never the default of the whole cluster: other people's pods live there. */
export class PriorityClass extends Manifest {
  constructor(scope: Construct, id: string, props: PriorityClassProps) {
    super(
      scope,
      id,
      k8s.KubePriorityClass.manifest({
        metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
        value: props.value,
        description: props.description,
        globalDefault: false,
        ...filled({ preemptionPolicy: props.preemptionPolicy }),
      }) as JsonMap,
    );
  }
}
