import type { Silence } from '../config/hub';
import { closest } from '../kube/closest';
import type { Problem } from '../problem/problem';
import type { HubUnderCheck, Rule } from './rule';
import type { HubFinding } from './run-checks';

/** Problems with silences themselves; each has a page in docs/rules, and none can be silenced. */
export const SILENCE_RULES = [
  { id: 'unknown-rule', severity: 'error', title: 'silences name rules that exist' },
  { id: 'not-silenceable', severity: 'error', title: 'rules that guard the output stay on' },
  { id: 'unused-silence', severity: 'warning', title: 'silences silence something' },
] as const;

/**
 * Drops what the hubs silence, and judges the silences. A silence speaks for the hub that it is written for. One
 * that several hubs share (a default of the project) is unused only when none of them needs it.
 */
export function applySilences(
  rules: readonly Rule[],
  hubs: readonly HubUnderCheck[],
  found: readonly HubFinding[],
): { heard: HubFinding[]; problems: Problem[] } {
  const ruleById = new Map(rules.map((rule) => [rule.id, rule]));
  const problems: Problem[] = [];
  const silencesOfHub = new Map<HubUnderCheck, Map<string, Silence[]>>();
  const pending = new Map<string, { silence: Silence; hub: string }>();
  for (const hub of hubs) {
    const valid = new Map<string, Silence[]>();
    for (const silence of hub.config.silences) {
      const fault = faultOf(silence, ruleById);
      if (fault !== undefined) {
        problems.push({ ...fault, hub: hub.config.name, where: silence.where });
        continue;
      }
      valid.set(silence.rule, [...(valid.get(silence.rule) ?? []), silence]);
      if (!pending.has(keyOf(silence))) pending.set(keyOf(silence), { silence, hub: hub.config.name });
    }
    if (valid.size > 0) silencesOfHub.set(hub, valid);
  }
  const heard = found.filter(({ hub, rule }) => {
    const silences = silencesOfHub.get(hub)?.get(rule.id);
    if (silences === undefined) return true;
    for (const silence of silences) pending.delete(keyOf(silence));
    return false;
  });
  for (const { silence, hub } of pending.values()) problems.push({ ...unused(silence), hub });
  return { heard, problems };
}

function faultOf(
  { rule: id }: Silence,
  ruleById: ReadonlyMap<string, Rule>,
): Pick<Problem, 'severity' | 'rule' | 'message' | 'hint'> | undefined {
  const rule = ruleById.get(id);
  if (rule === undefined) {
    const near = closest(
      id,
      [...ruleById.values()].filter(({ guard }) => guard === undefined).map((known) => known.id),
    );
    return {
      severity: 'error',
      rule: 'unknown-rule',
      message: `"${id}" is not a rule that can be silenced`,
      hint: near === undefined ? 'docs/rules lists the rules.' : `Did you mean ${near}?`,
    };
  }
  if (rule.guard === undefined) return undefined;
  return {
    severity: 'error',
    rule: 'not-silenceable',
    message: `${id} cannot be silenced: ${rule.guard}`,
    hint: `Remove the silence; docs/rules/${id}.md says how to satisfy the rule.`,
  };
}

function unused({
  rule,
  reason,
  where,
}: Silence): Pick<Problem, 'severity' | 'rule' | 'where' | 'message' | 'hint'> {
  return {
    severity: 'warning',
    rule: 'unused-silence',
    where,
    message: `nothing is found by ${rule} here, so the silence "${reason}" is without use`,
    hint: 'Remove it, so that it hides nothing new.',
  };
}

/** The place makes a silence: hubs that share a default share the silence. */
function keyOf({ rule, where }: Silence): string {
  return `${rule} ${where.source.name} ${where.offset}`;
}
