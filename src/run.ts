import { relative } from 'node:path';
import type { RunArguments } from './cli/arguments';
import type { Hub } from './config/hub';
import { loadConfig } from './config/load';
import { readValues } from './config/read-values';
import { closest } from './kube/closest';
import { differenceProblems } from './output/difference-problems';
import { differenceText } from './output/difference-text';
import type { OutputFiles } from './output/output-files';
import { printProblems } from './output/print-problems';
import { recoverOutput } from './output/recover-output';
import { summary } from './output/summary';
import { compareOutput, hasDifferences } from './output/verify-output';
import { writeOutput } from './output/write-output';
import type { Problem } from './problem/problem';
import { synthesize, type Synthesis } from './synthesis';

/** What a command may use of the process. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** 0 fine · 1 configuration, usage or file system · 2 a check failed or the output is out of date · 70 a bug of ours. */
export type ExitCode = 0 | 1 | 2 | 70;

/** Its doing, not ours, and before we start; people should not look for the fault in their values. */
const EMPTIED =
  '\ncdk8s synth empties the output folder before it starts an app. `git restore` brings it back; `prewarm synth` leaves it as it is.\n';

/** Longer runs say how far they are, in a terminal. */
const PATIENCE_MS = 1_000;

/** One run of synth, check or verify: from the user's files to an exit code. */
export class Run {
  private readonly outDir: string;
  private readonly startedByCdk8s: boolean;

  constructor(
    private readonly asked: RunArguments,
    private readonly around: Surroundings,
  ) {
    // `cdk8s synth` tells its app by this variable where to write.
    const ofCdk8s = around.env['CDK8S_OUTDIR'];
    this.outDir = asked.out ?? ofCdk8s ?? 'dist';
    this.startedByCdk8s = asked.out === undefined && ofCdk8s !== undefined;
  }

  run(): ExitCode {
    const { config: configPath } = this.asked;
    const { config, problems, inputs } = loadConfig({
      cwd: this.around.cwd,
      readValues,
      ...(configPath === undefined ? {} : { configPath }),
    });
    if (config === undefined || hasError(problems)) return this.end(problems, 1);
    const unknown = this.unknownHub(config.hubs);
    if (unknown !== undefined) return this.end([unknown], 1);
    const hubs = config.hubs.filter(({ name }) => this.decidesAbout(name));

    const made = synthesize({ hubs }, this.progress(hubs.length));
    const all = [...problems, ...made.problems];
    if (hasError(made.problems)) return this.end(all, 2);
    switch (this.asked.command) {
      case 'check':
        return this.end(all, 0, made);
      case 'verify':
        return this.verify(made.files, all);
      case 'synth':
        return this.write(made, all, inputs);
    }
  }

  private unknownHub(hubs: readonly Hub[]): Problem | undefined {
    const names = hubs.map(({ name }) => name);
    const unknown = this.asked.hubs.find((name) => !names.includes(name));
    if (unknown === undefined) return undefined;
    const meant = closest(unknown, names);
    const hint = meant === undefined ? `The hubs are ${names.join(', ')}.` : `Did you mean ${meant}?`;
    return { severity: 'error', rule: 'usage', message: `there is no hub "${unknown}"`, hint };
  }

  private decidesAbout(hub: string): boolean {
    return this.asked.hubs.length === 0 || this.asked.hubs.includes(hub);
  }

  /** With `--hub`, the files of all other hubs stay as they are. */
  private readonly inScope = (path: string): boolean => {
    const [first = '', second = ''] = path.split('/');
    const hub = first === 'values' || first === 'delivery' ? second.replace(/\.yaml$/, '') : first;
    return this.decidesAbout(hub);
  };

  private verify(files: OutputFiles, problems: readonly Problem[]): ExitCode {
    const recovered = recoverOutput(this.outDir);
    const difference = compareOutput(this.outDir, files, this.inScope);
    const found = differenceProblems(difference);
    const text = this.asked.format === 'text';
    // People get the lines that differ; for programs each file is a problem of its own.
    const shown = text ? found.filter(({ rule }) => rule !== 'output-out-of-date') : found;
    if (text) this.around.stdout.write(differenceText(this.outDir, difference));
    const all = [...problems, ...recovered, ...shown];
    if (hasError([...recovered, ...difference.problems])) return this.end(all, 1);
    return this.end(all, hasDifferences(difference) ? 2 : 0);
  }

  private write(made: Synthesis, problems: readonly Problem[], inputs: readonly string[]): ExitCode {
    const precious = { cwd: this.around.cwd, inputs };
    const written = writeOutput(this.outDir, made.files, { precious, scope: this.inScope });
    const all = [...problems, ...written.problems];
    return hasError(written.problems) ? this.end(all, 1) : this.end(all, 0, made);
  }

  /** Prints the problems, then what came out. Notes are for those who ask: `check`, and programs. */
  private end(problems: readonly Problem[], code: ExitCode, made?: Synthesis): ExitCode {
    const { command, format } = this.asked;
    const shown = problems.filter(
      ({ severity }) => severity !== 'note' || command === 'check' || format !== 'text',
    );
    const colour = this.around.stderr.isTTY === true && this.around.env['NO_COLOR'] === undefined;
    const pathFromRepository = this.pathFromRepository();
    const options = {
      colour,
      outDir: this.outDir,
      ...(pathFromRepository === undefined ? {} : { pathFromRepository }),
    };
    this.around.stderr.write(printProblems(shown, format, options));
    if (made) this.around.stdout.write(made.plans.map(summary).join('\n'));
    if (code !== 0 && this.startedByCdk8s) this.around.stderr.write(EMPTIED);
    return code;
  }

  /** GitHub names files from the root of the repository, wherever the command runs. */
  private pathFromRepository(): string | undefined {
    const root = this.around.env['GITHUB_WORKSPACE'];
    const path = root === undefined ? '' : relative(root, this.around.cwd);
    return path === '' || path.startsWith('..') ? undefined : path;
  }

  private progress(count: number): (done: number) => void {
    const { stderr } = this.around;
    if (stderr.isTTY !== true) return () => undefined;
    const begin = Date.now();
    let shown = false;
    return (done) => {
      if (count > 1 && Date.now() - begin > PATIENCE_MS) {
        shown = true;
        stderr.write(`\r${done} of ${count} hubs`);
      }
      if (shown && done === count) stderr.write('\r\u001b[K');
    };
  }
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
