import type { Path } from '../../config/tree';
import type { Json } from '../../kube/json';
import { LABEL_PREFIX } from '../../plan/labels';
import { jsonAt, listAt, textAt, textsAt, type JsonPath } from '../json-path';
import { blame, nameOf } from '../places';
import { podTemplates, type PodTemplate } from '../pods';
import type { Finding, HubUnderCheck, Rule } from '../rule';
import { keysOf, selects } from '../selector';

/** Values of the chart's label `component` on pods that Prewarm makes instead. */
const CHART_COMPONENTS = ['user-placeholder', 'continuous-image-puller', 'hook-image-puller', 'image-puller'];

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

interface PodTerm {
  readonly selector: Json | undefined;
  /** Whether it is about other namespaces than the pod's own. */
  readonly elsewhere: boolean;
  /** Path in the pod spec. */
  readonly at: JsonPath;
  /** Where the values have it when it did not come from extraPodSpec. */
  readonly origin: Path[];
}

/** Conditions on other pods that name pods of ours must find some, or they condition nothing. */
export const affinityMatches: Rule = {
  id: 'affinity-matches',
  severity: 'warning',
  title: 'conditions on our pods find some',
  check(hub) {
    const pods = podTemplates(hub);
    return pods.flatMap((pod) =>
      termsOf(pod, hub.plan.namespace)
        .filter(({ elsewhere, selector }) => !elsewhere && isAboutUs(selector))
        .filter(({ selector }) => !pods.some(({ labels }) => selects(selector, labels)))
        .map((term) => found(hub, pod, term)),
    );
  },
};

function found(hub: HubUnderCheck, pod: PodTemplate, { at, origin, selector }: PodTerm): Finding {
  const asked = Object.entries(textsAt(selector, ['matchLabels'])).map(([key, value]) => `${key}: ${value}`);
  return {
    where: blame(hub, pod.object, [...pod.at, ...at], origin),
    message: `a condition of ${nameOf(pod.object)} asks for pods that do not exist (${asked.join(', ') || keysOf(selector).join(', ')})`,
    hint: `Placeholders have the labels component: user-placeholder and ${LABEL_PREFIX}/hub: ${hub.plan.name}, and pullers component: continuous-image-puller; they have no app: and no release:.`,
  };
}

function isAboutUs(selector: Json | undefined): boolean {
  if (keysOf(selector).some((key) => key.startsWith(`${LABEL_PREFIX}/`))) return true;
  const components = [
    ...Object.entries(textsAt(selector, ['matchLabels'])).map(([key, value]) => [key, [value]] as const),
    ...listAt(selector, ['matchExpressions']).map(
      (one) => [textAt(one, ['key']), listAt(one, ['values'])] as const,
    ),
  ];
  return components.some(
    ([key, values]) =>
      /^(?:app\.kubernetes\.io\/)?component$/.test(key ?? '') && values.some(isChartComponent),
  );
}

function isChartComponent(value: Json): boolean {
  return typeof value === 'string' && CHART_COMPONENTS.includes(value);
}

function termsOf({ spec }: PodTemplate, namespace: string): PodTerm[] {
  const spread = listAt(spec, ['topologySpreadConstraints']).map((constraint, index) =>
    term(constraint, namespace, ['topologySpreadConstraints', index]),
  );
  const affinity = (['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) => {
    const values: Path = ['singleuser', kind === 'podAffinity' ? 'extraPodAffinity' : 'extraPodAntiAffinity'];
    const base: JsonPath = ['affinity', kind];
    const required = listAt(spec, [...base, REQUIRED]).map((one, index) =>
      term(one, namespace, [...base, REQUIRED, index], [...values, 'required', index]),
    );
    const preferred = listAt(spec, [...base, PREFERRED]).map((one, index) => {
      const at = [...base, PREFERRED, index, 'podAffinityTerm'];
      return term(jsonAt(one, ['podAffinityTerm']), namespace, at, [...values, 'preferred', index]);
    });
    return [...required, ...preferred];
  });
  return [...spread, ...affinity];
}

function term(json: Json | undefined, namespace: string, at: JsonPath, ...origin: Path[]): PodTerm {
  const namespaces = listAt(json, ['namespaces']);
  const named = namespaces.length > 0 && !namespaces.includes(namespace);
  const elsewhere = named || jsonAt(json, ['namespaceSelector']) !== undefined;
  return { selector: jsonAt(json, ['labelSelector']), elsewhere, at, origin };
}
