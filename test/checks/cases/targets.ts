import { at, inKind, type RuleCases } from './situation';

const annotated = (key: string, value: string | null) => at(['metadata', 'annotations'], { [key]: value });
const WAVE = 'argocd.argoproj.io/sync-wave';

/** Rules about the order in which a target applies the objects. */
export const TARGET_CASES: Readonly<Record<string, RuleCases>> = {
  'argocd-waves': {
    finds: [
      {
        title: 'a hook of the user',
        values:
          'prePuller:\n  continuous:\n    daemonsetAnnotations:\n      argocd.argoproj.io/hook: PreSync',
        found: [
          'error 4:32 DaemonSet physics-image-puller-… must not be a hook, but has the annotation argocd.argoproj.io/hook',
        ],
      },
      {
        title: 'a Helm hook',
        change: inKind('Job', annotated('helm.sh/hook-weight', '5')),
        found: [
          'error Job physics-image-gate-… /metadata/annotations/helm.sh~1hook-weight Job physics-image-gate-… must not be a hook, but has the annotation helm.sh/hook-weight',
        ],
      },
      {
        title: 'a Job that cleans itself up, without an end',
        change: inKind('Job', { spec: { ttlSecondsAfterFinished: 60, activeDeadlineSeconds: null } }),
        found: [
          'error Job physics-image-gate-… /spec/ttlSecondsAfterFinished Job physics-image-gate-… must not be cleaned up by itself: it would be missed, and run again',
          'error Job physics-image-gate-… /spec/activeDeadlineSeconds Job physics-image-gate-… must have a deadline under the target argocd',
        ],
      },
      {
        title: 'a puller that rolls',
        change: inKind('DaemonSet', { spec: { updateStrategy: { type: 'RollingUpdate' } } }),
        found: [
          'error DaemonSet physics-image-puller-… /spec/updateStrategy/type DaemonSet physics-image-puller-… must have the update strategy OnDelete under the target argocd, got RollingUpdate',
        ],
      },
      {
        title: 'the gate with the pullers',
        change: inKind('Job', annotated(WAVE, '-20')),
        found: [
          'error Job physics-image-gate-… /metadata/annotations/argocd.argoproj.io~1sync-wave Job physics-image-gate-… is in wave -20, and must come after pullers (wave -20)',
        ],
      },
      {
        title: 'an object without a wave',
        change: inKind('Role', annotated(WAVE, null)),
        found: [
          'error Role physics-image-gate /metadata/annotations/argocd.argoproj.io~1sync-wave Role physics-image-gate must say its wave',
        ],
      },
      {
        title: 'seats that are judged',
        change: inKind('StatefulSet', annotated('argocd.argoproj.io/ignore-healthcheck', null)),
        found: [
          'error StatefulSet physics-user-placeholder /metadata/annotations StatefulSet physics-user-placeholder must carry argocd.argoproj.io/ignore-healthcheck: "true": seats that wait for room would make the application look unwell',
        ],
      },
    ],
    silent: [
      { title: 'as rendered', values: 'scheduling: { podPriority: { enabled: true } }' },
      {
        title: 'annotations of the user about other things',
        values: 'prePuller: { continuous: { daemonsetAnnotations: { keel.sh/policy: force } } }',
      },
      { title: 'another target', options: { target: 'flux' } },
    ],
  },
  'flux-order': {
    finds: [
      {
        title: 'a gate with an end',
        options: { target: 'flux' },
        change: inKind('Job', { spec: { activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 5 } }),
        found: [
          'error Job physics-image-gate-… /spec/ttlSecondsAfterFinished Job physics-image-gate-… must not be cleaned up by itself: it would be missed, and run again',
          'error Job physics-image-gate-… /spec/activeDeadlineSeconds Job physics-image-gate-… must not have a deadline under the target flux',
        ],
      },
      {
        title: 'a puller that waits to be deleted',
        options: { target: 'flux' },
        change: inKind('DaemonSet', { spec: { updateStrategy: { type: 'OnDelete' } } }),
        found: [
          'error DaemonSet physics-image-puller-… /spec/updateStrategy/type DaemonSet physics-image-puller-… must have the update strategy RollingUpdate under the target flux, got OnDelete',
        ],
      },
    ],
    silent: [
      { title: 'as rendered', options: { target: 'flux' } },
      { title: 'another target', options: { target: 'kubectl' } },
    ],
  },
  'kubectl-order': {
    finds: [
      {
        title: 'a gate without an end',
        options: { target: 'kubectl' },
        change: inKind('Job', { spec: { activeDeadlineSeconds: null } }),
        found: [
          'error Job physics-image-gate-… /spec/activeDeadlineSeconds Job physics-image-gate-… must have a deadline under the target kubectl',
        ],
      },
      {
        title: 'a puller that waits to be deleted',
        options: { target: 'kubectl' },
        change: inKind('DaemonSet', { spec: { updateStrategy: { type: 'OnDelete' } } }),
        found: [
          'error DaemonSet physics-image-puller-… /spec/updateStrategy/type DaemonSet physics-image-puller-… must have the update strategy RollingUpdate under the target kubectl, got OnDelete',
        ],
      },
    ],
    silent: [
      { title: 'as rendered', options: { target: 'kubectl' } },
      { title: 'another target', options: { target: 'flux' } },
    ],
  },
  'flux-substitution': {
    finds: [
      {
        title: 'a variable in an annotation',
        values: 'prePuller: { annotations: { cluster: "${CLUSTER}" } }',
        options: { target: 'flux' },
        found: ['warning 1:38 Flux replaces ${CLUSTER} when its Kustomization has postBuild'],
      },
    ],
    silent: [
      { title: 'Argo CD', values: 'prePuller: { annotations: { cluster: "${CLUSTER}" } }' },
      {
        title: 'a doubled dollar sign',
        values: 'prePuller: { annotations: { cluster: "$${CLUSTER}" } }',
        options: { target: 'flux' },
      },
      {
        title: 'the program, which says no',
        options: { target: 'flux' },
        change: inKind('ConfigMap', { data: { 'gate.js': '`${x}`' } }),
      },
    ],
  },
  'flux-deadline': {
    finds: [
      {
        title: 'a gate that fails',
        options: { target: 'flux' },
        found: [
          'note 1:1 under Flux a gate with onTimeout: fail has no deadline: it stays closed until the images are there, and its Kustomization says "not ready" meanwhile',
        ],
      },
    ],
    silent: [
      {
        title: 'a gate that proceeds',
        options: {
          target: 'flux',
          gate: { quorum: 1, deadlineSeconds: 60, onTimeout: 'proceed', attempt: 0, image: undefined },
        },
      },
      { title: 'no gate', values: 'prePuller: { hook: { enabled: false } }', options: { target: 'flux' } },
      { title: 'Argo CD', values: '{}' },
    ],
  },
};
