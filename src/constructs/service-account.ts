import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import type { JsonMap } from '../kube/json';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';

/** An identity for pods. Its token is not mounted unless a pod asks for it itself. */
export class ServiceAccount extends Manifest {
  constructor(scope: Construct, id: string, props: ObjectProps) {
    super(
      scope,
      id,
      k8s.KubeServiceAccount.manifest({
        metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
        automountServiceAccountToken: false,
      }) as JsonMap,
    );
  }
}
