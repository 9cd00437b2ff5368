import type { GatePlan, HubPlan, PoolPlan, Priorities, Resources, SeatsPlan } from '../plan/plan';
import type { Stage } from '../plan/stage';

/** What a stage does, and the few values in it that matter, in lines for people. */
export function stageSummary(hub: HubPlan, stage: Stage): string[] {
  const { purpose, details } = SUMMARIES[stage](hub);
  return [`Hub ${hub.name}, stage ${stage}: ${purpose}`, ...details];
}

interface Summary {
  readonly purpose: string;
  readonly details: readonly string[];
}

const SUMMARIES: Readonly<Record<Stage, (hub: HubPlan) => Summary>> = {
  cluster: (hub) => ({
    purpose: 'the priorities of its pods. These objects belong to no namespace.',
    details: hub.priorities ? priorityLines(hub.priorities) : [],
  }),
  prepull: (hub) => ({
    purpose: hub.pools.some((pool) => pool.puller)
      ? 'brings images to the nodes before users ask for them.'
      : 'no image is pulled ahead; the rules for the traffic of other pods.',
    details: hub.pools.flatMap(imageLines),
  }),
  gate: (hub) => ({
    purpose: 'holds the upgrade back until the images are on the nodes.',
    details: hub.gate ? gateLines(hub.gate) : [],
  }),
  seats: (hub) => ({
    purpose: 'room that is kept free for users to come.',
    details: hub.pools.flatMap((pool) => pool.seats.map((seats) => seatsLine(pool, seats))),
  }),
};

function priorityLines(priorities: Priorities): string[] {
  const all = [priorities.default, priorities.imagePuller, priorities.placeholder];
  return all.flatMap((priority) => (priority ? [`  ${priority.role}: ${priority.value}`] : []));
}

function imageLines(pool: PoolPlan): string[] {
  if (pool.puller === undefined) return [];
  return [
    `Pool ${pool.name}, in the order of pulling, each image with what asks for it:`,
    ...pool.images.flatMap((image, index) => [
      `  ${index + 1}. ${image.reference}`,
      ...image.origins.map(({ title, path }) => `     ${title === path ? path : `${title} (${path})`}`),
    ]),
  ];
}

function gateLines(gate: GatePlan): string[] {
  const { quorum, deadlineSeconds, onTimeout } = gate.settings;
  const timeout =
    onTimeout === 'fail' ? 'it fails and the hub stays as it is' : 'the upgrade goes on without them';
  const end =
    deadlineSeconds === undefined
      ? 'It waits as long as that takes.'
      : `After ${durationText(deadlineSeconds)} ${timeout}.`;
  return [
    `It waits until ${percentText(quorum)} of the nodes are ready in each of:`,
    ...gate.pullers.map((name) => `  DaemonSet ${name}`),
    end,
  ];
}

/** Four decimals are those of parts per million, which is what the gate counts in. */
function percentText(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}

function durationText(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function seatsLine(pool: PoolPlan, seats: SeatsPlan): string {
  return `  Pool ${pool.name}: ${seats.replicas} of ${sizeText(seats.resources)} (${seats.sizeOrigin})`;
}

function sizeText({ requests }: Resources): string {
  const amounts = Object.entries(requests).map(([resource, amount]) => `${resource} ${amount}`);
  // By name, not in the order of the user's map: reordering it changes nothing.
  return amounts.length === 0 ? 'no size' : amounts.sort().join(', ');
}
