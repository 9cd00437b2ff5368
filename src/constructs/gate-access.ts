import { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import type { JsonMap } from '../kube/json';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';

export interface GateAccessProps extends ObjectProps {
  /** ServiceAccount of the gate. */
  readonly serviceAccountName: string;
  /** Namespace of that ServiceAccount. */
  readonly namespace: string;
  /** Names of the DaemonSets that the gate may read. */
  readonly pullers: readonly string[];
}

/** The right to read the state of certain pullers, and nothing else: a Role and its RoleBinding, of one name. */
export class GateAccess extends Construct {
  constructor(scope: Construct, id: string, props: GateAccessProps) {
    super(scope, id);
    const metadata = { name: props.name, labels: props.labels, annotations: props.annotations };
    new Manifest(
      this,
      'role',
      k8s.KubeRole.manifest({
        metadata,
        rules: [
          {
            apiGroups: ['apps'],
            resources: ['daemonsets'],
            resourceNames: [...props.pullers],
            verbs: ['get'],
          },
        ],
      }) as JsonMap,
    );
    new Manifest(
      this,
      'binding',
      k8s.KubeRoleBinding.manifest({
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: props.name },
        subjects: [{ kind: 'ServiceAccount', name: props.serviceAccountName, namespace: props.namespace }],
      }) as JsonMap,
    );
  }
}
