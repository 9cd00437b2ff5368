import type { Where } from '../problem/source';
import type { ClusterOwner, Delivery, KubernetesVersion, Target } from '../config/hub';
import type { Json, JsonMap } from '../kube/json';

/** Everything that was decided, as plain data. Charts say it in Kubernetes; nothing is decided after this. */
export interface Plan {
  readonly hubs: readonly HubPlan[];
}

export interface HubPlan {
  /** DNS label; first segment of the output folder, part of every name. */
  readonly name: string;
  readonly namespace: string;
  readonly target: Target;
  readonly kubernetes: KubernetesVersion;
  readonly clusterOwner: ClusterOwner;
  /** undefined: pod priority is off, no pod names a PriorityClass. */
  readonly priorities: Priorities | undefined;
  /** At least one; the first is the pool of the hub's default placement. */
  readonly pools: readonly PoolPlan[];
  /** undefined: no gate. */
  readonly gate: GatePlan | undefined;
  readonly networkPolicies: NetworkPolicyPlan;
  readonly delivery: Delivery | undefined;
  /** Content of `dist/values/<hub>.yaml`. */
  readonly valuesLayer: JsonMap;
  /** What the values may bring at run time and nobody can read from them. */
  readonly notSeen: readonly NotSeen[];
  /** Names of the values files, in the order of merging. */
  readonly layers: readonly string[];
  /** Name of the Helm release when the hub itself is installed from the chart. */
  readonly release: string;
}

export interface PriorityClassPlan {
  readonly role: 'default' | 'image-puller' | 'placeholder';
  readonly name: string;
  readonly value: number;
  readonly description: string;
}

export interface Priorities {
  readonly default: PriorityClassPlan;
  /** undefined: nothing is pulled. */
  readonly imagePuller: PriorityClassPlan | undefined;
  /** undefined: there are no placeholders. */
  readonly placeholder: PriorityClassPlan | undefined;
  /** Priority at and above which the autoscaler makes room for pending pods. */
  readonly cutoff: number;
}

/** A set of nodes with one placement, the images that its users can start, and its seats. */
export interface PoolPlan {
  /** DNS label; `default` for the pool of the hub's own placement. */
  readonly name: string;
  /** Distinct images in the order of pulling. */
  readonly images: readonly PullImage[];
  /** undefined: nothing is pulled ahead in this pool. */
  readonly puller: PullerPlan | undefined;
  readonly seats: readonly SeatsPlan[];
}

/** One image of a pool, and every place in the values that asks for it. */
export interface PullImage {
  /** Container name: DNS label, unique in the pod. */
  readonly container: string;
  /** Reference as the user pods have it, such as `quay.io/jupyter/scipy-notebook:2025-03-24`. */
  readonly reference: string;
  /** undefined: Kubernetes' own default. */
  readonly pullPolicy: PullPolicy | undefined;
  readonly origins: readonly ImageOrigin[];
}

export type PullPolicy = 'Always' | 'IfNotPresent' | 'Never';

export interface ImageOrigin {
  /** Path in the values, such as `singleuser.profileList[2].kubespawner_override.image`. */
  readonly path: string;
  /** For people, such as `profile "R" › Channel › Nightly`. */
  readonly title: string;
  /** undefined: a default of the chart, not written in any file. */
  readonly where: Where | undefined;
}

/** Where pods may run, in Kubernetes' own terms. Fields are left out of the pod when empty. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly JsonMap[];
  /** Whole `affinity` of the pod spec; empty map: none. */
  readonly affinity: JsonMap;
}

export interface PullerPlan {
  /** `<hub>[-<pool>]-image-puller-<hash>`; the hash covers what decides the pull. */
  readonly name: string;
  /** The hash alone; value of the label `prewarm.dev/image-set`. */
  readonly imageSet: string;
  readonly serviceAccount: ServiceAccountPlan;
  /** argocd: OnDelete; flux and kubectl: RollingUpdate. */
  readonly updateStrategy: 'OnDelete' | 'RollingUpdate';
  readonly revisionHistoryLimit: number | undefined;
  readonly placement: Placement;
  readonly priorityClassName: string | undefined;
  readonly imagePullSecrets: readonly string[];
  /** Image that brings the static binary. */
  readonly toolImage: string;
  readonly pauseImage: ContainerImage;
  readonly resources: Resources;
  readonly containerSecurityContext: JsonMap;
  readonly pauseSecurityContext: JsonMap;
  /** Extra labels and annotations of the pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Extra annotations of the DaemonSet itself. */
  readonly annotations: Readonly<Record<string, string>>;
  /** false: the operator wants it only while an upgrade waits; deploy.sh removes it, GitOps cannot. */
  readonly keep: boolean;
}

export interface ContainerImage {
  readonly reference: string;
  readonly pullPolicy: PullPolicy | undefined;
}

/** Requests and limits as Kubernetes quantities; empty maps are left out. */
export interface Resources {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

export interface ServiceAccountPlan {
  readonly name: string;
  /** false: somebody else owns it. */
  readonly create: boolean;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface GatePlan {
  /** `<hub>-image-gate-<hash>`; the hash covers the whole Job and its program. */
  readonly name: string;
  readonly serviceAccount: ServiceAccountPlan;
  /** Name of Role and RoleBinding. */
  readonly roleName: string;
  /** false: RBAC is managed elsewhere (`rbac.create: false`). */
  readonly createRbac: boolean;
  /** ConfigMap with the program; its name ends in the hash of the program. */
  readonly configMapName: string;
  /** JavaScript, one file. */
  readonly program: string;
  /** Names of the DaemonSets that must be ready. */
  readonly pullers: readonly string[];
  readonly image: ContainerImage;
  readonly imagePullSecrets: readonly string[];
  readonly settings: GateSettings;
  /** argocd and kubectl: set; flux: undefined, because a failed Job is never run again there. */
  readonly activeDeadlineSeconds: number | undefined;
  readonly backoffLimit: number;
  readonly placement: Placement;
  readonly priorityClassName: string | undefined;
  readonly resources: Resources;
  readonly containerSecurityContext: JsonMap;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
}

/** What the gate program reads from its environment. */
export interface GateSettings {
  /** 0 < quorum <= 1. */
  readonly quorum: number;
  /** undefined: no end (flux). */
  readonly deadlineSeconds: number | undefined;
  readonly onTimeout: 'fail' | 'proceed';
  readonly attempt: number;
}

/** Placeholders of one size in one pool. */
export interface SeatsPlan {
  /** StatefulSet and PodDisruptionBudget. */
  readonly name: string;
  readonly kind: 'slots';
  readonly replicas: number;
  readonly revisionHistoryLimit: number | undefined;
  readonly image: ContainerImage;
  readonly imagePullSecrets: readonly string[];
  readonly resources: Resources;
  /** Where the size comes from, for people, such as `singleuser.memory, singleuser.cpu`. */
  readonly sizeOrigin: string;
  readonly placement: Placement;
  readonly priorityClassName: string | undefined;
  readonly schedulerName: string | undefined;
  readonly containerSecurityContext: JsonMap;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Raw fragment laid over the pod spec (`extraPodSpec`). */
  readonly extraPodSpec: JsonMap;
}

export interface NetworkPolicyPlan {
  /** Denies everything to puller and placeholder pods; undefined when there are none. */
  readonly denyName: string | undefined;
  /** Lets the gate reach DNS and the API server; undefined without a gate. */
  readonly gateName: string | undefined;
}

export interface NotSeen {
  /** Path in the values. */
  readonly path: string;
  readonly where: Where | undefined;
  /** What cannot be read from the files, such as `images that users type in (unlisted_choice)`. */
  readonly what: string;
}

export type { Json };
