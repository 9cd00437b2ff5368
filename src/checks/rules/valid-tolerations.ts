import { nodeAt, toPlain, type Path } from '../../config/tree';
import type { Json, JsonMap } from '../../kube/json';
import { canonical } from '../../plan/hash';
import { isMap, listAt, textAt } from '../json-path';
import { inObject, subject } from '../places';
import { podTemplates } from '../pods';
import { profileOverrides } from '../profile-overrides';
import type { Finding, HubUnderCheck, Rule } from '../rule';

// Lt and Gt compare numbers since Kubernetes 1.35.
const OPERATORS = ['Exists', 'Equal', 'Lt', 'Gt'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What the API server checks of a toleration. It refuses the whole pod for one that is wrong. */
export const validTolerations: Rule = {
  id: 'valid-tolerations',
  severity: 'error',
  title: 'tolerations are valid',
  guard: 'the API server refuses the object',
  check(hub) {
    const seen = new Set<string>();
    return podTemplates(hub).flatMap(({ object, spec, at }) =>
      listAt(spec, ['tolerations']).flatMap((toleration, index): Finding[] => {
        const fault = faultOf(toleration);
        // Pullers and placeholders share most of their tolerations.
        if (fault === undefined || seen.has(canonical(toleration))) return [];
        seen.add(canonical(toleration));
        const where = tolerationWhere(hub, toleration) ?? inObject(object, [...at, 'tolerations', index]);
        return [{ where, message: `${subject(where, object)}a toleration is not valid: ${fault}` }];
      }),
    );
  },
};

function faultOf(toleration: Json): string | undefined {
  if (!isMap(toleration)) return 'it is no map';
  return operatorFault(toleration) ?? effectFault(toleration);
}

function operatorFault(toleration: JsonMap): string | undefined {
  const { key = '', value = '' } = toleration;
  const operator = textAt(toleration, ['operator']) ?? 'Equal';
  if (!OPERATORS.includes(operator)) return `operator must be Exists or Equal, got ${shown(operator)}`;
  if (key === '' && operator !== 'Exists') return 'without a key, operator must be Exists';
  if (typeof value !== 'string') return `value must be text, got ${shown(value)}: quote it`;
  return operator === 'Exists' && value !== ''
    ? `with the operator Exists there must be no value, got ${shown(value)}`
    : undefined;
}

function effectFault({ effect = '', tolerationSeconds }: JsonMap): string | undefined {
  if (effect !== '' && !EFFECTS.some((known) => known === effect)) {
    return `effect must be ${EFFECTS.join(', ')} or left out, got ${shown(effect)}`;
  }
  return tolerationSeconds !== undefined && effect !== 'NoExecute'
    ? 'tolerationSeconds needs the effect NoExecute'
    : undefined;
}

function shown(value: Json): string {
  return JSON.stringify(value);
}

/** Where the user wrote a toleration; several lists may hold it, and the first counts. */
export function tolerationWhere({ config }: HubUnderCheck, toleration: Json): Finding['where'] | undefined {
  const lists: Path[] = [
    ['singleuser', 'extraTolerations'],
    ['scheduling', 'userPods', 'tolerations'],
    ['scheduling', 'corePods', 'tolerations'],
    ['prePuller', 'extraTolerations'],
    ['prePuller', 'hook', 'tolerations'],
    ['scheduling', 'userPlaceholder', 'extraPodSpec', 'tolerations'],
    ...profileOverrides(config.tree).map(({ path }) => [...path, 'tolerations']),
  ];
  const wanted = canonical(toleration);
  for (const path of lists) {
    const list = nodeAt(config.tree, path);
    if (list?.kind !== 'list') continue;
    const item = list.items.find((node) => canonical(withoutNulls(toPlain(node) as JsonMap)) === wanted);
    if (item !== undefined) return item.where;
  }
  return undefined;
}

/** Values that are null go, as they did when the values were read. */
function withoutNulls(map: JsonMap): JsonMap {
  return isMap(map) ? Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null)) : map;
}
