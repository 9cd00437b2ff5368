import type { JsonMap } from '../kube/json';
import { toYaml } from '../kube/yaml';
import type { HubPlan } from '../plan/plan';
import { headerText } from '../plan/header';
import type { Stage } from '../plan/stage';
import { stageSummary } from './stage-summary';

/**
 * The text of one stage of `dist`: a comment for reviewers, then the objects, each behind its own `---`, so that
 * files may be put one after the other. The same objects always give the same bytes.
 */
export function renderStage(hub: HubPlan, stage: Stage, objects: readonly JsonMap[]): string {
  return headerText(hub, stageSummary(hub, stage)) + objects.map(documentText).join('');
}

/** The text of `dist/values/<hub>.yaml`. */
export function renderValuesLayer(hub: HubPlan): string {
  const about = [
    `Hub ${hub.name}: the last values file when the hub itself is installed from the chart. It switches off the`,
    'parts of the chart that the manifests of Prewarm stand in for.',
  ];
  return headerText(hub, about) + toYaml(hub.valuesLayer, 'given');
}

/** First what the object is, then the rest by alphabet, whatever the order in which a construct wrote it. */
function documentText(object: JsonMap): string {
  const { apiVersion, kind, metadata, ...rest } = object;
  const parts = [{ apiVersion, kind, metadata } as JsonMap, rest].filter(
    (part) => Object.keys(part).length > 0,
  );
  return `---\n${parts.map((part) => toYaml(part, 'sorted')).join('')}`;
}
