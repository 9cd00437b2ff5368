import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deliveryFiles } from '../../src/delivery/delivery-files';
import type { Stage } from '../../src/plan/stage';
import type { HubPlan } from '../../src/plan/plan';

const OURS = 'app.kubernetes.io/managed-by=prewarm,prewarm.dev/hub=jupyterhub';
export const LABELS = {
  namespaced: OURS,
  puller: `${OURS},prewarm.dev/component=image-puller,prewarm.dev/image-set=x`,
  gate: `${OURS},prewarm.dev/component=image-gate`,
  cluster: `${OURS},prewarm.dev/namespace=jupyterhub`,
} as const;

/** Manifests as the fake kubectl reads them. */
export const MANIFESTS: Readonly<Record<Stage, readonly string[]>> = {
  cluster: [`priorityclass.scheduling.k8s.io/jupyterhub-jupyterhub-default-0 ${LABELS.cluster}`],
  prepull: [
    `serviceaccount/jupyterhub-image-puller ${LABELS.namespaced}`,
    `configmap/jupyterhub-image-gate-cccc3333 ${LABELS.namespaced}`,
    `daemonset.apps/jupyterhub-image-puller-aaaa1111 ${LABELS.puller}`,
  ],
  gate: [`job.batch/jupyterhub-image-gate-bbbb2222 ${LABELS.gate}`],
  seats: [
    `statefulset.apps/jupyterhub-user-placeholder ${LABELS.namespaced}`,
    `poddisruptionbudget.policy/jupyterhub-user-placeholder ${LABELS.namespaced}`,
  ],
};

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `dist` in a folder whose name has a space, and a cluster that is a folder as well. */
export class Deployment {
  private readonly root = mkdtempSync(join(tmpdir(), 'prewarm-deploy-'));
  private readonly bin = join(this.root, 'bin');
  private readonly started: ChildProcess[] = [];
  readonly script: string;

  constructor(
    hub: HubPlan,
    private readonly stages: readonly Stage[] = ['cluster', 'prepull', 'gate', 'seats'],
  ) {
    const dist = join(this.root, 'my dist');
    for (const [path, { text }] of deliveryFiles(hub, stages)) write(join(dist, path), text);
    for (const stage of stages) {
      write(join(dist, hub.name, stage, 'manifests.k8s.yaml'), lines(MANIFESTS[stage]));
    }
    this.script = join(dist, 'delivery', hub.name, 'deploy.sh');
    for (const program of ['kubectl', 'sleep', 'date']) {
      write(join(this.bin, program), '');
      copyFileSync(join(__dirname, 'fake', `${program}.sh`), join(this.bin, program));
      chmodSync(join(this.bin, program), 0o755);
    }
    this.set('namespaces', ['default', 'jupyterhub']);
    this.set('progress', ['3 0', '3 1', '3 3']);
    this.set('gate', ['running', 'running', 'complete']);
  }

  /** Gives the fake cluster a state; see fake/kubectl.sh. */
  set(what: string, content: readonly string[]): void {
    write(join(this.root, 'cluster', what), lines(content));
  }

  state(what: string): string[] {
    const file = join(this.root, 'cluster', what);
    return existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : [];
  }

  /** Names of the objects in the fake cluster. */
  objects(): string[] {
    return this.state('objects')
      .map((line) => line.split(' ')[0] ?? '')
      .sort();
  }

  /** The state after a first install that went well. */
  install(): void {
    this.set(
      'objects',
      this.stages.flatMap((stage) => MANIFESTS[stage]),
    );
    this.set('gate', ['complete']);
  }

  add(...objects: readonly string[]): void {
    this.set('objects', [...this.state('objects'), ...objects]);
  }

  run(options: readonly string[] = [], shell: readonly string[] = ['/bin/sh']): Outcome {
    const [program = '', ...first] = shell;
    return spawnSync(program, [...first, this.script, ...options], {
      ...this.surroundings(),
      encoding: 'utf8',
    });
  }

  start(options: readonly string[]): ChildProcess {
    // A process group of its own, so that nothing of it outlives a test that fails.
    const child = spawn('/bin/sh', [this.script, ...options], { ...this.surroundings(), detached: true });
    this.started.push(child);
    return child;
  }

  remove(): void {
    for (const { pid } of this.started) if (pid !== undefined) endGroup(pid);
    rmSync(this.root, { recursive: true, force: true });
  }

  private surroundings(): { cwd: string; env: NodeJS.ProcessEnv } {
    return { cwd: '/', env: { PATH: `${this.bin}:/usr/bin:/bin`, FAKE: join(this.root, 'cluster') } };
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function lines(content: readonly string[]): string {
  return content.map((line) => `${line}\n`).join('');
}
