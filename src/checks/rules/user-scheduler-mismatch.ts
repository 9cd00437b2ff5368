import { nodeAt } from '../../config/tree';
import { inValues } from '../places';
import type { HubUnderCheck, Rule } from '../rule';
import { standingSeats } from '../seats';

/** Users that are packed onto full nodes, and placeholders that are spread, end up on different ones. */
export const userSchedulerMismatch: Rule = {
  id: 'user-scheduler-mismatch',
  severity: 'note',
  title: 'users and placeholders have one scheduler',
  check(hub) {
    const { userSchedulerEnabled } = hub.config.values.scheduling;
    if (!userSchedulerEnabled || !standingSeats(hub).some(({ schedulerName }) => schedulerName === undefined))
      return [];
    const name = chartScheduler(hub);
    return [
      {
        where: inValues(
          hub,
          ['scheduling', 'userScheduler', 'enabled'],
          ['scheduling', 'userScheduler'],
          ['scheduling', 'userPlaceholder', 'replicas'],
        ),
        message:
          "the chart's user scheduler places users, and the cluster's default scheduler the placeholders: users are packed together, placeholders spread out",
        hint: `Set schedulerName: ${name} for this hub in prewarm.yaml while the chart runs that scheduler; or scheduling.userScheduler.enabled: false.`,
      },
    ];
  },
};

/** The name that the chart gives its scheduler: after fullnameOverride, else after the release. */
function chartScheduler({ config }: HubUnderCheck): string {
  const text = (key: string): string | undefined => {
    const node = nodeAt(config.tree, [key]);
    return node?.kind === 'scalar' && typeof node.value === 'string' && node.value !== ''
      ? node.value
      : undefined;
  };
  const fullname = nodeAt(config.tree, ['fullnameOverride']);
  if (fullname?.kind === 'scalar' && fullname.value === null) {
    const name = text('nameOverride') ?? 'jupyterhub';
    return `${config.release.includes(name) ? config.release : `${config.release}-${name}`}-user-scheduler`;
  }
  return `${text('fullnameOverride') ?? config.release}-user-scheduler`;
}
