import { writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { ready, refusal } from './daemon-set';
import { GateProcess, Room } from './gate-process';
import { certificate, ScriptedApi, type Certificate, type Step } from './scripted-api';

let room: Room;
let api: ScriptedApi;
let gates: GateProcess[];

beforeEach(() => {
  room = new Room();
  gates = [];
});
afterEach(async () => {
  await Promise.all(gates.map((gate) => gate.kill()));
  await api.stop();
  room.clear();
});

async function serve(scripts: Readonly<Record<string, readonly Step[]>>, which?: Certificate): Promise<void> {
  api = new ScriptedApi(scripts);
  await api.start(which);
}

function gate(env: Readonly<Record<string, string>> = {}): GateProcess {
  const started = new GateProcess(room, api.port, env);
  gates.push(started);
  return started;
}

const SEE = 'See: kubectl -n hub describe daemonset puller';

describe('deadline', () => {
  const env = { PREWARM_DEADLINE_SECONDS: '1.5', PREWARM_ON_TIMEOUT: 'fail' };

  test('fail: ends with 75 and says what was missing', async () => {
    await serve({ puller: [ready(18, 20)] });
    const end = await gate(env).ended;
    expect(end.code).toBe(75);
    expect(end.lines).toEqual([
      'Waiting for 95 % of the nodes of puller, at most 1 s, then fail.',
      '18/20 nodes ready, T',
      `Gate shut: deadline after T; needed 95 %, last seen: 18/20 nodes ready. ${SEE}`,
    ]);
    expect(end.message).toContain(
      'Gate shut: deadline after 1 s; needed 95 %, last seen: 18/20 nodes ready.',
    );
  });

  test('proceed: ends with 0 and says loudly that images are missing', async () => {
    await serve({ puller: [ready(0, 20, { status: { currentNumberScheduled: 0 } })] });
    const end = await gate({ ...env, PREWARM_ON_TIMEOUT: 'proceed' }).ended;
    expect(end.code).toBe(0);
    expect(end.lines.at(-1)).toBe(
      'GATE OPEN WITHOUT ALL IMAGES, users may have to wait for pulls: deadline, onTimeout proceed, after T; ' +
        'needed 95 %, last seen: 0/20 nodes ready, 20 without a pod (the events of the DaemonSet say why). ' +
        SEE,
    );
    expect(end.message).toContain('GATE OPEN WITHOUT ALL IMAGES');
  });

  test('absent PREWARM_ON_TIMEOUT: fail', async () => {
    await serve({ puller: ['silence'] });
    expect((await gate({ PREWARM_DEADLINE_SECONDS: '0.3' }).ended).code).toBe(75);
  });

  test('pauses grow for as long as there is trouble', async () => {
    await serve({ puller: [refusal(500, 'etcd')] });
    await gate({ PREWARM_POLL_SECONDS: '0.02', PREWARM_DEADLINE_SECONDS: '0.5' }).ended;
    // At 0, 20, 60, 140, 260, 380 and 500 ms at the earliest; some 20 requests when they do not grow.
    expect(api.requests.length).toBeLessThanOrEqual(7);
  });

  test('passes in the middle of a request', async () => {
    await serve({ puller: ['silence'] });
    const end = await gate({ ...env, PREWARM_DEADLINE_SECONDS: '0.3' }).ended;
    expect(end.code).toBe(75);
    expect(end.lines.at(-1)).toContain('last seen: no answer of the API server yet.');
  });

  test('passes in the middle of a pause that the API server asked for, and tells its cause', async () => {
    await serve({ puller: [refusal(429, 'slow down', { 'Retry-After': '3600' })] });
    const end = await gate(env).ended;
    expect(end.code).toBe(75);
    expect(end.lines.at(-1)).toContain(
      'last seen: 429: the API server is busy and asks to come back later (slow down).',
    );
    // With the usual pauses there would be dozens.
    expect(api.requests).toHaveLength(1);
  });
});

describe('no node at all', () => {
  test('opens after the settled time and says that nothing was pulled', async () => {
    await serve({ puller: [ready(0, 0)] });
    const end = await gate({ PREWARM_SETTLE_SECONDS: '0.2' }).ended;
    expect(end.code).toBe(0);
    expect(end.lines.slice(1)).toEqual([
      'no node to pull on, T',
      'Gate open after T: no node to pull on. ' +
        'No node for 0 s means that nothing was pulled there; nodes that join will pull.',
    ]);
  });
});

describe('several pullers', () => {
  const env = { PREWARM_PULLERS: 'puller,gpu' };

  test('opens when all of them are ready', async () => {
    await serve({
      puller: [ready(3, 3)],
      gpu: [refusal(404, 'no such'), ready(0, 2, { name: 'gpu' }), ready(2, 2, { name: 'gpu' })],
    });
    const end = await gate(env).ended;
    expect(end.code).toBe(0);
    expect(end.lines).toEqual([
      'Waiting for 95 % of the nodes of puller, gpu, at most 2 min, then fail.',
      'puller: 3/3 nodes ready; gpu: 404: the image puller does not exist yet (no such), T',
      'puller: 3/3 nodes ready; gpu: 0/2 nodes ready, T',
      'puller: 3/3 nodes ready; gpu: 2/2 nodes ready, T',
      'Gate open after T: puller: 3/3 nodes ready; gpu: 2/2 nodes ready.',
    ]);
    expect(api.requests).toHaveLength(10);
  });

  test('opens only when all of them are ready at the same poll', async () => {
    await serve({
      puller: [...Array<Step>(4).fill(ready(3, 3)), ready(2, 3), ready(3, 3)],
      gpu: [...Array<Step>(2).fill(ready(0, 2, { name: 'gpu' })), ready(2, 2, { name: 'gpu' })],
    });
    expect((await gate(env).ended).code).toBe(0);
    expect(api.requests).toHaveLength(16);
  });

  test('says once what is wrong with the API server itself', async () => {
    await serve({
      puller: [refusal(503, 'x'), ready(3, 3)],
      gpu: [refusal(503, 'x'), ready(2, 2, { name: 'gpu' })],
    });
    expect((await gate(env).ended).lines[1]).toBe('503: the API server has trouble (x), T');
  });
});

test('a request that gets no whole answer ends after its time', async () => {
  await serve({
    a: ['silence', ready(1, 1, { name: 'a' })],
    b: ['half, then silence', ready(1, 1, { name: 'b' })],
  });
  const end = await gate({ PREWARM_PULLERS: 'a,b', PREWARM_REQUEST_SECONDS: '2' }).ended;
  expect(end.code).toBe(0);
  expect(end.lines[1]).toBe('no whole answer within 2 s (overload, NetworkPolicy), T');
});

describe('TLS', () => {
  test.each<{ shown: Certificate; says: string }>([
    { shown: 'untrusted', says: 'TLS: the certificate of the API server is not signed by the CA in ca.crt' },
    { shown: 'wrong-host', says: 'TLS: the certificate of the API server is for another host' },
    { shown: 'expired', says: 'TLS: the certificate of the API server is not valid at this time' },
  ])('sends no token to a server with the certificate $shown', async ({ shown, says }) => {
    await serve({ puller: [ready(20, 20)] }, shown);
    const started = gate();
    await started.line(says);
    expect(api.requests).toHaveLength(0);
    api.show('server');
    expect((await started.ended).code).toBe(0);
  });

  test('takes a new CA without a restart', async () => {
    await serve({ puller: [ready(20, 20)] }, 'untrusted');
    const started = gate();
    await started.line('not signed by the CA in ca.crt');
    room.write('ca.crt', certificate('other-ca.crt'));
    expect((await started.ended).code).toBe(0);
  });

  test.each([
    { content: '', says: 'ca.crt is empty, T' },
    { content: 'no certificate', says: 'not signed by the CA in ca.crt' },
  ])('trusts nobody when ca.crt holds "$content"', async ({ content, says }) => {
    room.write('ca.crt', content);
    await serve({ puller: [ready(20, 20)] });
    const started = gate();
    await started.line(says);
    expect(api.requests).toHaveLength(0);
    room.write('ca.crt', certificate('ca.crt'));
    expect((await started.ended).code).toBe(0);
  });

  test('cannot be switched off by the environment', async () => {
    await serve({ puller: [ready(20, 20)] }, 'untrusted');
    const started = gate({ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' });
    await started.line('not signed by the CA in ca.crt');
    expect(api.requests).toHaveLength(0);
  });
});

describe('token', () => {
  test('is read again for each request', async () => {
    const old: Step = (request) => {
      room.write('token', 'second-token');
      return refusal(401, `Unauthorized: ${request.headers.authorization?.length}`);
    };
    await serve({ puller: [ready(20, 20), old, ready(20, 20)] });
    expect((await gate().ended).code).toBe(0);
    expect(api.requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer first-token',
      'Bearer first-token',
      'Bearer second-token',
      'Bearer second-token',
      'Bearer second-token',
    ]);
  });

  test('may come late', async () => {
    room.remove('token');
    await serve({ puller: [ready(20, 20)] });
    const started = gate();
    await started.line(`cannot read ${join(room.folder, 'token')} (ENOENT), T`);
    room.write('token', '');
    await started.line(`${join(room.folder, 'token')} is empty, T`);
    room.write('token', 'two\nlines');
    await started.line('the API server cannot be asked (ERR_INVALID_CHAR)');
    room.write('token', 'third-token');
    expect((await started.ended).code).toBe(0);
    expect(api.requests[0]?.authorization).toBe('Bearer third-token');
  });
});

test('outlives a restart of the API server', async () => {
  let restarted = false;
  const before: Step[] = [ready(14, 20), ready(14, 20)];
  await serve({ puller: [() => (restarted ? ready(20, 20) : (before.shift() ?? 'silence'))] });
  const started = gate({ PREWARM_DEADLINE_SECONDS: '' });
  await started.line('of puller, without a deadline.');
  await started.line('14/20 nodes ready');
  await api.stop();
  await started.line('the API server refuses connections (it may be restarting)');
  restarted = true;
  await api.start();
  const end = await started.ended;
  expect(end.code).toBe(0);
  expect(end.lines.at(-2)).toBe('20/20 nodes ready, T');
});

test('names a host that DNS does not know', async () => {
  await serve({});
  const started = gate({ KUBERNETES_SERVICE_HOST: 'nowhere.invalid' });
  await started.line('the name of the API server cannot be resolved (DNS)');
});

const ipv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
(ipv6 ? describe : describe.skip)('an API server with an IPv6 address (needs ::1)', () => {
  const env = { KUBERNETES_SERVICE_HOST: '::1' };

  test('is asked', async () => {
    api = new ScriptedApi({ puller: [ready(20, 20)] }, '::1');
    await api.start();
    expect((await gate(env).ended).code).toBe(0);
  });

  test('is sent no token when its certificate is for another host', async () => {
    api = new ScriptedApi({ puller: [ready(20, 20)] }, '::1');
    await api.start('wrong-host');
    await gate(env).line('TLS: the certificate of the API server is for another host');
    expect(api.requests).toHaveLength(0);
  });
});

describe('signals', () => {
  test.each([
    { signal: 'SIGTERM' as const, code: 143 },
    { signal: 'SIGINT' as const, code: 130 },
  ])('$signal ends it in the middle of a pause', async ({ signal, code }) => {
    await serve({ puller: [ready(14, 20)] });
    const started = gate({ PREWARM_POLL_SECONDS: '3600' });
    await started.line('14/20 nodes ready');
    started.child.kill(signal);
    const end = await started.ended;
    expect(end.code).toBe(code);
    expect(end.lines.at(-1)).toBe(
      `Gate shut: ended by ${signal} after T; needed 95 %, last seen: 14/20 nodes ready. ${SEE}`,
    );
    expect(end.message).toContain(`Gate shut: ended by ${signal} after`);
  });

  test('SIGTERM ends it in the middle of a request', async () => {
    const started: { gate?: GateProcess } = {};
    const kill: Step = () => {
      started.gate?.child.kill('SIGTERM');
      return 'silence';
    };
    await serve({ puller: [kill] });
    started.gate = gate({ PREWARM_REQUEST_SECONDS: '3600' });
    expect((await started.gate.ended).code).toBe(143);
  });
});

describe('the end', () => {
  test('bad settings: 64, each fault on a line, at most 4096 bytes of plain characters', async () => {
    await serve({});
    const end = await gate({ PREWARM_QUORUM: '95%', PREWARM_NAMESPACE: 'h\u00fcb'.repeat(2000) }).ended;
    expect(end.code).toBe(64);
    expect(end.lines[0]).toBe('Gate shut: its settings are wrong.');
    expect(end.lines[2]).toBe('PREWARM_QUORUM must be a decimal number from 0.000001 to 1, got "95%"');
    expect(end.message).toMatch(/^Gate shut: its settings are wrong\.\nPREWARM_NAMESPACE must .* got "h\?bh/);
    expect(Buffer.byteLength(end.message ?? '')).toBe(4096);
    expect(api.requests).toHaveLength(0);
  });

  test('a termination log that cannot be written changes nothing', async () => {
    await serve({ puller: [ready(20, 20)] });
    const end = await gate({ PREWARM_TERMINATION_LOG: join(room.folder, 'no/such/folder') }).ended;
    expect(end.code).toBe(0);
    expect(end.lines.at(-1)).toContain('The termination message cannot be written: Error: ENOENT');
  });

  test('a reader of the log that goes away changes nothing', async () => {
    await serve({ puller: [ready(14, 20), ready(15, 20), ready(20, 20)] });
    const started = gate();
    started.child.stdout?.destroy();
    expect((await started.ended).code).toBe(0);
  });

  test('a fault of the program itself never opens the gate', async () => {
    const fault = join(room.folder, 'fault.cjs');
    writeFileSync(fault, 'setImmediate(() => { throw new Error("deliberate"); });');
    await serve({ puller: [ready(20, 20)] });
    const end = await gate({ NODE_OPTIONS: `--require=${fault}` }).ended;
    expect(end.code).toBe(70);
    expect(end.message).toContain('Gate shut by a fault of its own: Error: deliberate');
  });
});
