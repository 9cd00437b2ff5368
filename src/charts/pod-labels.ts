import type { Component } from '../plan/labels';

/**
 * The chart's own `component` label on the same kind of pod, by which alerts, dashboards and spread constraints of
 * existing hubs know it. The chart's workloads select by two labels more, so they never take these pods for theirs.
 */
const CHART_COMPONENT: Partial<Record<Component, string>> = {
  'image-puller': 'continuous-image-puller',
  placeholder: 'user-placeholder',
};

/**
 * Labels of pods: what the workload selects by, the standard ones, and the user's own. A user's label may replace
 * a standard one, never one of the selector: the workload would lose its pods.
 */
export function podLabels(
  component: Component,
  selector: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const chartComponent = CHART_COMPONENT[component];
  return {
    ...(chartComponent === undefined ? {} : { component: chartComponent }),
    'app.kubernetes.io/name': 'prewarm',
    'app.kubernetes.io/component': component,
    ...own,
    ...selector,
  };
}
