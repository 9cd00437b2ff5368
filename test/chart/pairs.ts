import type { JsonMap } from '../../src/kube/json';

/** An object of the chart's rendering and what does its work in ours. */
export interface Pair {
  readonly object: string;
  readonly chart: JsonMap | undefined;
  readonly ours: JsonMap | undefined;
}

/** What an object of the chart is for, whatever its release and fullname: the end of its name. */
const ROLES: readonly { readonly kind: string; readonly end: string; readonly ours?: string }[] = [
  { kind: 'DaemonSet', end: 'continuous-image-puller', ours: 'image-puller' },
  { kind: 'DaemonSet', end: 'hook-image-puller', ours: 'image-puller' },
  { kind: 'ServiceAccount', end: 'continuous-image-puller', ours: 'image-puller' },
  { kind: 'ServiceAccount', end: 'my-puller', ours: 'image-puller' },
  { kind: 'ServiceAccount', end: 'hook-image-puller', ours: 'image-puller' },
  { kind: 'ServiceAccount', end: 'hook-image-awaiter', ours: 'image-gate' },
  { kind: 'Role', end: 'hook-image-awaiter', ours: 'image-gate' },
  { kind: 'RoleBinding', end: 'hook-image-awaiter', ours: 'image-gate' },
  { kind: 'Job', end: 'hook-image-awaiter', ours: 'image-gate' },
  { kind: 'StatefulSet', end: 'user-placeholder', ours: 'placeholder' },
  { kind: 'PodDisruptionBudget', end: 'user-placeholder', ours: 'placeholder' },
  { kind: 'PriorityClass', end: 'image-puller', ours: 'image-puller' },
  { kind: 'PriorityClass', end: 'image-puller-priority', ours: 'image-puller' },
  { kind: 'PriorityClass', end: 'user-placeholder', ours: 'placeholder' },
  { kind: 'PriorityClass', end: 'user-placeholder-priority', ours: 'placeholder' },
  { kind: 'PriorityClass', end: '', ours: 'default' },
  { kind: 'Secret', end: 'image-pull-secret' },
];

/** Every object of the chart with its counterpart, then every object of ours without one. */
export function pairs(chart: readonly JsonMap[], ours: readonly JsonMap[]): Pair[] {
  const used = new Set<JsonMap>();
  const paired = chart.map((object): Pair => {
    const name = nameOf(object);
    const role = ROLES.find(({ kind, end }) => kind === object['kind'] && name.endsWith(end));
    const found =
      role?.ours === undefined
        ? undefined
        : ours.find((mine) => mine['kind'] === object['kind'] && isRole(mine, role.ours ?? ''));
    if (found) used.add(found);
    return {
      object: `${String(object['kind'])} ${role?.end === '' ? 'default' : (role?.end ?? name)}`,
      chart: object,
      ours: found,
    };
  });
  const added = ours.filter((object) => !used.has(object));
  return [
    ...paired,
    ...added.map((object): Pair => ({
      object: `${String(object['kind'])} ${componentOf(object)}`,
      chart: undefined,
      ours: object,
    })),
  ];
}

function isRole(object: JsonMap, role: string): boolean {
  if (object['kind'] === 'PriorityClass') return nameOf(object).includes(`.${role}-`);
  return componentOf(object) === role;
}

function nameOf(object: JsonMap): string {
  return String((object['metadata'] as JsonMap)['name']);
}

function componentOf(object: JsonMap): string {
  const labels = (object['metadata'] as JsonMap)['labels'] as JsonMap | undefined;
  return String(labels?.['prewarm.dev/component'] ?? '');
}
