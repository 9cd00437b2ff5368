import { jsonAt } from '../json-path';
import { blame, nameOf } from '../places';
import { podTemplates } from '../pods';
import type { Finding, Rule } from '../rule';

/**
 * Kubernetes lets a container start as "not root" only when it can tell: by a number in the pod, or in the image.
 * An image that names its user, or runs as root, is refused after it was pulled, and the puller never gets further.
 */
export const runAsUser: Rule = {
  id: 'run-as-user',
  severity: 'warning',
  title: 'pulls run as a user that is known',
  check(hub) {
    return podTemplates(hub)
      .filter(({ component }) => component === 'image-puller')
      .flatMap((pod): Finding[] => {
        const ofPod = jsonAt(pod.spec, ['securityContext', 'runAsUser']);
        const without = pod.containers.find(
          ({ json }) => jsonAt(json, ['securityContext', 'runAsUser']) === undefined && ofPod === undefined,
        );
        if (without === undefined) return [];
        return [
          {
            where: blame(hub, pod.object, [...without.at, 'securityContext', 'runAsUser']),
            message: `${nameOf(pod.object)} sets no user id: an image whose user is root or a name is refused after its pull, and the gate stays closed`,
            hint: 'Leave runAsUser out of the values (the default is 65534); on OpenShift, which sets one itself, silence the rule.',
          },
        ];
      });
  },
};
