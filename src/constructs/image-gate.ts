import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import { filled } from '../kube/filled';
import type { JsonMap } from '../kube/json';
import { liftResources } from './lift';
import { overlay } from '../kube/overlay';
import type { ContainerImage, GateSettings, Resources } from '../plan/plan';
import { PROGRAM_FILE } from './gate-program';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';
import { container, imageFields, placementFields, podFields, podMetadata } from './pod';
import type { PodProps } from './pod';

export interface ImageGateProps extends ObjectProps, PodProps {
  /** Image with `node` on its path. */
  readonly image: ContainerImage;
  /** ServiceAccount that may read the pullers. */
  readonly serviceAccountName: string;
  /** ConfigMap with the program. */
  readonly configMapName: string;
  /** Names of the DaemonSets to wait for. */
  readonly pullers: readonly string[];
  /** What the program is told. */
  readonly settings: GateSettings;
  /** Seconds after which Kubernetes ends the Job as failed; undefined: never. */
  readonly activeDeadlineSeconds: number | undefined;
  /** How many pods may fail before the Job does. */
  readonly backoffLimit: number;
  /** Requests and limits of the container. */
  readonly resources: Resources;
  /** Security context of the container. */
  readonly containerSecurityContext: JsonMap;
}

const CONTAINER = 'gate';
const PROGRAM_FOLDER = '/prewarm';
/** What a pod that failed means. Plain data: the types of 1.27 ask for pod conditions in every rule, the API does not. */
const FAILURES: JsonMap = {
  rules: [
    // A drained node, an eviction or a preemption says nothing about the images.
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    // The deadline has passed, or the settings are wrong: another pod would only wait once more.
    { action: 'FailJob', onExitCodes: { containerName: CONTAINER, operator: 'In', values: [64, 75] } },
  ],
};

/**
 * A Job that is complete when the pullers have finished; what is ordered after it waits until then.
 *
 * It is never cleaned up by itself (no `ttlSecondsAfterFinished`): a tool that compares the cluster with the
 * manifests would miss it and run it again, for ever. The selector is left to the Job controller.
 */
export class ImageGate extends Manifest {
  constructor(scope: Construct, id: string, props: ImageGateProps) {
    const gate = container(
      {
        name: CONTAINER,
        ...imageFields(props.image),
        command: ['node', `${PROGRAM_FOLDER}/${PROGRAM_FILE}`],
        env: environment(props.pullers, props.settings),
        volumeMounts: [{ name: 'program', mountPath: PROGRAM_FOLDER, readOnly: true }],
        // The reason of a failure shows in the pod's status also when the program had no time to write one.
        terminationMessagePolicy: 'FallbackToLogsOnError',
        ...filled({ resources: liftResources(props.resources) }),
      },
      props.containerSecurityContext,
    );
    const metadata = podMetadata(props);
    const typed = k8s.KubeJob.manifest({
      metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
      spec: {
        backoffLimit: props.backoffLimit,
        ...filled({ activeDeadlineSeconds: props.activeDeadlineSeconds }),
        template: {
          metadata: {
            ...metadata,
            annotations: {
              ...metadata.annotations,
              'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
            },
          },
          spec: {
            ...podFields(props),
            restartPolicy: 'Never',
            serviceAccountName: props.serviceAccountName,
            // The only pod of ours with a token: it reads the pullers' state from the API server.
            automountServiceAccountToken: true,
            volumes: [{ name: 'program', configMap: { name: props.configMapName } }],
            containers: [],
          },
        },
      },
    }) as JsonMap;
    const podSpec = { ...placementFields(props.placement), containers: [gate] };
    super(scope, id, overlay(typed, { spec: { podFailurePolicy: FAILURES, template: { spec: podSpec } } }));
  }
}

/** The contract between this Job and its program. */
function environment(pullers: readonly string[], settings: GateSettings): k8s.EnvVar[] {
  const values = filled({
    PREWARM_PULLERS: pullers.join(','),
    PREWARM_QUORUM: String(settings.quorum),
    PREWARM_DEADLINE_SECONDS: settings.deadlineSeconds?.toString(),
    PREWARM_ON_TIMEOUT: settings.onTimeout,
    PREWARM_ATTEMPT: String(settings.attempt),
  });
  return [
    { name: 'PREWARM_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    ...Object.entries(values).map(([name, value]) => ({ name, value })),
  ];
}
