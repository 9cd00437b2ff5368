/**
 * How long a run takes, as ratios to baselines of the same run. Machines are noisy: medians of several rounds in which
 * everything takes turns. `npm run bench -- --rounds 9 --hubs 1,10,171,1000`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../src/output/table';
import { EMPTY_APP, hubsProject, oneHub } from './projects';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, hubs: { type: 'string', default: '1,10,171,1000' } },
});
const ROUNDS = Number(options.rounds);
const HUB_COUNTS = options.hubs.split(',').map(Number);
const ROOT = join(__dirname, '..');
const PREWARM = join(ROOT, 'lib/prewarm.js');

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
}

/** Wall time in milliseconds and peak memory in MiB of one process. */
interface Sample {
  readonly ms: number;
  readonly mib: number;
}

const folder = mkdtempSync(join(tmpdir(), 'prewarm-bench-'));
try {
  main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function main(): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: ROOT, stdio: 'inherit' });
  const single = project('one', oneHub());
  const bare: Contender = { name: 'node -e 0', command: [process.execPath, '-e', '0'], cwd: folder };
  const contenders: Contender[] = [
    bare,
    {
      name: 'empty cdk8s app',
      command: [process.execPath, join(project('empty', EMPTY_APP), 'app.js')],
      cwd: ROOT,
    },
    { name: 'prewarm synth, one hub', command: [process.execPath, PREWARM, 'synth'], cwd: single },
    { name: 'prewarm verify, one hub', command: [process.execPath, PREWARM, 'verify'], cwd: single },
    ...helm(single),
  ];
  const samples = measure(contenders);
  const floor = median(samples.get(bare.name) ?? [], ({ ms }) => ms);
  print(
    ['one run', 'ms', '× node -e 0', 'peak MiB'],
    contenders.map(({ name }) => {
      const ms = median(samples.get(name) ?? [], (sample) => sample.ms);
      return [
        name,
        ms.toFixed(0),
        (ms / floor).toFixed(2),
        median(samples.get(name) ?? [], ({ mib }) => mib).toFixed(0),
      ];
    }),
  );
  manyHubs(floor);
}

/**
 * Cost of a further hub: in all, without writing, and of writing alone (a copy of the same files by cp). Every round
 * builds the output folder anew, since a run that changes nothing writes nothing.
 */
function manyHubs(floor: number): void {
  const counts = HUB_COUNTS.map((count) => {
    const cwd = project(`hubs-${count}`, hubsProject(count));
    const contender = (what: string, ...command: string[]): Contender => ({
      name: `${count} ${what}`,
      command,
      cwd,
    });
    return {
      count,
      synth: contender('synth', process.execPath, PREWARM, 'synth', '--out', 'dist-new'),
      check: contender('check', process.execPath, PREWARM, 'check'),
      copy: contender('copy', 'cp', '-r', 'dist', 'dist-new'),
    };
  });
  const samples = measure(
    counts.flatMap(({ synth, check, copy }) => [synth, check, copy]),
    ({ cwd }) => {
      rmSync(join(cwd, 'dist-new'), { recursive: true, force: true });
    },
  );
  const ms = ({ name }: Contender) => median(samples.get(name) ?? [], (sample) => sample.ms);
  const [first] = counts;
  if (first === undefined) return;
  print(
    [
      'hubs',
      'synth ms',
      '× node -e 0',
      'ms a further hub',
      'of it without writing',
      'cp -r of the output',
      'peak MiB',
    ],
    counts.map(({ count, synth, check, copy }) => {
      const further = (one: Contender, base: Contender) =>
        count === first.count ? '' : ((ms(one) - ms(base)) / (count - first.count)).toFixed(2);
      return [
        String(count),
        ms(synth).toFixed(0),
        (ms(synth) / floor).toFixed(1),
        further(synth, first.synth),
        further(check, first.check),
        further(copy, first.copy),
        median(samples.get(synth.name) ?? [], ({ mib }) => mib).toFixed(0),
      ];
    }),
  );
}

/** Helm renders the same hub when it is on the machine together with the chart (PREWARM_BENCH_CHART). */
function helm(cwd: string): Contender[] {
  const chart = process.env['PREWARM_BENCH_CHART'];
  const there = spawnSync('helm', ['version', '--short'], { stdio: 'ignore' }).status === 0;
  if (!there || chart === undefined) {
    process.stdout.write(
      'helm template: left out; it needs helm on PATH and the chart in PREWARM_BENCH_CHART\n',
    );
    return [];
  }
  return [{ name: 'helm template', command: ['helm', 'template', 'hub', chart, '-f', 'config.yaml'], cwd }];
}

function measure(contenders: readonly Contender[], before: (contender: Contender) => void = () => undefined) {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const contender of contenders) {
      before(contender);
      // The first round warms the disk cache, and is the one that asks for the memory: asking costs time.
      const sample =
        round === 0 ? { ms: NaN, mib: peakMemory(contender) } : { ms: wallTime(contender), mib: NaN };
      samples.get(contender.name)?.push(sample);
    }
  }
  return samples;
}

function wallTime(contender: Contender): number {
  const before = process.hrtime.bigint();
  run(contender, {});
  return Number(process.hrtime.bigint() - before) / 1e6;
}

/** Only of Node processes: a preloaded script writes it down when they end. */
function peakMemory(contender: Contender): number {
  const file = join(folder, 'peak-memory');
  rmSync(file, { force: true });
  run(contender, {
    NODE_OPTIONS: `--require ${join(__dirname, 'peak-memory.cjs')}`,
    BENCH_PEAK_MEMORY: file,
  });
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) / 1024 : NaN;
}

function run(
  { name, command: [program = '', ...args], cwd }: Contender,
  extra: Record<string, string>,
): void {
  const env = { ...process.env, CDK8S_OUTDIR: undefined, ...extra };
  const { status, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
}

function median(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const sorted = samples
    .map(of)
    .filter((value) => !Number.isNaN(value))
    .sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** A project folder with its files, and an output folder that is up to date. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  if ('config.yaml' in files) run({ name, command: [process.execPath, PREWARM, 'synth'], cwd: path }, {});
  return path;
}

function print(head: readonly string[], rows: readonly (readonly string[])[]): void {
  process.stdout.write(`\n${table([head, ...rows], { right: head.map((_, column) => column).slice(1) })}`);
}
