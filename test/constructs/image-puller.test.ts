import { ImagePuller } from '../../src/constructs/image-puller';
import type { ImagePullerProps } from '../../src/constructs/image-puller';
import { containersOf, objectOf, podSpecOf } from '../fixtures/objects';
import { images, puller, restrictedContainer } from '../fixtures/plan';

function props(changes: Partial<ImagePullerProps> = {}): ImagePullerProps {
  return {
    ...puller(),
    labels: { app: 'prewarm' },
    selector: { set: 'a' },
    podLabels: { set: 'a', more: 'b' },
    images: images(),
    serviceAccountName: 'nobody',
    ...changes,
  };
}

const built = (changes: Partial<ImagePullerProps> = {}) =>
  objectOf((chart) => new ImagePuller(chart, 'puller', props(changes)));

describe('ImagePuller', () => {
  test('first copies the command, then pulls each image in order, then waits', () => {
    const pod = podSpecOf(built());
    const names = pod.initContainers?.map(({ name }) => name);
    expect(names).toEqual(['copy-command', 'image-pull-singleuser', 'image-pull-profile-0-option-r-latest']);
    expect(pod.containers).toEqual([
      {
        name: 'pause',
        image: 'registry.k8s.io/pause:3.10',
        resources: { requests: { cpu: '1m', memory: '8Mi' } },
        securityContext: restrictedContainer,
      },
    ]);
  });

  test('an image needs nothing of its own: the command comes from a volume that it cannot write', () => {
    const [copy, pull] = containersOf(podSpecOf(built()));
    expect(copy?.command).toEqual(['/bin/busybox', 'cp', '/bin/busybox', '/prewarm/true']);
    expect(copy?.volumeMounts).toEqual([{ name: 'command', mountPath: '/prewarm' }]);
    expect(pull).toEqual({
      name: 'image-pull-singleuser',
      image: 'quay.io/jupyter/scipy-notebook:2025-03-24',
      command: ['/prewarm/true'],
      workingDir: '/prewarm',
      volumeMounts: [{ name: 'command', mountPath: '/prewarm', readOnly: true }],
      resources: { requests: { cpu: '1m', memory: '8Mi' } },
      securityContext: restrictedContainer,
    });
    expect(podSpecOf(built()).volumes).toEqual([{ name: 'command', emptyDir: { sizeLimit: '16Mi' } }]);
  });

  test('pull policies are those of the images', () => {
    const pod = podSpecOf(built({ pauseImage: { reference: 'pause', pullPolicy: 'Always' } }));
    const policies = containersOf(pod).map(({ imagePullPolicy }) => imagePullPolicy);
    expect(policies).toEqual([undefined, undefined, 'IfNotPresent', 'Always']);
  });

  test('every container has the same resources; without any, the field is absent', () => {
    const some = podSpecOf(built({ resources: { requests: {}, limits: { 'example.org/gpu': '1' } } }));
    for (const container of containersOf(some)) {
      expect(container.resources).toEqual({ limits: { 'example.org/gpu': '1' } });
    }
    const none = podSpecOf(built({ resources: { requests: {}, limits: {} } }));
    for (const container of containersOf(none)) {
      expect(container).not.toHaveProperty('resources');
    }
  });

  test.each([
    ['OnDelete', { type: 'OnDelete' }],
    ['RollingUpdate', { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } }],
  ] as const)('%s', (updateStrategy, expected) => {
    expect(built({ updateStrategy }).spec.updateStrategy).toEqual(expected);
  });

  test('the pod has no token, ends at once, and says what it was told', () => {
    const object = built({ revisionHistoryLimit: 0, podAnnotations: { 'example.org/note': 'yes' } });
    expect(object.spec).toMatchObject({
      revisionHistoryLimit: 0,
      selector: { matchLabels: { set: 'a' } },
      template: {
        metadata: { labels: { set: 'a', more: 'b' }, annotations: { 'example.org/note': 'yes' } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 0,
          serviceAccountName: 'nobody',
          priorityClassName: 'teaching.course.image-puller--5',
          imagePullSecrets: [{ name: 'registry' }],
        },
      },
    });
  });

  test('what is not decided is not in the object', () => {
    const object = built({
      priorityClassName: undefined,
      imagePullSecrets: [],
      placement: { nodeSelector: {}, tolerations: [], affinity: {} },
    });
    const absent = ['priorityClassName', 'imagePullSecrets', 'nodeSelector', 'tolerations', 'affinity'];
    for (const field of absent) expect(podSpecOf(object)).not.toHaveProperty(field);
    expect(object.spec).not.toHaveProperty('revisionHistoryLimit');
    expect(object.spec.template.metadata).not.toHaveProperty('annotations');
  });
});
