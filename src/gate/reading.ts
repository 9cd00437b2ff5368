/** What one look at one puller gave. */
export type Reading = Counts | Waiting | Fault;

/** Numbers that can be believed: the status belongs to the newest spec and every number is a plain count. */
export interface Counts {
  readonly kind: 'counts';
  /** Identity of the DaemonSet: two objects of one name never share a count of polls. */
  readonly uid: string;
  /** Nodes on which the puller should run. */
  readonly desired: number;
  /** Nodes whose puller pod is ready, that is, has pulled everything. */
  readonly ready: number;
  /** Nodes whose puller pod is of the newest spec. */
  readonly updated: number;
  /** Nodes with a puller pod, in whatever state. undefined: the API server did not say. For the log only. */
  readonly current: number | undefined;
}

/** The API server answered well, and the answer is that nothing can be said yet. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly text: string;
  readonly detail: '';
}

/** No usable answer. The text is the same for as long as the cause is; the detail may differ each time. */
export interface Fault {
  readonly kind: 'fault';
  readonly text: string;
  readonly detail: string;
  /** How long the API server asked to be left alone; 0: it did not. */
  readonly retryAfterMs: number;
}

/** The body of a good answer as a reading. `name` is the DaemonSet that was asked for. */
export function readDaemonSet(body: string, name: string): Reading {
  const object = parse(body);
  if (object === undefined)
    return fault('the answer of the API server is not JSON, or only a part of it', body);
  const metadata = field(object, 'metadata');
  const status = field(object, 'status');
  if (field(object, 'kind') !== 'DaemonSet' || field(metadata, 'name') !== name) {
    return fault('the answer of the API server is not about this DaemonSet', body);
  }
  if (field(metadata, 'deletionTimestamp') !== undefined) return waiting('the image puller is being deleted');

  const generation = field(metadata, 'generation');
  const observed = field(status, 'observedGeneration') ?? 0;
  if (!isCount(generation) || !isCount(observed) || generation === 0) {
    return fault(
      'the DaemonSet has a generation that cannot be right',
      JSON.stringify({ generation, observed }),
    );
  }
  // A status of zeros is written when the object is created, before any node was looked at.
  if (observed < generation) {
    return waiting('the DaemonSet controller has not looked at the newest image puller yet');
  }
  return readStatus(status, String(field(metadata, 'uid')));
}

function readStatus(status: unknown, uid: string): Reading {
  const desired = field(status, 'desiredNumberScheduled');
  // The API leaves these out while they are 0.
  const ready = field(status, 'numberReady') ?? 0;
  const updated = field(status, 'updatedNumberScheduled') ?? 0;
  const current = field(status, 'currentNumberScheduled');
  if (!isCount(desired) || !isCount(ready) || !isCount(updated)) {
    return fault('the status of the DaemonSet has numbers that cannot be right', JSON.stringify(status));
  }
  return { kind: 'counts', uid, desired, ready, updated, current: isCount(current) ? current : undefined };
}

function waiting(text: string): Waiting {
  return { kind: 'waiting', text, detail: '' };
}

export function fault(text: string, detail = '', retryAfterMs = 0): Fault {
  // Answers may come from a proxy on the way: one short line of plain characters of them is enough.
  return {
    kind: 'fault',
    text,
    detail: detail
      .replace(/[^!-~]+/g, ' ')
      .trim()
      .slice(0, 300),
    retryAfterMs,
  };
}

/** `value[key]` of parsed JSON; undefined when there is no such thing. */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** undefined: not JSON. */
export function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
