import { daemonSet, answer, ready, refusal } from './daemon-set';
import { type End, GateProcess, Room } from './gate-process';
import { ScriptedApi, type Step } from './scripted-api';

/** What the gate must say and do when the API server answers so. Every row ends with the gate open. */
interface Row {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly env?: Readonly<Record<string, string>>;
  /** The log between the first and the last line, elapsed times as `T`. */
  readonly says: readonly string[];
  /** Requests until the gate opens: one fewer would be too early, one more too late. */
  readonly requests: number;
}

const good = [ready(20, 20), ready(20, 20), ready(20, 20)];
const allReady = '20/20 nodes ready, T';
/** What a DaemonSet says before its controller has seen it, and before any pod exists. */
const justCreated = answer(daemonSet({ status: { observedGeneration: undefined } }));

const rows: readonly Row[] = [
  {
    name: 'opens at the third good poll and prints changes only',
    steps: [ready(0, 20), ready(0, 20), ready(14, 20), ready(14, 20), ready(14, 20), ...good],
    says: ['0/20 nodes ready, T', '14/20 nodes ready, T', allReady],
    requests: 8,
  },
  {
    name: 'first false pass of the chart: zero of zero right after creation is not success',
    steps: [justCreated, justCreated, justCreated, justCreated, ready(0, 20), ...good],
    env: { PREWARM_SETTLE_SECONDS: '0' },
    says: [
      'the DaemonSet controller has not looked at the newest image puller yet, T',
      '0/20 nodes ready, T',
      allReady,
    ],
    requests: 8,
  },
  {
    name: 'second false pass of the chart: ready equals current when no pod could be created',
    steps: [...Array<Step>(15).fill(ready(0, 20, { status: { currentNumberScheduled: 0 } })), ...good],
    says: ['0/20 nodes ready, 20 without a pod (the events of the DaemonSet say why), T', allReady],
    requests: 18,
  },
  {
    name: 'pods that are Pending on full nodes are missing',
    steps: [...Array<Step>(5).fill(ready(18, 20, { status: { updatedNumberScheduled: 20 } })), ...good],
    says: ['18/20 nodes ready, T', allReady],
    requests: 8,
  },
  {
    name: 'the status of the generation before says nothing',
    steps: [...Array<Step>(5).fill(ready(20, 20, { metadata: { generation: 2 } })), ...good],
    says: ['the DaemonSet controller has not looked at the newest image puller yet, T', allReady],
    requests: 8,
  },
  {
    name: 'pods of the spec before are ready, but do not count',
    steps: [...Array<Step>(5).fill(ready(20, 20, { status: { updatedNumberScheduled: 3 } })), ...good],
    says: ['3/20 nodes ready, 17 more with an old pod, T', allReady],
    requests: 8,
  },
  {
    name: 'an absent updatedNumberScheduled is 0',
    steps: [
      ...Array<Step>(5).fill(ready(20, 20, { status: { updatedNumberScheduled: undefined } })),
      ...good,
    ],
    says: ['0/20 nodes ready, 20 more with an old pod, T', allReady],
    requests: 8,
  },
  {
    name: '18 of 20 are below 95 %, 19 of 20 are enough',
    steps: [...Array<Step>(5).fill(ready(18, 20)), ready(19, 20), ready(19, 20), ready(19, 20)],
    says: ['18/20 nodes ready, T', '19/20 nodes ready, T'],
    requests: 8,
  },
  {
    name: 'a node that joins takes the polls before it back',
    steps: [ready(2, 2), ready(2, 2), ready(2, 3), ready(3, 3)],
    says: ['2/2 nodes ready, T', '2/3 nodes ready, T', '3/3 nodes ready, T'],
    requests: 6,
  },
  {
    name: 'an error takes the polls before it back',
    steps: [ready(20, 20), ready(20, 20), refusal(500, 'etcd'), ready(20, 20)],
    says: [allReady, '500: the API server has trouble (etcd), T', allReady],
    requests: 6,
  },
  {
    name: 'another DaemonSet of that name starts from nothing',
    steps: [ready(20, 20), ready(20, 20), ready(20, 20, { metadata: { uid: 'b' } })],
    says: [allReady],
    requests: 5,
  },
  {
    name: 'a pool that a node joins while it is empty is not empty',
    steps: [...Array<Step>(8).fill(ready(0, 0)), ready(0, 1), ready(1, 1)],
    says: ['no node to pull on, T', '0/1 nodes ready, T', '1/1 nodes ready, T'],
    requests: 12,
  },
  {
    name: 'a puller that is being deleted',
    steps: [
      ...Array<Step>(5).fill(ready(20, 20, { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })),
      ...good,
    ],
    says: ['the image puller is being deleted, T', allReady],
    requests: 8,
  },
  {
    name: '401: a token that is not accepted',
    steps: [refusal(401, 'Unauthorized'), refusal(401, 'Unauthorized'), ...good],
    says: [
      '401: the API server does not accept the token (expired, or the ServiceAccount is gone) (Unauthorized), T',
      allReady,
    ],
    requests: 5,
  },
  {
    name: '403: a Role that comes late',
    steps: [refusal(403, 'daemonsets.apps "puller" is forbidden'), ...good],
    says: [
      '403: the gate may not read the DaemonSet (Role or RoleBinding missing, or not there yet)' +
        ' (daemonsets.apps "puller" is forbidden), T',
      allReady,
    ],
    requests: 4,
  },
  {
    name: '404: a puller that comes late',
    steps: [refusal(404, 'daemonsets.apps "puller" not found'), refusal(404, 'gone'), ...good],
    says: ['404: the image puller does not exist yet (daemonsets.apps "puller" not found), T', allReady],
    requests: 5,
  },
  {
    name: '429: too many requests, as the API server says it in plain text',
    steps: [answer('Too many requests, please try again later.', 429, { 'Retry-After': '0' }), ...good],
    says: ['429: the API server is busy and asks to come back later, T', allReady],
    requests: 4,
  },
  {
    name: 'a cause is named once, and again when it changes',
    steps: [refusal(503, 'a'), refusal(503, 'b'), refusal(504, 'c'), refusal(503, 'd'), ...good],
    says: [
      '503: the API server has trouble (a), T',
      '504: the API server has trouble (c), T',
      '503: the API server has trouble (d), T',
      allReady,
    ],
    requests: 7,
  },
  {
    name: 'a redirect is not followed',
    steps: [answer('', 302, { Location: 'https://127.0.0.1:1/' }), ...good],
    says: ['302: the API server gave an answer that is not expected, T', allReady],
    requests: 4,
  },
  {
    name: 'a good body under another good status is not believed',
    steps: [...Array<Step>(3).fill(answer(daemonSet({}), 203)), ...good],
    says: ['203: the API server gave an answer that is not expected, T', allReady],
    requests: 6,
  },
  {
    name: 'a connection that is cut',
    steps: ['cut', ...good],
    says: ['the connection to the API server was cut (it may be restarting) (socket hang up), T', allReady],
    requests: 4,
  },
  {
    name: 'a body that is cut',
    steps: ['half, then cut', ...good],
    says: ['the connection to the API server was cut (it may be restarting) (aborted), T', allReady],
    requests: 4,
  },
  {
    name: 'half a body that ends well',
    steps: [answer('{"kind": "DaemonSet",\n "metadata"'), ...good],
    says: [
      'the answer of the API server is not JSON, or only a part of it ({"kind": "DaemonSet", "metadata"), T',
      allReady,
    ],
    requests: 4,
  },
  {
    name: 'an empty body',
    steps: [answer(''), ...good],
    says: ['the answer of the API server is not JSON, or only a part of it, T', allReady],
    requests: 4,
  },
  {
    name: 'the page of a proxy',
    steps: [answer('<html>\u001b[31mlog in\u00e9</html>'), ...good],
    says: [
      'the answer of the API server is not JSON, or only a part of it (<html> [31mlog in </html>), T',
      allReady,
    ],
    requests: 4,
  },
  {
    name: 'an answer of another kind',
    steps: [...Array<Step>(3).fill(ready(20, 20, { kind: 'Deployment' })), ...good],
    says: [
      expect.stringContaining('the answer of the API server is not about this DaemonSet') as string,
      allReady,
    ],
    requests: 6,
  },
  {
    name: 'an answer about another DaemonSet',
    steps: [...Array<Step>(3).fill(ready(20, 20, { name: 'other' })), ...good],
    says: [
      expect.stringContaining('the answer of the API server is not about this DaemonSet') as string,
      allReady,
    ],
    requests: 6,
  },
  {
    name: 'an answer that never stops being longer',
    steps: [answer(' '.repeat(4_100_000)), ...good],
    says: ['the answer is far too long for a DaemonSet, T', allReady],
    requests: 4,
  },
  {
    name: 'numbers that are no counts',
    steps: [...Array<Step>(3).fill(ready(20, 20, { status: { desiredNumberScheduled: '20' } })), ...good],
    says: [
      expect.stringContaining('the status of the DaemonSet has numbers that cannot be right') as string,
      allReady,
    ],
    requests: 6,
  },
];

describe('the gate over HTTPS', () => {
  let room: Room;
  let api: ScriptedApi;
  let gate: GateProcess | undefined;
  beforeEach(() => {
    room = new Room();
  });
  afterEach(async () => {
    await gate?.kill();
    await api.stop();
    room.clear();
  });

  test.each(rows)('$name', async ({ steps, env, says, requests }) => {
    api = new ScriptedApi({ puller: steps });
    await api.start();
    gate = new GateProcess(room, api.port, env);
    const end = await gate.ended;

    expect(end.lines.slice(1, -1)).toEqual(says);
    expect(api.requests).toHaveLength(requests);
    // A connection that is kept would outlive the certificates that it was made with.
    expect(api.connections).toBe(requests);
    expectOpen(end);
    expect(new Set(api.requests.map(({ line }) => line))).toEqual(
      new Set(['GET /apis/apps/v1/namespaces/hub/daemonsets/puller']),
    );
    expect(end.lines.join('\n')).not.toContain('first-token');
  });
});

function expectOpen(end: End): void {
  expect(end.code).toBe(0);
  expect(end.lines[0]).toBe('Waiting for 95 % of the nodes of puller, at most 2 min, then fail.');
  expect(end.lines.at(-1)).toMatch(/^Gate open after T: \d+\/\d+ nodes ready\.$/);
  expect(end.message?.replace(/after \d+ s/, 'after T')).toBe(end.lines.at(-1));
}
