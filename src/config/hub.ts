import type { Problem } from '../problem/problem';
import type { Where } from '../problem/source';
import type { Values } from './values';
import type { MapNode } from './tree';

export type Target = 'argocd' | 'flux' | 'kubectl';

/** Who owns the cluster-scoped objects (PriorityClasses). */
export type ClusterOwner = 'inline' | 'separate' | 'none';

export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
}

export interface GateConfig {
  /** Share of the nodes that must be ready, 0 < quorum <= 1. */
  readonly quorum: number;
  readonly deadlineSeconds: number;
  readonly onTimeout: 'fail' | 'proceed';
  /** Raise it to run a failed gate again without changing an image. */
  readonly attempt: number;
  /** Image with `node` (18 or newer) on its path; undefined: the image of the hub's own proxy. */
  readonly image: string | undefined;
}

/** Where a hub's own manifests or chart are, so that one delivery orders both. */
export type HubSource =
  | {
      readonly kind: 'path';
      readonly repoURL: string | undefined;
      readonly revision: string | undefined;
      readonly path: string;
    }
  | {
      readonly kind: 'chart';
      readonly repoURL: string;
      readonly chart: string;
      readonly version: string;
      readonly releaseName: string;
      /** Values files in the delivery repository, in order; our own layer is added last. */
      readonly valueFiles: readonly string[];
    };

export interface Delivery {
  readonly repoURL: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** Folder of `dist` in that repository, without slashes at its ends; empty when it is the root. */
  readonly path: string;
  /** Argo CD: name of the AppProject. */
  readonly project: string;
  /** Argo CD: address of the destination cluster. */
  readonly server: string;
  /** Namespace of the Application or the Kustomizations. */
  readonly namespace: string;
  /** Flux: name of the GitRepository. */
  readonly sourceName: string;
  /** Flux: how often the source and the Kustomizations are looked at, such as `10m`. */
  readonly interval: string;
  readonly hub: HubSource | undefined;
}

/** A rule that the user switched off for one hub, and why. */
export interface Silence {
  readonly rule: string;
  readonly reason: string;
  readonly where: Where;
}

/** One hub as the user wrote it: every option with its default applied, values merged and read. */
export interface Hub {
  readonly name: string;
  readonly namespace: string;
  readonly target: Target;
  /** Oldest API server that the output must be accepted by. */
  readonly kubernetes: KubernetesVersion;
  /** Release of the z2jh chart whose defaults apply; the tags of its own images follow from it. */
  readonly chartVersion: string;
  /** Whether chartVersion was written by the user (false: our default). */
  readonly chartVersionGiven: boolean;
  readonly gate: GateConfig;
  /** Image with a static `busybox`, from which the pull command is copied. */
  readonly toolImage: string;
  readonly priorityCutoff: number;
  readonly cluster: ClusterOwner;
  /** Scheduler of the placeholder pods; undefined: the cluster's default scheduler. */
  readonly schedulerName: string | undefined;
  readonly delivery: Delivery | undefined;
  readonly silences: readonly Silence[];
  /** Name of the Helm release of the hub; the chart builds the names of some of its objects from it. Default: the hub's name. */
  readonly release: string;
  /** Names of the values files, as the user wrote them, in the order of merging. */
  readonly layers: readonly string[];
  /** Path of the hub's values in the last layer, such as `['basehub', 'jupyterhub']`; our own layer is nested alike. */
  readonly valuesPath: readonly string[];
  /** Merged values, typed. */
  readonly values: Values;
  /** Merged values of the user's layers alone, with positions (chart defaults are not in it). */
  readonly tree: MapNode;
  /** Where the hub is written; the values file itself when there is no prewarm.yaml. */
  readonly where: Where;
}

export interface Config {
  readonly hubs: readonly Hub[];
}

/** Either a complete config, or problems with at least one error; warnings come with both. */
export interface ConfigResult {
  readonly config: Config | undefined;
  readonly problems: readonly Problem[];
}
