import { posix } from 'node:path';
import type { GatePlan, HubPlan, NotSeen, PoolPlan, Priorities, PullImage, SeatsPlan } from '../plan/plan';
import { table } from './table';

/** Longest list of one kind that is shown; the rest is counted. The manifests have all of it. */
const MOST_ROWS = 12;

/** What came out for one hub, as a short table for the terminal. */
export function summary(hub: HubPlan): string {
  const rows: string[][] = [
    ...hub.pools.flatMap((pool) => poolRows(pool, hub.pools.length > 1)),
    ['gate', gateText(hub.gate)],
    ...hub.pools.flatMap((pool) => seatsRows(pool)),
    ['priorities', prioritiesText(hub.priorities)],
    ...shortened(hub.notSeen.map((found) => ['', notSeenText(found)])).map(([, text = ''], index) => [
      index === 0 ? 'not seen' : '',
      text,
    ]),
  ];
  return `${hub.name}  (namespace ${hub.namespace}, target ${hub.target})\n${table(rows, { indent: 2 })}`;
}

function poolRows(pool: PoolPlan, named: boolean): string[][] {
  const title = named ? `pool ${pool.name}` : 'images';
  if (pool.images.length === 0) return [[title, 'none can be seen: nothing is pulled ahead']];
  const count = `${pool.images.length} ${pool.images.length === 1 ? 'image' : 'images'}`;
  const state = pool.puller ? `pulled by ${pool.puller.name}` : 'not pulled: both pullers are off';
  const images = shortened(pool.images.map((image) => ['', image.reference, originText(image)]));
  return [
    [title, `${count}, ${state}`],
    ...images.map(([, reference = '', origin = '']) => ['', `  ${reference}${origin}`]),
  ];
}

function originText({ origins }: PullImage): string {
  const [first] = origins;
  if (first === undefined) return '';
  return `  ${first.title}${origins.length > 1 ? ` and ${origins.length - 1} more` : ''}`;
}

function gateText(gate: GatePlan | undefined): string {
  if (gate === undefined) return 'none: an upgrade waits for nothing';
  const { quorum, deadlineSeconds, onTimeout } = gate.settings;
  const share = `${Number((quorum * 100).toFixed(2))} % of the nodes`;
  if (deadlineSeconds === undefined) return `${share}, without an end`;
  return `${share}, ${onTimeout === 'fail' ? 'fails' : 'proceeds'} after ${durationText(deadlineSeconds)}`;
}

function durationText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : [])).join('');
}

function seatsRows(pool: PoolPlan): string[][] {
  if (pool.seats.length === 0) return [['seats', 'none: placeholders are off']];
  return pool.seats.map((seats) => ['seats', seatsText(seats)]);
}

function seatsText(seats: SeatsPlan): string {
  if (seats.replicas === 0) return '0: no seat is kept free';
  const size = Object.entries(seats.resources.requests).map(([resource, amount]) => `${resource} ${amount}`);
  return `${seats.replicas} of ${size.join(', ') || 'no size'} each  (${seats.sizeOrigin})`;
}

function prioritiesText(priorities: Priorities | undefined): string {
  if (priorities === undefined) return 'off: no placeholder gives way to a user';
  const { imagePuller, placeholder, cutoff } = priorities;
  return [
    `users ${priorities.default.value}`,
    ...(imagePuller ? [`pullers ${imagePuller.value}`] : []),
    ...(placeholder ? [`placeholders ${placeholder.value}`] : []),
    `autoscaler's cutoff ${cutoff}`,
  ].join(', ');
}

function notSeenText({ where, what, path }: NotSeen): string {
  if (where === undefined) return `${path}: ${what}`;
  const { line, col } = where.source.position(where.offset);
  return `${posix.normalize(where.source.name)}:${line}:${col}  ${what}`;
}

function shortened(rows: string[][]): string[][] {
  if (rows.length <= MOST_ROWS + 1) return rows;
  return [...rows.slice(0, MOST_ROWS), ['', `… ${rows.length - MOST_ROWS} more`]];
}
