import type { HubPlan } from '../plan/plan';

/** Kinds of our objects as the delivery tools see them: what comes before what, and what may look unwell. */
export type Part = 'priority' | 'access' | 'program' | 'puller' | 'gate' | 'seats' | 'budget';

type Annotations = Readonly<Record<string, string>>;

// Argo CD applies waves in order of their number, and waits for the health of one before it begins the next.
const wave = (number: number): Annotations => ({ 'argocd.argoproj.io/sync-wave': String(number) });

// Seats wait for room by design, and a puller for new nodes: neither makes the application unwell.
const ignoreHealth: Annotations = { 'argocd.argoproj.io/ignore-healthcheck': 'true' };

// Flux deletes and creates anew what cannot be changed in place. Nothing is lost with these objects.
const force: Annotations = { 'kustomize.toolkit.fluxcd.io/force': 'enabled' };

// Flux would read `${...}` in the program as one of its own variables.
const noSubstitution: Annotations = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

const none: Annotations = {};

const ANNOTATIONS: Readonly<Record<HubPlan['target'], Readonly<Record<Part, Annotations>>>> = {
  argocd: {
    // Argo CD itself would apply PriorityClasses after the pods that name them.
    priority: wave(-40),
    access: wave(-30),
    program: wave(-30),
    puller: { ...wave(-20), ...ignoreHealth },
    gate: wave(-10),
    // The last wave, that of the hub: a sync does not wait for the health of its last wave.
    seats: { ...wave(0), ...ignoreHealth },
    budget: wave(0),
  },
  // The order is that of the Kustomizations, one a stage.
  flux: {
    priority: force,
    access: none,
    program: noSubstitution,
    puller: none,
    gate: none,
    seats: force,
    budget: none,
  },
  // The order is that of deploy.sh.
  kubectl: {
    priority: none,
    access: none,
    program: none,
    puller: none,
    gate: none,
    seats: none,
    budget: none,
  },
};

/** Annotations by which the hub's delivery tool treats an object as it should. They win over a user's own. */
export function targetAnnotations(hub: Pick<HubPlan, 'target'>, part: Part): Annotations {
  return ANNOTATIONS[hub.target][part];
}
