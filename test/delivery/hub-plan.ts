import type { Delivery, HubSource } from '../../src/config/hub';
import type { GatePlan, HubPlan, PoolPlan, PullerPlan, SeatsPlan } from '../../src/plan/plan';

const NOWHERE = { nodeSelector: {}, tolerations: [], affinity: {} };
const NOTHING = { requests: {}, limits: {} };

const PULLER: PullerPlan = {
  name: 'jupyterhub-image-puller-aaaa1111',
  imageSet: 'aaaa1111',
  serviceAccount: { name: 'jupyterhub-image-puller', create: true, annotations: {} },
  updateStrategy: 'RollingUpdate',
  revisionHistoryLimit: undefined,
  placement: NOWHERE,
  priorityClassName: 'jupyterhub-jupyterhub-image-puller-m5',
  imagePullSecrets: [],
  toolImage: 'docker.io/library/busybox:1.37.0-musl',
  pauseImage: { reference: 'registry.k8s.io/pause:3.10', pullPolicy: undefined },
  resources: NOTHING,
  containerSecurityContext: {},
  pauseSecurityContext: {},
  podLabels: {},
  podAnnotations: {},
  annotations: {},
  keep: true,
};

const SEATS: SeatsPlan = {
  name: 'jupyterhub-user-placeholder',
  kind: 'slots',
  replicas: 2,
  revisionHistoryLimit: undefined,
  image: { reference: 'registry.k8s.io/pause:3.10', pullPolicy: undefined },
  imagePullSecrets: [],
  resources: { requests: { memory: '1Gi' }, limits: {} },
  sizeOrigin: 'singleuser.memory',
  placement: NOWHERE,
  priorityClassName: 'jupyterhub-jupyterhub-placeholder-m10',
  schedulerName: undefined,
  containerSecurityContext: {},
  podLabels: {},
  podAnnotations: {},
  extraPodSpec: {},
};

const GATE: GatePlan = {
  name: 'jupyterhub-image-gate-bbbb2222',
  serviceAccount: { name: 'jupyterhub-image-gate', create: true, annotations: {} },
  roleName: 'jupyterhub-image-gate',
  createRbac: true,
  configMapName: 'jupyterhub-image-gate-cccc3333',
  program: '// the program\n',
  pullers: [PULLER.name],
  image: { reference: 'quay.io/jupyterhub/configurable-http-proxy:4.6.3', pullPolicy: undefined },
  imagePullSecrets: [],
  settings: { quorum: 1, deadlineSeconds: 2700, onTimeout: 'fail', attempt: 0 },
  activeDeadlineSeconds: 2760,
  backoffLimit: 6,
  placement: NOWHERE,
  priorityClassName: 'jupyterhub-jupyterhub-default-0',
  resources: NOTHING,
  containerSecurityContext: {},
  podLabels: {},
  podAnnotations: {},
};

const POOL: PoolPlan = {
  name: 'default',
  images: [
    {
      container: 'singleuser',
      reference: 'quay.io/jupyter/scipy-notebook:2025-03-24',
      pullPolicy: undefined,
      origins: [{ path: 'singleuser.image', title: 'singleuser.image', where: undefined }],
    },
  ],
  puller: PULLER,
  seats: [SEATS],
};

/** A hub as the plan has it: one pool with a puller, a gate, seats and priorities; changed as the test needs. */
export function hubPlan(change: Partial<HubPlan> = {}): HubPlan {
  return {
    name: 'jupyterhub',
    namespace: 'jupyterhub',
    target: 'kubectl',
    kubernetes: { major: 1, minor: 27 },
    clusterOwner: 'inline',
    priorities: {
      default: { role: 'default', name: 'jupyterhub-jupyterhub-default-0', value: 0, description: 'users' },
      imagePuller: {
        role: 'image-puller',
        name: 'jupyterhub-jupyterhub-image-puller-m5',
        value: -5,
        description: 'pullers',
      },
      placeholder: {
        role: 'placeholder',
        name: 'jupyterhub-jupyterhub-placeholder-m10',
        value: -10,
        description: 'placeholders',
      },
      cutoff: -10,
    },
    pools: [POOL],
    gate: GATE,
    networkPolicies: { denyName: 'jupyterhub-deny-traffic', gateName: 'jupyterhub-image-gate' },
    delivery: undefined,
    valuesLayer: {},
    notSeen: [],
    layers: ['config.yaml'],
    release: 'jupyterhub',
    ...change,
  };
}

/** The same hub with pullers that are wanted only while the gate is shut. */
export function hubWithPassingPuller(): HubPlan {
  return hubPlan({ pools: [{ ...POOL, puller: { ...PULLER, keep: false } }] });
}

export function delivery(change: Partial<Delivery> = {}): Delivery {
  return {
    repoURL: 'https://git.example.org/hubs.git',
    revision: 'main',
    path: 'deploy/dist',
    project: 'default',
    server: 'https://kubernetes.default.svc',
    namespace: 'gitops',
    sourceName: 'hubs',
    interval: '10m',
    hub: undefined,
    ...change,
  };
}

export const HUB_PATH: HubSource = { kind: 'path', repoURL: undefined, revision: undefined, path: 'hubs/a' };

export const HUB_CHART: HubSource = {
  kind: 'chart',
  repoURL: 'https://hub.jupyter.org/helm-chart/',
  chart: 'jupyterhub',
  version: '4.2.0',
  releaseName: 'hub',
  valueFiles: ['config.yaml', './secrets/extra.yaml'],
};
