import { App } from 'cdk8s';
import { ClusterChart } from './charts/cluster';
import { GateChart } from './charts/gate';
import { PrepullChart } from './charts/prepull';
import { SeatsChart } from './charts/seats';
import type { JsonMap } from './kube/json';
import { renderStage } from './output/render';
import { STAGES } from './plan/stage';
import type { Stage } from './plan/stage';
import type { HubPlan } from './plan/plan';

/** What each stage of a hub is made of. */
const CHARTS = {
  /** PriorityClasses. */
  cluster: ClusterChart,
  /** Image pullers, and the accounts, rights, traffic rules and program that the gate needs. */
  prepull: PrepullChart,
  /** The Job that holds the upgrade back until the pullers are done. */
  gate: GateChart,
  /** Placeholders and their disruption budgets. */
  seats: SeatsChart,
} as const;

/** One finished object, and where it is written. */
export interface SynthObject {
  readonly stage: Stage;
  /** Path in the output folder, such as `jupyterhub/seats/manifests.k8s.yaml`. */
  readonly file: string;
  readonly json: JsonMap;
}

/** Everything that one hub brings to the output folder, apart from its values layer and its delivery. */
export interface HubOutput {
  /** For the checks, in the order of the files. */
  readonly objects: readonly SynthObject[];
  /** Text by path in the output folder. A stage without objects has no file. */
  readonly files: ReadonlyMap<string, { readonly text: string }>;
}

/** A hub's plan as objects and as files. */
export function renderHub(hub: HubPlan): HubOutput {
  const objects = synthesizeHub(hub);
  const files = new Map<string, { readonly text: string }>();
  for (const stage of STAGES) {
    const ofStage = objects.filter((object) => object.stage === stage).map((object) => object.json);
    if (ofStage.length > 0) files.set(fileOf(hub, stage), { text: renderStage(hub, stage, ofStage) });
  }
  return { objects, files };
}

/** A hub's plan as objects. */
export function synthesizeHub(hub: HubPlan): SynthObject[] {
  return STAGES.flatMap((stage) => {
    // An App of its own for every chart: cdk8s walks the whole app for each of its charts.
    const chart = new CHARTS[stage](new App(), 'manifests', hub);
    const objects = chart.toJson() as JsonMap[];
    return objects.map((json) => ({ stage, file: fileOf(hub, stage), json }));
  });
}

function fileOf(hub: HubPlan, stage: Stage): string {
  return `${hub.name}/${stage}/manifests.k8s.yaml`;
}
