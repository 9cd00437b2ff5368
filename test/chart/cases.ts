import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { renderHub } from '../../src/app';
import { planHub } from '../../src/plan/make-plan';
import type { JsonMap } from '../../src/kube/json';
import { hubFrom } from '../fixtures/hub';
import { differences, type Difference } from './compare';
import { pairs } from './pairs';

/** Values and what the chart renders from them, kept beside the project; absent on most machines. */
export const CHART_CASES = join(__dirname, '../../../shared/reference/z2jh');

export interface CaseDifference extends Difference {
  readonly case: string;
}

export function chartCases(): string[] {
  if (!existsSync(CHART_CASES)) return [];
  return readdirSync(CHART_CASES)
    .filter((file) => file.endsWith('.values.yaml'))
    .map((file) => file.replace('.values.yaml', ''))
    .sort();
}

/** How our objects differ from the chart's, for values that the chart installs as release `myhub`. */
export function caseDifferences(name: string): CaseDifference[] {
  const values = readFileSync(join(CHART_CASES, `${name}.values.yaml`), 'utf8');
  const hub = hubFrom(
    values,
    { name: 'myhub', namespace: 'jhub', release: 'myhub', target: 'kubectl' },
    'set-by-chartpress',
  );
  const ours = renderHub(planHub(hub, 'the program')).objects.map(({ json }) => json);
  return pairs(documents(name), ours)
    .flatMap(({ object, chart, ours: mine }) => differences(object, chart, mine))
    .map((difference) => ({ case: name, ...difference }));
}

function documents(name: string): JsonMap[] {
  const text = readFileSync(join(CHART_CASES, `${name}.expected.yaml`), 'utf8');
  return parseAllDocuments(text)
    .map((document) => document.toJS() as JsonMap | null)
    .filter((document): document is JsonMap => document !== null);
}
