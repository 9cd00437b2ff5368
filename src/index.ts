/**
 * For cdk8s apps of your own: the constructs and charts that Prewarm is made of, and the types of its plan. A
 * chart takes one hub's plan; a construct takes decisions, and has no defaults.
 */
export { ClusterChart } from './charts/cluster';
export { GateChart } from './charts/gate';
export { PrepullChart } from './charts/prepull';
export { SeatsChart } from './charts/seats';
export * from './constructs/disruption-budget';
export * from './constructs/gate-access';
export * from './constructs/gate-program';
export * from './constructs/gate-traffic';
export * from './constructs/image-gate';
export * from './constructs/image-puller';
export * from './constructs/placeholders';
export * from './constructs/priority-class';
export * from './constructs/service-account';
export * from './constructs/traffic-denial';
export { GATE_PROGRAM } from './gate/program.generated';
export type { Json, JsonMap } from './kube/json';
export { componentSelector, objectLabels, placeholderSelector, pullerSelector } from './plan/labels';
export { makePlan, planHub } from './plan/make-plan';
export type * from './plan/plan';
export type * from './config/hub';
export type { Values } from './config/values';
