import { isObjectPlace, type Problem } from '../problem/problem';
import type { Finding, HubUnderCheck, Rule } from './rule';
import { applySilences } from './silences';

/** What one rule says of one hub. */
export interface HubFinding {
  readonly hub: HubUnderCheck;
  readonly rule: Rule;
  readonly finding: Finding;
}

/** Asks every rule about every hub, in this order: hubs, then rules. */
export function runRules(rules: readonly Rule[], hubs: readonly HubUnderCheck[]): Problem[] {
  const found: HubFinding[] = hubs.flatMap((hub) =>
    rules.flatMap((rule) => distinct(rule.check(hub, hubs)).map((finding) => ({ hub, rule, finding }))),
  );
  const { heard, problems } = applySilences(rules, hubs, found);
  return [...heard.map(toProblem), ...problems];
}

/** One line of the values reaches several objects, and is reported once. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const { where, message } = finding;
    const place = isObjectPlace(where)
      ? [where.file, where.object, where.path]
      : [where.source.name, where.offset];
    const key = JSON.stringify([message, ...place]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

function toProblem({ hub, rule, finding }: HubFinding): Problem {
  return {
    severity: finding.severity ?? rule.severity,
    rule: rule.id,
    hub: hub.config.name,
    where: finding.where,
    message: finding.message,
    ...hintOf(rule, finding),
  };
}

/** Where no line of the user's asks for what a guard refuses, we made it. */
function hintOf({ guard }: Rule, { hint, where }: Finding): Pick<Problem, 'hint'> {
  if (hint !== undefined) return { hint };
  return guard !== undefined && isObjectPlace(where)
    ? { hint: 'No line of the values asks for this: it is a fault of Prewarm. Please report it.' }
    : {};
}
