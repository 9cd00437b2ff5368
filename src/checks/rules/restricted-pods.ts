import { blame, nameOf } from '../places';
import { podTemplates, type PodTemplate } from '../pods';
import { securityFaults, type SecurityFault } from '../pod-security';
import type { Finding, HubUnderCheck, Rule } from '../rule';

/** Every pod of ours runs in a namespace that enforces the Pod Security Standard "restricted". */
export const restrictedPods: Rule = {
  id: 'restricted-pods',
  severity: 'error',
  title: 'pods satisfy Pod Security "restricted"',
  guard: 'nothing that a puller or a placeholder does needs more rights',
  check(hub) {
    const seen = new Set<string>();
    return podTemplates(hub).flatMap((pod) =>
      securityFaults(pod, hub.plan.kubernetes).flatMap((fault): Finding[] => {
        // One line of the values decides for all the containers of a puller.
        const key = `${nameOf(pod.object)} ${fault.message} ${fault.container?.name === 'pause' ? 'pause' : ''}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [found(hub, pod, fault)];
      }),
    );
  },
};

function found(hub: HubUnderCheck, pod: PodTemplate, { at, container, message }: SecurityFault): Finding {
  // Annotations stand beside the spec.
  const above = at[0] === 'metadata' ? pod.at.slice(0, -1) : pod.at;
  const where = blame(hub, pod.object, [...above, ...at]);
  const part = container === undefined ? '' : `, container ${container.name}`;
  return {
    where,
    message: `${nameOf(pod.object)}${part}: ${message}`,
    hint: 'Namespaces that enforce Pod Security "restricted" refuse the pod. Leave the key out: the defaults satisfy it.',
  };
}
