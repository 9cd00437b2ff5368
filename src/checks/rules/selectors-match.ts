import { LABEL_PREFIX } from '../../plan/labels';
import { jsonAt, textAt, textsAt, type JsonPath } from '../json-path';
import { remembered } from '../remembered';
import { inObject, nameOf } from '../places';
import { podTemplates, type PodTemplate } from '../pods';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';
import { selects } from '../selector';

/** Where each kind has its selector, and how many components it may select. */
const SELECTORS: Readonly<Record<string, { readonly at: JsonPath; readonly own: boolean }>> = {
  DaemonSet: { at: ['spec', 'selector'], own: true },
  StatefulSet: { at: ['spec', 'selector'], own: true },
  PodDisruptionBudget: { at: ['spec', 'selector'], own: false },
  NetworkPolicy: { at: ['spec', 'podSelector'], own: false },
};

const HUB_LABEL = `${LABEL_PREFIX}/hub`;

/** Pod templates by namespace and hub label, the two things that every selector of ours asks for. */
const templates = remembered((all: readonly HubUnderCheck[]) => {
  const found = new Map<string, PodTemplate[]>();
  for (const hub of all) {
    for (const template of podTemplates(hub)) {
      const key = `${hub.plan.namespace}/${template.labels[HUB_LABEL] ?? ''}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, [template]);
      else known.push(template);
    }
  }
  return found;
});

/** A selector that misses its pods protects nothing; one that also takes others' pods may delete them. */
export const selectorsMatch: Rule = {
  id: 'selectors-match',
  severity: 'error',
  title: 'selectors select their own pods and no others',
  guard: 'a controller would take or miss pods',
  check(hub, all) {
    return hub.objects.flatMap((object) => {
      const selector = SELECTORS[textAt(object.json, ['kind']) ?? ''];
      return selector === undefined ? [] : selectorFaults(hub, all, object, selector);
    });
  },
};

function selectorFaults(
  hub: HubUnderCheck,
  all: readonly HubUnderCheck[],
  object: CheckedObject,
  { at, own }: { readonly at: JsonPath; readonly own: boolean },
): Finding[] {
  const selector = jsonAt(object.json, at);
  const found = (message: string): Finding[] => [
    { where: inObject(object, at), message: `the selector of ${nameOf(object)} ${message}` },
  ];
  const hubLabel = textsAt(selector, ['matchLabels'])[HUB_LABEL];
  if (hubLabel !== hub.plan.name) {
    return found(
      `must ask for the label ${HUB_LABEL}: ${hub.plan.name}, or it selects pods of other hubs in the namespace`,
    );
  }
  const near = templates(all).get(`${hub.plan.namespace}/${hubLabel}`) ?? [];
  const selected = near.filter(({ labels }) => selects(selector, labels));
  const strangers = selected.filter((template) => template.object.hub !== object.hub);
  const [stranger] = strangers;
  if (stranger !== undefined)
    return found(`also selects the pods of ${nameOf(stranger.object)} of the hub ${stranger.object.hub}`);
  if (own && !selected.some((template) => template.object === object))
    return found('does not select its own pods');
  if (own || object.json['kind'] === 'PodDisruptionBudget') {
    const components = new Set(selected.map(({ component }) => component));
    const other = selected.find((template) => own && template.object !== object);
    if (other !== undefined) return found(`also selects the pods of ${nameOf(other.object)}`);
    if (components.size > 1)
      return found(`selects pods of several components: ${[...components].join(', ')}`);
  }
  return selected.length === 0 ? found('selects no pod that is written here') : [];
}
