import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';

/** What the server does with one request. */
export type Step =
  | Answer
  /** Nothing, ever. */
  | 'silence'
  /** Half of a body, then nothing. */
  | 'half, then silence'
  /** Half of the body that was announced, then the connection is gone. */
  | 'half, then cut'
  /** The connection is gone before a byte was sent. */
  | 'cut'
  /** Decides when the request is there. */
  | ((request: IncomingMessage) => Step);

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Certificate = 'server' | 'untrusted' | 'wrong-host' | 'expired';

/** Text of a file in `certificates/`. */
export function certificate(file: string): string {
  return readFileSync(join(__dirname, 'certificates', file), 'utf8');
}

/** An API server over real HTTPS on a free port that answers by a script for each DaemonSet; the last step repeats. */
export class ScriptedApi {
  /** Every request that arrived, as `GET /path`, with its header Authorization. */
  readonly requests: { readonly line: string; readonly authorization: string | undefined }[] = [];
  port = 0;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly scripts: Readonly<Record<string, readonly Step[]>>,
    private readonly host = '127.0.0.1',
  ) {}

  /** Connections whose client accepted the certificate. */
  get connections(): number {
    return this.sockets.size;
  }

  /** Listens, again on the same port when it did so before. */
  async start(which: Certificate = 'server'): Promise<void> {
    const server = createServer(identity(which), (request, response) => {
      this.handle(request, response);
    });
    server.on('secureConnection', (socket: Socket) => this.sockets.add(socket));
    // A client that turns a certificate down is what some tests are about.
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.on('error', reject);
      server.listen(this.port, this.host, resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Shows another certificate from the next connection on. */
  show(which: Certificate): void {
    this.server?.setSecureContext(identity(which));
  }

  /** Cuts every connection and stops listening. */
  async stop(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push({
      line: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
    });
    const name = request.url?.split('/').at(-1) ?? '';
    const script = this.scripts[name] ?? [];
    const index = this.taken.get(name) ?? 0;
    this.taken.set(name, index + 1);
    const step = script[Math.min(index, script.length - 1)];
    if (step === undefined) throw new Error(`no script for ${request.url}`);
    play(step, request, response);
  }
}

function play(step: Step, request: IncomingMessage, response: ServerResponse): void {
  if (typeof step === 'function') {
    play(step(request), request, response);
    return;
  }
  if (step === 'silence') return;
  if (step === 'cut') {
    request.socket.destroy();
    return;
  }
  if (typeof step === 'string') {
    response.writeHead(200, { 'Content-Length': 1000 });
    response.write('{"kind": "DaemonSet", "metadata": {', () => {
      if (step === 'half, then cut') request.socket.destroy();
    });
    return;
  }
  response.writeHead(step.status, { 'Content-Type': 'application/json', ...step.headers });
  response.end(step.body);
}

function identity(which: Certificate): { readonly key: string; readonly cert: string } {
  return { key: certificate('server.key'), cert: certificate(`${which}.crt`) };
}
