import * as k8s from '../../imports/k8s';
import { filled } from '../kube/filled';
import type { JsonMap } from '../kube/json';
import type { ContainerImage, Placement } from '../plan/plan';

/** What is decided for every pod of ours, whatever it is for. */
export interface PodProps {
  /** Labels of the pods; must hold what the workload selects by. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Annotations of the pods. */
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Nodes on which the pods may run. */
  readonly placement: Placement;
  /** PriorityClass of the pods; undefined: the cluster's default. */
  readonly priorityClassName: string | undefined;
  /** Names of Secrets with registry credentials, in the order of trying. */
  readonly imagePullSecrets: readonly string[];
}

/** Metadata of a pod template. */
export function podMetadata(props: PodProps): k8s.ObjectMeta {
  return { labels: props.podLabels, ...filled({ annotations: props.podAnnotations }) };
}

/** Fields of the pod spec that have one shape for all pods of ours. */
export function podFields(props: PodProps): Omit<k8s.PodSpec, 'containers'> {
  return {
    enableServiceLinks: false,
    // Pod Security "restricted" also for a container whose own security context was replaced by the user.
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    ...filled({
      priorityClassName: props.priorityClassName,
      imagePullSecrets: props.imagePullSecrets.map((name) => ({ name })),
    }),
  };
}

/** The placement as raw fields of the pod spec: terms may be newer than the API types know. */
export function placementFields(placement: Placement): JsonMap {
  const { nodeSelector, tolerations, affinity } = placement;
  return filled({ nodeSelector, tolerations, affinity });
}

/** A container with a security context as the user wrote it. */
export function container(typed: k8s.Container, securityContext: JsonMap): JsonMap {
  return { ...k8s.toJson_Container(typed), ...filled({ securityContext }) };
}

/** The image of a container and when to pull it. */
export function imageFields(image: ContainerImage): Pick<k8s.Container, 'image' | 'imagePullPolicy'> {
  return { image: image.reference, ...filled({ imagePullPolicy: image.pullPolicy }) };
}
