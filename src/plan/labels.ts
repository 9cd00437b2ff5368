import type { HubPlan, PoolPlan } from './plan';

/** Prefix of our own label keys. `app.kubernetes.io/instance` is never used: Argo CD may overwrite it. */
export const LABEL_PREFIX = 'prewarm.dev';

export type Component = 'image-puller' | 'image-gate' | 'placeholder' | 'priority';

/** Labels of every object of a hub. */
export function objectLabels(hub: Pick<HubPlan, 'name'>, component: Component): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'prewarm',
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/managed-by': 'prewarm',
    [`${LABEL_PREFIX}/hub`]: hub.name,
    [`${LABEL_PREFIX}/component`]: component,
  };
}

/** What selects the pods of one component of a hub. */
export function componentSelector(hub: Pick<HubPlan, 'name'>, component: Component): Record<string, string> {
  return { [`${LABEL_PREFIX}/hub`]: hub.name, [`${LABEL_PREFIX}/component`]: component };
}

/**
 * Selector of one puller. The image set is part of it, since the pullers of the old and the new images
 * stand side by side during an upgrade.
 */
export function pullerSelector(
  hub: Pick<HubPlan, 'name'>,
  pool: Pick<PoolPlan, 'name'>,
  imageSet: string,
): Record<string, string> {
  return {
    ...componentSelector(hub, 'image-puller'),
    [`${LABEL_PREFIX}/pool`]: pool.name,
    [`${LABEL_PREFIX}/image-set`]: imageSet,
  };
}

/** Selector of the placeholders of one pool; never changes, since a StatefulSet cannot change it. */
export function placeholderSelector(
  hub: Pick<HubPlan, 'name'>,
  pool: Pick<PoolPlan, 'name'>,
): Record<string, string> {
  return { ...componentSelector(hub, 'placeholder'), [`${LABEL_PREFIX}/pool`]: pool.name };
}
