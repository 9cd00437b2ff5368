import { ApiObject } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import type { JsonMap } from '../kube/json';

/** What every object of ours is given: the constructs choose no names and no labels. */
export interface ObjectProps {
  /** Value of `metadata.name`. */
  readonly name: string;
  /** Labels of the object itself, not of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations of the object itself, such as sync waves. */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * An object whose JSON is complete: what the typed `k8s.KubeX.manifest()` gives, with raw fragments laid over it.
 *
 * The typed classes convert once more at the end of a synthesis, and drop there every field that their Kubernetes
 * version does not know. This class converts nothing after its construction, so fragments reach the output whole.
 */
export class Manifest extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    private readonly manifest: JsonMap,
  ) {
    super(scope, id, manifest as unknown as ApiObjectProps);
  }

  /** The manifest with the namespace of its chart, and with labels and annotations that were added later. */
  override toJson(): JsonMap {
    return { ...this.manifest, metadata: this.metadata.toJson() as JsonMap };
  }
}
