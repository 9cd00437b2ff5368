import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import { filled } from '../kube/filled';
import type { JsonMap } from '../kube/json';
import { liftResources } from './lift';
import { overlay } from '../kube/overlay';
import type { ContainerImage, Resources } from '../plan/plan';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';
import { container, imageFields, placementFields, podFields, podMetadata } from './pod';
import type { PodProps } from './pod';

export interface PlaceholdersProps extends ObjectProps, PodProps {
  /** Labels by which the StatefulSet knows its pods; cannot be changed on an existing object. */
  readonly selector: Readonly<Record<string, string>>;
  /** Number of seats. */
  readonly replicas: number;
  /** Image that does nothing. */
  readonly image: ContainerImage;
  /** Size of a seat. */
  readonly resources: Resources;
  /** Security context of the container. */
  readonly containerSecurityContext: JsonMap;
  /** Scheduler of the pods; undefined: the cluster's default. */
  readonly schedulerName: string | undefined;
  /** Old templates to keep; undefined: Kubernetes' default. */
  readonly revisionHistoryLimit: number | undefined;
  /** Raw fragment laid over the pod spec as the last step. */
  readonly extraPodSpec: JsonMap;
}

/**
 * Seats: pods that do nothing but hold the room of one user each, until a user's pod of more priority evicts
 * them. An evicted one comes back, stays pending, and makes the autoscaler bring a node before it is needed.
 */
export class Placeholders extends Manifest {
  constructor(scope: Construct, id: string, props: PlaceholdersProps) {
    const pause = container(
      {
        name: 'pause',
        ...imageFields(props.image),
        ...filled({ resources: liftResources(props.resources) }),
      },
      props.containerSecurityContext,
    );
    const typed = k8s.KubeStatefulSet.manifest({
      metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
      spec: {
        replicas: props.replicas,
        selector: { matchLabels: props.selector },
        // Required by the API and never looked up: nobody connects to a seat.
        serviceName: props.name,
        // All at once; one that finds no room must not keep the others from being made.
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'RollingUpdate' },
        ...filled({ revisionHistoryLimit: props.revisionHistoryLimit }),
        template: {
          metadata: podMetadata(props),
          spec: {
            ...podFields(props),
            automountServiceAccountToken: false,
            // The user is waiting: the room must be free at once.
            terminationGracePeriodSeconds: 0,
            ...filled({ schedulerName: props.schedulerName }),
            containers: [],
          },
        },
      },
    }) as JsonMap;
    const podSpec = { ...placementFields(props.placement), containers: [pause] };
    super(scope, id, overlay(typed, inPodSpec(podSpec), inPodSpec(props.extraPodSpec)));
  }
}

function inPodSpec(fragment: JsonMap): JsonMap {
  return { spec: { template: { spec: fragment } } };
}
