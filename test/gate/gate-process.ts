import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GATE_PROGRAM } from '../../src/gate/program.generated';
import { certificate } from './scripted-api';

export interface End {
  readonly code: number | null;
  /** Lines of the log, elapsed times replaced by `T`. */
  readonly lines: readonly string[];
  /** The termination message; undefined: none was written. */
  readonly message: string | undefined;
}

/** The bundled program as Kubernetes would run it, with faster polls. */
export class GateProcess {
  readonly lines: string[] = [];
  readonly ended: Promise<End>;
  readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();

  /** @param env variables besides, or in place of, the usual ones */
  constructor(room: Room, port: number, env: Readonly<Record<string, string>> = {}) {
    // PREWARM_TEST_NODE runs the suite on another Node, such as the oldest that the gate supports.
    this.child = spawn(process.env['PREWARM_TEST_NODE'] ?? process.execPath, [room.program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PREWARM_NAMESPACE: 'hub',
        PREWARM_PULLERS: 'puller',
        PREWARM_QUORUM: '0.95',
        // A gate that is left behind, because the tests were killed, ends nevertheless.
        PREWARM_DEADLINE_SECONDS: '120',
        PREWARM_POLL_SECONDS: '0.01',
        PREWARM_TERMINATION_LOG: room.terminationLog,
        PREWARM_SERVICE_ACCOUNT_DIR: room.folder,
        KUBERNETES_SERVICE_HOST: '127.0.0.1',
        KUBERNETES_SERVICE_PORT: String(port),
        ...env,
      },
    });
    const reader = createInterface({ input: this.child.stdout! });
    reader.on('line', (line) => {
      this.lines.push(line.replace(/, \d+ s$/, ', T').replace(/ after \d+ s\b/, ' after T'));
      for (const look of this.waiting) look();
    });
    // `close` comes after the last byte of the log, `exit` may come before.
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code) => {
        resolve({ code, lines: this.lines, message: room.message() });
      });
    });
  }

  /** Ends it by force, if it has not ended. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Waits until a line contains the text. */
  async line(text: string): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.lines.some((line) => line.includes(text))) resolve();
      };
      this.waiting.add(look);
      look();
    });
    const ended = this.ended.then(({ lines }) => {
      if (!lines.some((line) => line.includes(text))) {
        throw new Error(`the gate ended without saying ${JSON.stringify(text)}:\n${lines.join('\n')}`);
      }
    });
    await Promise.race([seen, ended]);
  }
}

/** The files that a gate finds in its container. */
export class Room {
  readonly folder = mkdtempSync(join(tmpdir(), 'prewarm-gate-'));
  readonly program = join(this.folder, 'gate.cjs');
  readonly terminationLog = join(this.folder, 'termination-log');

  constructor() {
    writeFileSync(this.program, GATE_PROGRAM);
    this.write('token', 'first-token\n');
    this.write('ca.crt', certificate('ca.crt'));
  }

  write(file: string, content: string): void {
    writeFileSync(join(this.folder, file), content);
  }

  remove(file: string): void {
    rmSync(join(this.folder, file));
  }

  message(): string | undefined {
    return existsSync(this.terminationLog) ? readFileSync(this.terminationLog, 'utf8') : undefined;
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
