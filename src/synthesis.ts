import { renderHub, type HubOutput } from './app';
import { runChecks } from './checks';
import type { Config, Hub } from './config/hub';
import { deliveryFiles } from './delivery/delivery-files';
import { GATE_PROGRAM } from './gate/program.generated';
import type { OutputFile } from './output/output-files';
import { renderValuesLayer } from './output/render';
import { planHub } from './plan/make-plan';
import type { HubPlan } from './plan/plan';
import { inOrder } from './plan/stage';
import type { Problem } from './problem/problem';

/** What a whole run makes of a configuration. */
export interface Synthesis {
  readonly plans: readonly HubPlan[];
  /** Everything that belongs into the output folder, by path. */
  readonly files: ReadonlyMap<string, OutputFile>;
  /** What the checks found in the finished objects. */
  readonly problems: readonly Problem[];
}

/** From what the user wrote to files, one hub after the other. `progress` hears how many hubs are done. */
export function synthesize(config: Config, progress: (done: number) => void = () => undefined): Synthesis {
  const files = new Map<string, OutputFile>();
  const checked = config.hubs.map((hub, index) => {
    const plan = planHub(hub, GATE_PROGRAM);
    const output = renderHub(plan);
    for (const [path, file] of [...output.files, ...filesBeside(hub, plan, output)]) files.set(path, file);
    progress(index + 1);
    return { config: hub, plan, objects: output.objects.map((object) => ({ hub: hub.name, ...object })) };
  });
  return { plans: checked.map(({ plan }) => plan), files, problems: runChecks(checked) };
}

/** The values layer and the delivery, which stand beside the hub's own folder. */
function filesBeside(hub: Hub, plan: HubPlan, output: HubOutput): [string, OutputFile][] {
  return [
    [`values/${hub.name}.yaml`, { text: renderValuesLayer(plan) }],
    ...deliveryFiles(plan, inOrder(output.objects.map(({ stage }) => stage))),
  ];
}
