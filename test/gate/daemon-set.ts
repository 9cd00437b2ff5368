import type { Answer } from './scripted-api';

/** Parts of a DaemonSet; what is left out is what a healthy API server would say. */
export interface Parts {
  readonly name?: string;
  readonly metadata?: object;
  readonly status?: object;
  readonly kind?: string;
}

/** The body of a good answer about one DaemonSet. */
export function daemonSet({
  name = 'puller',
  metadata = {},
  status = {},
  kind = 'DaemonSet',
}: Parts): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'hub', uid: 'a', generation: 1, ...metadata },
    spec: {},
    status: {
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
      observedGeneration: 1,
      ...status,
    },
  });
}

/** The answer of a current status: `ready` of `desired` nodes have a pod of the newest spec that is ready. */
export function ready(ready: number, desired: number, parts: Parts = {}): Answer {
  const status = {
    desiredNumberScheduled: desired,
    currentNumberScheduled: desired,
    numberReady: ready,
    ...(ready > 0 ? { updatedNumberScheduled: ready, numberAvailable: ready } : {}),
  };
  return answer(daemonSet({ ...parts, status: { ...status, ...parts.status } }));
}

export function answer(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body };
}

/** An error as the API server says it. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return answer(
    JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code: status }),
    status,
    headers,
  );
}
