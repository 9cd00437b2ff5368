import { nodeAt, type Path } from '../../config/tree';
import { INSTANCE_TYPE_LABELS } from '../machine-memory';
import { writtenAt } from '../places';
import type { Finding, HubUnderCheck, Rule } from '../rule';

/** What names of node groups for users have in them; a core group has none of these. */
const FOR_USERS = /(?:^|[^a-z])(?:users?|students?|notebooks?|singleuser|gpus?|nvidia)(?:[^a-z]|$)/i;

/** The chart's awaiter obeys `prePuller.hook.nodeSelector`, and so does the gate; no puller ever did. */
export const hookNodeSelector: Rule = {
  id: 'hook-node-selector',
  severity: 'warning',
  title: 'hook.nodeSelector is meant for the gate',
  check(hub) {
    const path: Path = ['prePuller', 'hook', 'nodeSelector'];
    return Object.entries(hub.config.values.prePuller.hook.nodeSelector).flatMap(
      ([key, value]): Finding[] => {
        if (isForCore(hub, key, value) || !isForUsers(hub, key, value)) return [];
        return [
          {
            where: writtenAt(hub, [...path, key]) ?? hub.config.where,
            message: `prePuller.hook.nodeSelector moves the pod of the gate to ${key}: ${value}, and no puller: those go wherever users can`,
            hint: 'To place pullers, set singleuser.nodeSelector or the node_selector of profiles; the gate is at home on core nodes.',
          },
        ];
      },
    );
  },
};

function isForUsers({ config }: HubUnderCheck, key: string, value: string): boolean {
  const { nodeSelector, profiles } = config.values.singleuser;
  const overrides = profiles.flatMap(({ override, options }) => [
    override,
    ...options.flatMap(({ choices }) => choices.map((choice) => choice.override)),
  ]);
  const usedByServers =
    nodeSelector[key] === value || overrides.some((override) => override.nodeSelector?.[key] === value);
  return (
    usedByServers ||
    INSTANCE_TYPE_LABELS.includes(key) ||
    FOR_USERS.test(value) ||
    /gpu|nvidia|accelerator/i.test(key)
  );
}

/** The hub's own pod goes there as well. */
function isForCore({ config }: HubUnderCheck, key: string, value: string): boolean {
  const node = nodeAt(config.tree, ['hub', 'nodeSelector', key]);
  return node?.kind === 'scalar' && node.value === value;
}
