import type { Hub } from '../config/hub';
import type { Names } from './names';
import type { Priorities, PriorityClassPlan } from './plan';

/** The priority classes that some pod of the hub names; undefined when pod priority is off. */
export function prioritiesOf(hub: Hub, names: Names, pulls: boolean): Priorities | undefined {
  const { podPriority, userPlaceholder } = hub.values.scheduling;
  if (!podPriority.enabled) return undefined;
  const make = (role: PriorityClassPlan['role'], value: number, description: string): PriorityClassPlan => ({
    role,
    name: names.priorityClass(role, value),
    value,
    description,
  });
  return {
    default: make(
      'default',
      podPriority.defaultPriority,
      `User servers and core pods of the hub ${hub.name}.`,
    ),
    imagePuller: pulls
      ? make(
          'image-puller',
          podPriority.imagePullerPriority,
          `Image pullers of the hub ${hub.name}: above placeholders, so that a full node still takes one.`,
        )
      : undefined,
    placeholder: userPlaceholder.enabled
      ? make(
          'placeholder',
          podPriority.userPlaceholderPriority,
          `Placeholders of the hub ${hub.name}: give way to every user server.`,
        )
      : undefined,
    cutoff: hub.priorityCutoff,
  };
}
