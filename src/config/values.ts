import type { Where } from '../problem/source';
import type { JsonMap } from '../kube/json';

/** The values of the z2jh chart that Prewarm acts on: layers merged, the chart's defaults applied, types checked. */
export interface Values {
  /** Names of pull secrets for every pod of the hub, in the chart's order, without repetitions. */
  readonly imagePullSecrets: readonly string[];
  /** `rbac.create` */
  readonly createRbac: boolean;
  readonly singleuser: SingleuserValues;
  readonly scheduling: SchedulingValues;
  readonly prePuller: PrePullerValues;
  /** Image of the hub's proxy, `proxy.chp.image`; it has Node.js and is on the cluster anyway. */
  readonly proxyImage: string;
  /** Images and profiles that the files do not show. */
  readonly notSeen: readonly NotSeenValue[];
}

export interface NotSeenValue {
  readonly path: string;
  readonly where: Where | undefined;
  readonly what: string;
}

/** One place that asks for an image. */
export interface ImageUse {
  readonly reference: string;
  readonly pullPolicy: PullPolicyValue | undefined;
  /** Path in the values. */
  readonly path: string;
  /** The same for people, such as `profile "R", image "Nightly"`. */
  readonly title: string;
  /** undefined: a default of the chart. */
  readonly where: Where | undefined;
}

export type PullPolicyValue = 'Always' | 'IfNotPresent' | 'Never';

export interface SingleuserValues {
  readonly image: ImageUse | undefined;
  /** Pull secrets of `singleuser.image`. */
  readonly pullSecrets: readonly string[];
  /** undefined: cloud metadata is not blocked with iptables, or the image cannot be seen. */
  readonly networkTools: ImageUse | undefined;
  /** `initContainers`, then `extraContainers`. */
  readonly containers: readonly ImageUse[];
  readonly profiles: readonly Profile[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly extraTolerations: readonly JsonMap[];
  readonly nodeAffinity: Affinity;
  readonly podAffinity: Affinity;
  readonly podAntiAffinity: Affinity;
  readonly size: Size;
}

export interface Affinity {
  readonly required: readonly JsonMap[];
  readonly preferred: readonly JsonMap[];
}

/** What one user's server asks for; bytes and cores as JupyterHub reads them. */
export interface Size {
  readonly cpuGuarantee: number | undefined;
  readonly cpuLimit: number | undefined;
  readonly memoryGuarantee: bigint | undefined;
  readonly memoryLimit: bigint | undefined;
  readonly extraGuarantees: Readonly<Record<string, string>>;
  readonly extraLimits: Readonly<Record<string, string>>;
}

export interface Profile {
  readonly index: number;
  readonly title: string;
  /** Flagged `default: true`, or the first when none is. */
  readonly isDefault: boolean;
  readonly override: Override;
  readonly options: readonly ProfileOption[];
  readonly path: string;
  readonly where: Where;
}

export interface ProfileOption {
  readonly key: string;
  readonly title: string;
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly key: string;
  readonly title: string;
  readonly isDefault: boolean;
  readonly override: Override;
  readonly where: Where;
}

/** What a `kubespawner_override` says about images, placement and size. undefined: says nothing. */
export interface Override {
  readonly image: ImageUse | undefined;
  /** `init_containers`, `extra_containers` and those of `extra_pod_config`. */
  readonly containers: readonly ImageUse[];
  /** Merged over the hub's; null removes a key. */
  readonly nodeSelector: Readonly<Record<string, string | null>> | undefined;
  /** Replaces the hub's list. */
  readonly tolerations: readonly JsonMap[] | undefined;
  /** Replaces the hub's list. */
  readonly nodeAffinityRequired: readonly JsonMap[] | undefined;
  readonly cpuGuarantee: number | undefined;
  readonly cpuLimit: number | undefined;
  readonly memoryGuarantee: bigint | undefined;
  readonly memoryLimit: bigint | undefined;
  /** Where each of the keys above was written, by the name in the file. */
  readonly where: Readonly<Record<string, Where>>;
}

export type MatchNodePurpose = 'ignore' | 'prefer' | 'require';

export interface SchedulingValues {
  readonly podPriority: {
    readonly enabled: boolean;
    readonly globalDefault: boolean;
    readonly defaultPriority: number;
    readonly imagePullerPriority: number;
    readonly userPlaceholderPriority: number;
  };
  readonly userPlaceholder: {
    readonly enabled: boolean;
    readonly replicas: number;
    readonly image: string;
    readonly pullPolicy: PullPolicyValue | undefined;
    readonly pullSecrets: readonly string[];
    /** Kubernetes resources that replace the computed size; undefined: computed. */
    readonly resources: ResourceValues | undefined;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly revisionHistoryLimit: number | undefined;
    readonly containerSecurityContext: JsonMap;
    readonly extraPodSpec: JsonMap;
  };
  readonly corePodsTolerations: readonly JsonMap[];
  readonly corePodsNodePurpose: MatchNodePurpose;
  readonly userPodsTolerations: readonly JsonMap[];
  readonly userPodsNodePurpose: MatchNodePurpose;
  readonly userSchedulerEnabled: boolean;
}

/** Quantities as written. */
export interface ResourceValues {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

export interface ServiceAccountValues {
  readonly create: boolean;
  readonly name: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface PrePullerValues {
  readonly hook: {
    readonly enabled: boolean;
    readonly pullSecrets: readonly string[];
    readonly nodeSelector: Readonly<Record<string, string>>;
    readonly tolerations: readonly JsonMap[];
    readonly resources: ResourceValues;
    readonly containerSecurityContext: JsonMap;
    readonly serviceAccount: ServiceAccountValues;
    readonly serviceAccountImagePuller: ServiceAccountValues;
    readonly daemonsetAnnotations: Readonly<Record<string, string>>;
  };
  readonly continuous: {
    readonly enabled: boolean;
    readonly serviceAccount: ServiceAccountValues;
    readonly daemonsetAnnotations: Readonly<Record<string, string>>;
  };
  readonly pullProfileListImages: boolean;
  /** Sorted by key, byte-wise. */
  readonly extraImages: readonly ImageUse[];
  readonly extraTolerations: readonly JsonMap[];
  /** undefined: not set. */
  readonly resources: ResourceValues | undefined;
  readonly containerSecurityContext: JsonMap;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly revisionHistoryLimit: number | undefined;
  readonly pauseImage: string;
  readonly pausePullPolicy: PullPolicyValue | undefined;
  readonly pausePullSecrets: readonly string[];
  readonly pauseSecurityContext: JsonMap;
}
