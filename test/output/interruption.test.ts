import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Problem } from '../../src/problem/problem';
import { recoverOutput } from '../../src/output/recover-output';
import { newExchange, thisProcess } from '../../src/output/staging';
import { writeOutput } from '../../src/output/write-output';
import { emptyFolder, put, removeFolders, treeFor, treeOf } from './folders';
import { contentOf } from './writer-process';

afterAll(removeFolders);

const project = resolve(__dirname, '../..');
const command = ['--import', 'tsx', join(__dirname, 'writer-process.ts')];
const options = { precious: { cwd: project, inputs: [] } };

interface Run {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
}

function start(...args: string[]): Run {
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: project,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

async function nextLine({ lines }: Run): Promise<string> {
  const { value } = (await lines.next()) as IteratorResult<string, undefined>;
  return value ?? 'the process has ended';
}

interface Report {
  readonly changed: boolean;
  readonly problems: readonly Problem[];
}

async function reportOf(run: Run): Promise<Report> {
  return JSON.parse(await nextLine(run)) as Report;
}

/** Which of the two contents a folder holds; fails when it is neither, or something of both. */
function wholeContent(dist: string): string {
  const tree = treeOf(dist);
  const content = (tree['both.yaml'] ?? '').split('\n')[1] ?? 'none';
  expect(tree).toEqual(treeFor(contentOf(content)));
  return content;
}

test('killed at any moment, 50 times: the next run finds the old or the new content, whole', async () => {
  const seen = new Map<string, number>();
  const leftovers = new Set<string>();
  const killOften = async (times: number, linked: boolean) => {
    const folder = emptyFolder();
    if (linked) {
      mkdirSync(join(folder, 'real'));
      symlinkSync('real', join(folder, 'dist'));
    }
    const dist = join(folder, 'dist');
    writeOutput(dist, contentOf('a'), options);
    for (let time = 0; time < times; time++) {
      const run = start('forever', dist);
      expect(await nextLine(run)).toBe('begins');
      // Chance is the point here: a write takes some 5 ms, so the kill falls into any part of it.
      await new Promise((done) => setTimeout(done, Math.random() * 30));
      run.child.kill('SIGKILL');
      await once(run.child, 'close');
      for (const name of readdirSync(folder)) leftovers.add(name.split('.').pop() ?? '');
      expect(recoverOutput(dist).filter(({ severity }) => severity !== 'note')).toEqual([]);
      const content = wholeContent(dist);
      seen.set(content, (seen.get(content) ?? 0) + 1);
      expect(readdirSync(folder)).toEqual(linked ? ['dist', 'real'] : ['dist']);
    }
  };
  await Promise.all([killOften(25, false), killOften(25, true)]);
  // Both contents came up and something was left to put right: the kills did fall into the work.
  expect([...seen.keys()].sort()).toEqual(['a', 'b']);
  expect(leftovers).toContain('new');
}, 180_000);

describe('killed between the two renames', () => {
  const interrupted = (linked = false) => {
    const folder = emptyFolder();
    if (linked) {
      mkdirSync(join(folder, 'real'));
      symlinkSync('real', join(folder, 'dist'));
    }
    const dist = join(folder, 'dist');
    writeOutput(dist, contentOf('a'), options);
    put(dist, 'README.md', 'mine');
    const { signal } = spawnSync(process.execPath, [...command, 'killed-between', dist, 'b'], {
      cwd: project,
    });
    expect(signal).toBe('SIGKILL');
    const former = { ...treeFor(contentOf('a')), 'README.md': 'mine' };
    return { folder, dist, former };
  };

  test.each([false, true])('the folder is missing, and recovery brings it back (linked: %s)', (linked) => {
    const { folder, dist, former } = interrupted(linked);
    expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual(linked ? ['dist'] : []);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toHaveLength(2);
    expect(recoverOutput(dist)).toEqual([
      {
        severity: 'note',
        rule: 'output-interrupted',
        message: `an earlier run was interrupted while it exchanged ${dist}; the folder is back as it was before that run`,
      },
    ]);
    expect(treeOf(dist)).toEqual(former);
    expect(readdirSync(folder)).toEqual(linked ? ['dist', 'real'] : ['dist']);
    expect(recoverOutput(dist)).toEqual([]);
  });

  test('the next write keeps what others put there', () => {
    const { folder, dist } = interrupted();
    expect(writeOutput(dist, contentOf('c'), options).changed).toBe(true);
    expect(treeOf(dist)).toEqual({ ...treeFor(contentOf('c')), 'README.md': 'mine' });
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  test('an empty folder that somebody made since does not stand in the way', () => {
    const { dist, former } = interrupted();
    mkdirSync(dist);
    expect(recoverOutput(dist)).toHaveLength(1);
    expect(treeOf(dist)).toEqual(former);
  });

  test('a folder that somebody filled since stays, and the former content is named, not removed', () => {
    const { folder, dist } = interrupted();
    put(dist, 'new.txt', 'theirs');
    for (let run = 0; run < 2; run++) {
      const [problem] = recoverOutput(dist);
      expect(problem?.severity).toBe('warning');
      expect(problem?.message).toMatch(
        /left the former content of .*\.old, with .* did not write: README\.md$/,
      );
      expect(treeOf(dist)).toEqual({ 'new.txt': 'theirs' });
      expect(readdirSync(folder)).toHaveLength(3);
    }
  });

  test('without files of others in it the former content goes when the folder was filled since', () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    writeOutput(dist, contentOf('a'), options);
    spawnSync(process.execPath, [...command, 'killed-between', dist, 'b'], { cwd: project });
    put(dist, 'new.txt', 'theirs');
    expect(recoverOutput(dist)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['dist']);
  });
});

describe('what earlier runs left', () => {
  /** A process that has ended: its number exists no more, or began at another time. */
  const ended = { ...thisProcess(), pid: 2 ** 22 + 1 };
  const reborn = { ...thisProcess(), started: '1' };
  const elsewhere = { pid: process.ppid, started: '0', scope: '0000' };

  test.each([
    ['one that has ended', ended],
    ['one whose number another process has now', reborn],
    ['one in another container', elsewhere],
  ])('of %s: half-written and superseded content goes', (_, owner) => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    writeOutput(dist, contentOf('a'), options);
    for (const kind of ['new', 'old', 'gone'] as const) put(newExchange(dist, owner).path(kind), 'x', 'x');
    expect(recoverOutput(dist)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['dist']);
    expect(wholeContent(dist)).toBe('a');
  });

  test('a finished exchange does not bring a folder back that somebody removed', () => {
    const folder = emptyFolder();
    put(newExchange(join(folder, 'dist'), ended).path('old'), 'x', 'x');
    expect(recoverOutput(join(folder, 'dist'))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what belongs to a running process stays, and so does what only looks alike', () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    writeOutput(dist, contentOf('a'), options);
    const parent = { ...thisProcess(), pid: process.ppid, started: '0' };
    put(newExchange(dist, parent).path('new'), 'x', 'x');
    put(newExchange(join(folder, 'dist-2'), ended).path('new'), 'x', 'x');
    put(folder, '.prewarm-dist-notes/x', 'x');
    expect(recoverOutput(dist)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(4);
  });
});

describe('two runs at once', () => {
  test('a run waits for one that is between its renames, and then has the last word', async () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    writeOutput(dist, contentOf('a'), options);
    put(dist, 'README.md', 'mine');
    const first = start('held-between', dist, 'b');
    expect(await nextLine(first)).toBe('between');
    expect(readdirSync(folder)).not.toContain('dist');

    const second = start('once', dist, 'c');
    expect(await nextLine(second)).toBe('begins');
    first.child.stdin?.end();
    expect(await reportOf(first)).toMatchObject({ changed: true });
    expect((await reportOf(second)).problems.map(({ rule }) => rule)).toEqual(['output-foreign-file']);
    expect(treeOf(dist)).toEqual({ ...treeFor(contentOf('c')), 'README.md': 'mine' });
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  test('a run does not wait for ever, and takes nothing from one that was stopped', async () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    writeOutput(dist, contentOf('a'), options);
    const first = start('held-between', dist, 'b');
    expect(await nextLine(first)).toBe('between');
    const result = writeOutput(dist, contentOf('c'), options);
    expect(result.changed).toBe(false);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.message).toContain(`another run (process ${first.child.pid}) stopped`);
    first.child.stdin?.end();
    expect(await reportOf(first)).toMatchObject({ changed: true });
    expect(wholeContent(dist)).toBe('b');
  });

  test('two that write over and over leave one content, whole, and fail in nothing', async () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    put(dist, 'README.md', 'mine');
    const reports = await Promise.all(['a', 'b'].map((name) => reportOf(start('often', dist, name))));
    for (const { problems } of reports) {
      expect(problems.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    }
    const { 'README.md': readme, ...rest } = treeOf(dist);
    expect(readme).toBe('mine');
    expect([treeFor(contentOf('a')), treeFor(contentOf('b'))]).toContainEqual(rest);
    expect(readdirSync(folder)).toEqual(['dist']);
  });
});
