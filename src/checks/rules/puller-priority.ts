import { inValues } from '../places';
import type { Finding, Rule } from '../rule';
import { standingSeats } from '../seats';

/** A puller must get onto a node that is full of placeholders, and must not put a user's server out. */
export const pullerPriority: Rule = {
  id: 'puller-priority',
  severity: 'warning',
  title: 'pullers stand between placeholders and users',
  check(hub) {
    const { priorities } = hub.plan;
    const puller = priorities?.imagePuller?.value;
    if (priorities === undefined || puller === undefined) return [];
    const users = priorities.default.value;
    const placeholders = standingSeats(hub).length > 0 ? priorities.placeholder?.value : undefined;
    const where = inValues(
      hub,
      ['scheduling', 'podPriority', 'imagePullerPriority'],
      ['scheduling', 'podPriority'],
    );
    const findings: Finding[] = [];
    if (puller > users) {
      findings.push({
        where,
        message: `pullers have the priority ${puller} and users ${users}: a puller may put a user's server out to get onto its node`,
        hint: `Set imagePullerPriority to ${users} or less.`,
      });
    }
    // Placeholders at or above the users are the business of another rule.
    if (placeholders !== undefined && puller <= placeholders && placeholders < users) {
      findings.push({
        where,
        message: `pullers have the priority ${puller} and placeholders ${placeholders}: a node full of placeholders never gets its puller`,
        hint: `Set imagePullerPriority above ${placeholders} and at most to ${users}.`,
      });
    }
    return findings;
  },
};
