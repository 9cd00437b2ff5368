import { isObjectPlace } from '../../problem/problem';
import { isMap, listAt, type JsonPath } from '../json-path';
import { blame, inObject, nameOf } from '../places';
import { podTemplates, type PodTemplate } from '../pods';
import type { Finding, HubUnderCheck, Rule } from '../rule';

/** A token lets a pod speak to the API server as its account. Only the gate has something to ask there. */
export const noToken: Rule = {
  id: 'no-token',
  severity: 'error',
  title: 'no pod but the gate has an API token',
  guard: 'pullers and placeholders never talk to the API server',
  check(hub) {
    const accounts = hub.objects
      .filter(
        ({ json }) => json['kind'] === 'ServiceAccount' && json['automountServiceAccountToken'] !== false,
      )
      .map((object) => ({
        where: inObject(object, ['automountServiceAccountToken']),
        message: `${nameOf(object)} gives its token to every pod: automountServiceAccountToken must be false`,
      }));
    const pods = podTemplates(hub).filter(({ component }) => component !== 'image-gate');
    return [...accounts, ...pods.flatMap((pod) => [...mounted(hub, pod), ...projected(hub, pod)])];
  },
};

function mounted(hub: HubUnderCheck, pod: PodTemplate): Finding[] {
  const key = 'automountServiceAccountToken';
  const value = pod.spec[key];
  if (value === false) return [];
  return [
    found(
      hub,
      pod,
      [key],
      `${key} must be false, got ${value === undefined ? 'nothing' : JSON.stringify(value)}`,
    ),
  ];
}

function projected(hub: HubUnderCheck, pod: PodTemplate): Finding[] {
  return listAt(pod.spec, ['volumes']).flatMap((volume, index) => {
    const sources = listAt(volume, ['projected', 'sources']);
    return sources.some((source) => isMap(source) && source['serviceAccountToken'] !== undefined)
      ? [found(hub, pod, ['volumes', index], `its volume number ${index + 1} holds a token`)]
      : [];
  });
}

function found(hub: HubUnderCheck, pod: PodTemplate, at: JsonPath, fault: string): Finding {
  const where = blame(hub, pod.object, [...pod.at, ...at]);
  const message = `the pods of ${nameOf(pod.object)} would get an API token: ${fault}`;
  return isObjectPlace(where)
    ? { where, message }
    : { where, message, hint: 'Take it out of extraPodSpec: a pod that does nothing needs no token.' };
}
