import type { Choice, Override, Profile } from '../../config/values';
import { inValues } from '../places';
import type { Finding, Rule } from '../rule';
import { standingSeats } from '../seats';

/** A selector of the hub steers placeholders, and the servers of profiles that do not say otherwise. */
export const globalNodeSelector: Rule = {
  id: 'global-node-selector',
  severity: 'warning',
  title: 'placeholders and servers go to the same nodes',
  check(hub) {
    const { nodeSelector, profiles } = hub.config.values.singleuser;
    const defaultProfile = profiles.find(({ isDefault }) => isDefault);
    if (defaultProfile === undefined) return [];
    return Object.entries(nodeSelector).flatMap(([key, value]): Finding[] => {
      const where = inValues(hub, ['singleuser', 'nodeSelector', key]);
      const leaves = (profile: Profile): boolean => {
        const { [key]: goal = value } = chosenSelector(profile);
        return goal !== value;
      };
      if (profiles.every(leaves) && profiles.every((profile) => !staysByChoice(profile, key, value))) {
        return [
          {
            where,
            message: `every profile sets ${key} to something else, so singleuser.nodeSelector (${shown(value)}) decides about placeholders and pulls alone: no server runs there`,
            hint: 'Set it to the nodes of the default profile, or remove it.',
          },
        ];
      }
      if (!leaves(defaultProfile) || standingSeats(hub).length === 0) return [];
      return [
        {
          where,
          message: `placeholders wait on nodes with ${key}: ${shown(value)}, and the default profile "${defaultProfile.title}" starts on ${shown(chosenSelector(defaultProfile)[key] ?? 'any')}`,
          hint: 'Set singleuser.nodeSelector to the nodes of the default profile, and let the other profiles override it.',
        },
      ];
    });
  },
};

/** A label may have an empty value. */
function shown(value: string): string {
  return value === '' ? '""' : value;
}

/** The selector of a profile with its default choices; null: the key is taken away. */
function chosenSelector({ override, options }: Profile): Readonly<Record<string, string | null>> {
  const chosen = options.flatMap(({ choices }) => choices.filter(({ isDefault }) => isDefault));
  return Object.assign(
    {},
    ...[override, ...chosen.map((choice) => choice.override)].map(selectorOf),
  ) as Record<string, string | null>;
}

/** Whether some choice other than the default one leads back to the hub's value. */
function staysByChoice({ override, options }: Profile, key: string, value: string): boolean {
  const own = selectorOf(override)[key];
  return options.some(({ choices }) =>
    choices.some((choice: Choice) => (selectorOf(choice.override)[key] ?? own ?? value) === value),
  );
}

function selectorOf({ nodeSelector }: Override): Readonly<Record<string, string | null>> {
  return nodeSelector ?? {};
}
