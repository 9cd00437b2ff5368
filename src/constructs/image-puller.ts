import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import { filled } from '../kube/filled';
import type { JsonMap } from '../kube/json';
import { liftResources } from './lift';
import { overlay } from '../kube/overlay';
import type { ContainerImage, PullImage, Resources } from '../plan/plan';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';
import { container, imageFields, placementFields, podFields, podMetadata } from './pod';
import type { PodProps } from './pod';

export interface ImagePullerProps extends ObjectProps, PodProps {
  /** Labels by which the DaemonSet knows its pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Images to pull, distinct, in order. */
  readonly images: readonly PullImage[];
  /** Image with a static `/bin/busybox`, which becomes the command of each pull. */
  readonly toolImage: string;
  /** Image that waits for ever after the pulls. */
  readonly pauseImage: ContainerImage;
  /** ServiceAccount of the pods. */
  readonly serviceAccountName: string;
  /** What happens to pods when the template changes. */
  readonly updateStrategy: 'OnDelete' | 'RollingUpdate';
  /** Old templates to keep; undefined: Kubernetes' default. */
  readonly revisionHistoryLimit: number | undefined;
  /** Requests and limits of every container. */
  readonly resources: Resources;
  /** Security context of the containers that pull. */
  readonly containerSecurityContext: JsonMap;
  /** Security context of the waiting container. */
  readonly pauseSecurityContext: JsonMap;
}

const UPDATE_STRATEGIES: Readonly<Record<ImagePullerProps['updateStrategy'], k8s.DaemonSetUpdateStrategy>> = {
  OnDelete: { type: 'OnDelete' },
  RollingUpdate: {
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('100%') },
  },
};

const TOOL_VOLUME = 'command';
const TOOL_FOLDER = '/prewarm';
// Busybox does what its file name says.
const TOOL = `${TOOL_FOLDER}/true`;

/**
 * A DaemonSet that brings images to every node of a pool, the ones that join later too.
 *
 * Init containers run one after the other, so images come in order and do not compete for bandwidth. Each runs
 * a static program that does nothing, from a volume that the first one fills: the image needs no shell, not
 * even a file, and none of its own code runs. When the pause container runs, the node has every image.
 */
export class ImagePuller extends Manifest {
  constructor(scope: Construct, id: string, props: ImagePullerProps) {
    const resources = filled({ resources: liftResources(props.resources) });
    const copy = container(
      {
        name: 'copy-command',
        image: props.toolImage,
        command: ['/bin/busybox', 'cp', '/bin/busybox', TOOL],
        volumeMounts: [{ name: TOOL_VOLUME, mountPath: TOOL_FOLDER }],
        ...resources,
      },
      props.containerSecurityContext,
    );
    const pulls = props.images.map((image) =>
      container(
        {
          name: image.container,
          ...imageFields(image),
          command: [TOOL],
          // The image's own working directory may be closed to the user that the pull runs as.
          workingDir: TOOL_FOLDER,
          volumeMounts: [{ name: TOOL_VOLUME, mountPath: TOOL_FOLDER, readOnly: true }],
          ...resources,
        },
        props.containerSecurityContext,
      ),
    );
    const pause = container(
      { name: 'pause', ...imageFields(props.pauseImage), ...resources },
      props.pauseSecurityContext,
    );
    const typed = k8s.KubeDaemonSet.manifest({
      metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
      spec: {
        selector: { matchLabels: props.selector },
        updateStrategy: UPDATE_STRATEGIES[props.updateStrategy],
        ...filled({ revisionHistoryLimit: props.revisionHistoryLimit }),
        template: {
          metadata: podMetadata(props),
          spec: {
            ...podFields(props),
            serviceAccountName: props.serviceAccountName,
            automountServiceAccountToken: false,
            // Nothing in the pod has to end in an orderly way.
            terminationGracePeriodSeconds: 0,
            // A node's disk, not its memory; room enough for any build of busybox.
            volumes: [{ name: TOOL_VOLUME, emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } }],
            containers: [],
          },
        },
      },
    }) as JsonMap;
    const podSpec = {
      ...placementFields(props.placement),
      initContainers: [copy, ...pulls],
      containers: [pause],
    };
    super(scope, id, overlay(typed, { spec: { template: { spec: podSpec } } }));
  }
}
