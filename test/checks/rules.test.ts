import { RULES } from '../../src/checks';
import { runRules } from '../../src/checks/run-checks';
import { asLine, underCheck } from './hub-under-check';
import { IMAGE_CASES } from './cases/images';
import { OBJECT_CASES } from './cases/objects';
import { PLACEMENT_CASES } from './cases/placement';
import { SEAT_CASES } from './cases/seats';
import { TARGET_CASES } from './cases/targets';
import { SECURITY_CASES } from './cases/security';
import { type RuleCases, type Situation } from './cases/situation';

const CASES: Readonly<Record<string, RuleCases>> = {
  ...OBJECT_CASES,
  ...SECURITY_CASES,
  ...TARGET_CASES,
  ...IMAGE_CASES,
  ...PLACEMENT_CASES,
  ...SEAT_CASES,
};

test('every rule has cases of both kinds', () => {
  const complete = Object.keys(CASES).filter((id) => CASES[id]?.finds.length && CASES[id].silent.length);
  expect(complete.sort()).toEqual(RULES.map(({ id }) => id).sort());
});

describe.each(RULES)('$id', (rule) => {
  const { finds, silent } = CASES[rule.id] ?? { finds: [], silent: [] };
  const linesOf = (situation: Situation) => {
    const hubs = [situation, ...(situation.beside ?? [])].map(underCheck);
    return runRules([rule], hubs).map(asLine);
  };
  for (const situation of finds) {
    test(`finds: ${situation.title}`, () => {
      expect(linesOf(situation)).toEqual(situation.found);
    });
  }
  for (const situation of silent) {
    test(`is silent: ${situation.title}`, () => {
      expect(linesOf(situation)).toEqual([]);
    });
  }
});
