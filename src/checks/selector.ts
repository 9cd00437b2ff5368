import type { Json } from '../kube/json';
import { listAt, textAt, textsAt } from './json-path';

export type Labels = Readonly<Record<string, string>>;

/** Whether a Kubernetes label selector (`matchLabels` and `matchExpressions`) selects something with these labels. */
export function selects(selector: Json | undefined, labels: Labels): boolean {
  const matchLabels = Object.entries(textsAt(selector, ['matchLabels']));
  if (!matchLabels.every(([key, value]) => labels[key] === value)) return false;
  return listAt(selector, ['matchExpressions']).every((expression) => holds(expression, labels));
}

function holds(expression: Json, labels: Labels): boolean {
  const label = labels[textAt(expression, ['key']) ?? ''];
  const listed = label !== undefined && listAt(expression, ['values']).includes(label);
  switch (textAt(expression, ['operator'])) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return false;
  }
}

/** The label keys that a selector asks about. */
export function keysOf(selector: Json | undefined): string[] {
  const expressions = listAt(selector, ['matchExpressions']).map(
    (expression) => textAt(expression, ['key']) ?? '',
  );
  return [...Object.keys(textsAt(selector, ['matchLabels'])), ...expressions];
}
