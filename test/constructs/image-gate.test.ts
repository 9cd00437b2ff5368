import { ImageGate } from '../../src/constructs/image-gate';
import type { ImageGateProps } from '../../src/constructs/image-gate';
import { objectOf, podSpecOf } from '../fixtures/objects';
import { gate, placement, restrictedContainer } from '../fixtures/plan';

function built(changes: Partial<ImageGateProps> = {}) {
  const props: ImageGateProps = {
    ...gate(),
    labels: { app: 'prewarm' },
    annotations: {},
    podLabels: { part: 'gate' },
    serviceAccountName: 'reader',
    ...changes,
  };
  return objectOf((chart) => new ImageGate(chart, 'gate', props));
}

function environment(changes: Partial<ImageGateProps> = {}): Record<string, string | undefined> {
  const entries = podSpecOf(built(changes)).containers.flatMap(({ env = [] }) => env);
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

describe('ImageGate', () => {
  // The spec of a Job cannot be changed under one name, and the plan makes the name before this object exists:
  // whoever changes what is written here must also raise JOB_SHAPE in src/plan/gate.ts.
  test('the whole Job', () => {
    expect(built()).toEqual({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'course-image-gate-4e5f6a7b', namespace: 'teaching', labels: { app: 'prewarm' } },
      spec: {
        activeDeadlineSeconds: 2820,
        backoffLimit: 3,
        podFailurePolicy: {
          rules: [
            { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
            { action: 'FailJob', onExitCodes: { containerName: 'gate', operator: 'In', values: [64, 75] } },
          ],
        },
        template: {
          metadata: {
            labels: { part: 'gate' },
            annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
          },
          spec: {
            automountServiceAccountToken: true,
            containers: [
              {
                name: 'gate',
                image: 'quay.io/jupyterhub/configurable-http-proxy:4.6.3',
                command: ['node', '/prewarm/gate.js'],
                env: [
                  { name: 'PREWARM_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
                  { name: 'PREWARM_PULLERS', value: 'course-image-puller-0a1b2c3d' },
                  { name: 'PREWARM_QUORUM', value: '0.95' },
                  { name: 'PREWARM_DEADLINE_SECONDS', value: '2700' },
                  { name: 'PREWARM_ON_TIMEOUT', value: 'fail' },
                  { name: 'PREWARM_ATTEMPT', value: '0' },
                ],
                securityContext: { ...restrictedContainer, readOnlyRootFilesystem: true },
                terminationMessagePolicy: 'FallbackToLogsOnError',
                volumeMounts: [{ name: 'program', mountPath: '/prewarm', readOnly: true }],
              },
            ],
            enableServiceLinks: false,
            priorityClassName: 'teaching.course.default-0',
            restartPolicy: 'Never',
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            serviceAccountName: 'reader',
            tolerations: placement().tolerations,
            volumes: [{ name: 'program', configMap: { name: 'course-image-gate-program-8c9d0e1f' } }],
          },
        },
      },
    });
  });

  test('without a deadline neither Kubernetes nor the program ends it', () => {
    const endless = {
      activeDeadlineSeconds: undefined,
      settings: { quorum: 1, deadlineSeconds: undefined, onTimeout: 'fail', attempt: 2 },
    } as const;
    expect(built(endless).spec).not.toHaveProperty('activeDeadlineSeconds');
    expect(environment(endless)).toEqual({
      PREWARM_NAMESPACE: undefined,
      PREWARM_PULLERS: 'course-image-puller-0a1b2c3d',
      PREWARM_QUORUM: '1',
      PREWARM_ON_TIMEOUT: 'fail',
      PREWARM_ATTEMPT: '2',
    });
  });

  test('waits for the pullers of every pool', () => {
    expect(environment({ pullers: ['a', 'b'] })['PREWARM_PULLERS']).toBe('a,b');
  });

  test('a user cannot make the autoscaler end it in the middle', () => {
    const key = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
    const object = built({ podAnnotations: { [key]: 'true', 'example.org/note': 'x' } });
    expect(object.spec.template.metadata.annotations).toEqual({ [key]: 'false', 'example.org/note': 'x' });
  });
});
