import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import type { JsonMap } from '../kube/json';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';

export interface GateTrafficProps extends ObjectProps {
  /** Labels of the gate's pods. */
  readonly matchLabels: Readonly<Record<string, string>>;
}

/** Of the DNS Service, and of the servers behind it on OpenShift. */
const DNS_PORTS = [53, 5353];
/** Of the API Service, and of the servers behind it: kubeadm and most clouds, minikube, MicroK8s. */
const API_PORTS = [443, 6443, 8443, 16443];

/**
 * Lets the gate ask for names and talk to the API server, and nothing else.
 *
 * To any address: the API server's is not known when the manifests are written, and network plugins differ in
 * whether they see the address and port of the Service (443) or of the server behind it (6443 in most clusters).
 */
export class GateTraffic extends Manifest {
  constructor(scope: Construct, id: string, props: GateTrafficProps) {
    super(
      scope,
      id,
      k8s.KubeNetworkPolicy.manifest({
        metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
        spec: {
          podSelector: { matchLabels: props.matchLabels },
          policyTypes: ['Ingress', 'Egress'],
          egress: [
            { ports: DNS_PORTS.flatMap((number) => [port('UDP', number), port('TCP', number)]) },
            { ports: API_PORTS.map((number) => port('TCP', number)) },
          ],
        },
      }) as JsonMap,
    );
  }
}

function port(protocol: 'TCP' | 'UDP', number: number): k8s.NetworkPolicyPort {
  return { protocol, port: k8s.IntOrString.fromNumber(number) };
}
