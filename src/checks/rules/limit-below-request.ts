import { parseQuantity } from '../../kube/quantity';
import type { Path } from '../../config/tree';
import { textsAt } from '../json-path';
import { blame, nameOf } from '../places';
import { podTemplates, type PodContainer, type PodTemplate } from '../pods';
import type { Finding, HubUnderCheck, Rule } from '../rule';

/** What the API server checks of the resources of a container. */
export const limitBelowRequest: Rule = {
  id: 'limit-below-request',
  severity: 'error',
  title: 'limits are not below requests',
  guard: 'the API server refuses the object',
  check(hub) {
    return podTemplates(hub).flatMap((pod) => {
      const seen = new Set<string>();
      return pod.containers.flatMap((container): Finding[] => {
        const fault = faultOf(container);
        // All containers of a puller have the same resources.
        if (fault === undefined || seen.has(fault.message)) return [];
        seen.add(fault.message);
        return [found(hub, pod, container, fault)];
      });
    });
  },
};

interface Fault {
  readonly resource: string;
  readonly message: string;
}

function faultOf({ json }: PodContainer): Fault | undefined {
  const requests = textsAt(json, ['resources', 'requests']);
  const limits = textsAt(json, ['resources', 'limits']);
  for (const [resource, request] of Object.entries(requests)) {
    const limit = limits[resource];
    if (limit === undefined) {
      if (isIndivisible(resource))
        return {
          resource,
          message: `${resource} is requested (${request}) and must have a limit that is the same`,
        };
      continue;
    }
    const [asked = 0n, allowed = 0n] = [parseQuantity(request), parseQuantity(limit)];
    if (allowed < asked)
      return { resource, message: `the limit of ${resource}, ${limit}, is below its request, ${request}` };
    if (allowed !== asked && isIndivisible(resource)) {
      return {
        resource,
        message: `the limit of ${resource}, ${limit}, must be the same as its request, ${request}`,
      };
    }
  }
  return undefined;
}

/** Devices and huge pages are given whole or not at all. */
function isIndivisible(resource: string): boolean {
  const domain = resource.includes('/') ? (resource.split('/')[0] ?? '') : '';
  return (
    resource.startsWith('hugepages-') ||
    (domain !== '' && domain !== 'kubernetes.io' && !domain.endsWith('.kubernetes.io'))
  );
}

function found(
  hub: HubUnderCheck,
  pod: PodTemplate,
  container: PodContainer,
  { resource, message }: Fault,
): Finding {
  const given = hub.config.values.scheduling.userPlaceholder.resources !== undefined;
  const computed = pod.component === 'placeholder' && !given;
  const likely = computed ? serverPaths(resource) : [];
  return {
    where: blame(hub, pod.object, [...container.at, 'resources', 'limits', resource], likely),
    message: `${nameOf(pod.object)}: ${message}`,
    hint: computed
      ? 'The servers of users have the same size and are refused as well.'
      : 'Set both to the same amount, or the limit higher.',
  };
}

/** Where the size of a user's server is written, from which placeholders take theirs. */
function serverPaths(resource: string): Path[] {
  if (resource === 'cpu' || resource === 'memory') {
    return [
      ['singleuser', resource, 'limit'],
      ['singleuser', resource, 'guarantee'],
    ];
  }
  return [
    ['singleuser', 'extraResource', 'limits', resource],
    ['singleuser', 'extraResource', 'guarantees', resource],
  ];
}
