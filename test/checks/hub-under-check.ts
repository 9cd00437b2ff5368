import { renderHub } from '../../src/app';
import { type HubUnderCheck } from '../../src/checks';
import { planHub } from '../../src/plan/make-plan';
import { isObjectPlace, type Problem } from '../../src/problem/problem';
import { hubFrom } from '../fixtures/hub';
import { type Situation } from './cases/situation';

/** A hub as the checks get it: values as text, read, planned and rendered as in a real run. */
export function underCheck(situation: Omit<Situation, 'title'>): HubUnderCheck {
  const { values = '{}', options, change, more = [] } = situation;
  const config = hubFrom(values, options);
  const plan = planHub(config, "console.log('the gate');\n");
  const objects = [...renderHub(plan).objects, ...more].map((object) => ({
    ...object,
    hub: config.name,
    json: change ? change(object.json) : object.json,
  }));
  return { config, plan: { ...plan, ...situation.plan }, objects };
}

/** `warning 3:15 message`, or `error Job physics-image-gate-… /spec/x message`; hashes are left out. */
export function asLine({
  severity,
  where,
  message,
}: Pick<Problem, 'severity' | 'where' | 'message'>): string {
  return `${severity} ${placeOf(where)} ${message}`.replaceAll(/-[0-9a-f]{8}\b/g, '-…');
}

function placeOf(where: Problem['where']): string {
  if (where === undefined) return 'nowhere';
  if (isObjectPlace(where)) return [where.object, where.path].filter((part) => part !== '').join(' ');
  const { line, col } = where.source.position(where.offset);
  return `${line}:${col}`;
}
