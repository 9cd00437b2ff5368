import { parseAllDocuments } from 'yaml';
import { deliveryFiles } from '../../src/delivery/delivery-files';
import type { Stage } from '../../src/plan/stage';
import type { HubPlan } from '../../src/plan/plan';

export interface Delivered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly [field: string]: unknown };
  readonly spec: { readonly [field: string]: unknown };
}

export const ALL: readonly Stage[] = ['cluster', 'prepull', 'gate', 'seats'];

/** Text of a delivery file; undefined when there is none. */
export function textOf(hub: HubPlan, file: string, stages: readonly Stage[] = ALL): string | undefined {
  return deliveryFiles(hub, stages).get(`delivery/${hub.name}/${file}`)?.text;
}

/** Objects of a delivery file, read as a YAML 1.1 parser would. */
export function documentsOf(hub: HubPlan, file: string, stages: readonly Stage[] = ALL): Delivered[] {
  const text = textOf(hub, file, stages) ?? '';
  return parseAllDocuments(text, { version: '1.1' }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Delivered;
  });
}

/** The comment on top of a delivery file, as running text. */
export function commentOf(hub: HubPlan, file: string, stages: readonly Stage[] = ALL): string {
  const [top = ''] = (textOf(hub, file, stages) ?? '').split('---\n');
  return top.replace(/\n?# ?/g, ' ').trim();
}
