import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compareOutput } from '../../src/output/verify-output';
import { writeOutput, type WriteResult } from '../../src/output/write-output';
import { emptyFolder, generated, put, removeFolders, touchesOf, treeFor, treeOf } from './folders';
import { contentOf } from './writer-process';

const mounted: string[] = [];

afterAll(() => {
  for (const folder of mounted.reverse()) run('umount', folder);
  removeFolders();
});

const project = resolve(__dirname, '../..');
const options = { precious: { cwd: project, inputs: [] } };
const isRoot = process.getuid?.() === 0;

function run(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function mount(folder: string, ...args: string[]): void {
  if (!run('mount', ...args, folder)) throw new Error(`cannot mount ${folder}`);
  mounted.push(folder);
}

/** A test that needs something of the machine; where that is missing, its absence is seen in the output. */
function testWhere(has: boolean, lacks: string, name: string, body: () => void): void {
  if (!has) process.stdout.write(`SKIPPED: ${name}: ${lacks}\n`);
  (has ? test : test.skip)(name, body);
}

const canMount = (() => {
  const folder = emptyFolder();
  return run('mount', '-t', 'tmpfs', 'tmpfs', folder) && run('umount', folder);
})();
const noMount = 'this process may not mount file systems';

function onlyError(result: WriteResult, folder: string): string {
  expect(result.changed).toBe(false);
  expect(result.problems).toHaveLength(1);
  expect(result.problems[0]).toMatchObject({ severity: 'error', hint: expect.stringMatching(/./) as string });
  return (result.problems[0]?.message ?? '').replaceAll(folder, '').replace(/dist-[0-9a-f-]+\./g, 'dist-….');
}

/** Writes content `b` in a process of its own, started by a shell line with the process as `"$@"`. */
function writeFrom(shell: string, dist: string): WriteResult {
  const node = [process.execPath, '--import', 'tsx', join(__dirname, 'writer-process.ts'), 'once', dist, 'b'];
  const { stdout, stderr } = spawnSync('sh', ['-c', shell, 'sh', ...node], {
    cwd: project,
    encoding: 'utf8',
    // tsx keeps what it has compiled in files, which fall under the same limits.
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  });
  const [, report] = stdout.split('\n');
  if (report === undefined) throw new Error(stderr);
  return JSON.parse(report) as WriteResult;
}

test('a limit on the size of files', () => {
  const folder = emptyFolder();
  const dist = join(folder, 'dist');
  writeOutput(dist, generated({ 'a.yaml': '1\n' }), options);
  const before = touchesOf(dist);
  const result = writeFrom('ulimit -f 0; exec "$@"', dist);
  expect(onlyError(result, folder)).toMatch(
    /^cannot write \/dist: the file is larger than this process may write \(EFBIG/,
  );
  expect(touchesOf(dist)).toEqual(before);
  expect(readdirSync(folder)).toEqual(['dist']);
});

describe('without the permission to write', () => {
  const asNobody = isRoot ? 'exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"' : 'exec "$@"';
  const canDrop = !isRoot || run('setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', 'true');
  const cannotDrop = 'root is stopped by no permission, and setpriv is not there';

  const table: [string, string, string][] = [
    ['the folder itself', 'project/dist', 'EACCES at /project/dist)'],
    ['a folder in it', 'project/dist/closed', 'EACCES at /project/dist/closed)'],
    ['the folder above it', 'project', 'EACCES at /project/.prewarm-dist-….new)'],
  ];
  for (const [name, closed, said] of table) {
    testWhere(canDrop, cannotDrop, name, () => {
      const root = emptyFolder();
      const dist = join(root, 'project/dist');
      writeOutput(dist, generated({ 'closed/a.yaml': '1\n' }), options);
      for (const folder of ['', 'project', 'project/dist', 'project/dist/closed']) {
        chmodSync(join(root, folder), folder === closed ? 0o555 : 0o777);
      }
      const before = touchesOf(root);
      expect(onlyError(writeFrom(asNobody, dist), root)).toBe(
        `cannot write /project/dist: permission denied (${said}`,
      );
      expect(touchesOf(root)).toEqual(before);
    });
  }

  testWhere(canDrop, cannotDrop, 'a foreign file that we may not read is carried over', () => {
    const root = emptyFolder();
    const dist = join(root, 'dist');
    for (const folder of [root, dist]) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o777);
    }
    // Made by the one who writes: Linux lets nobody else make hard links to a file that he cannot read.
    const shell = asNobody.replace(
      '"$@"',
      `sh -c 'echo secret > "${dist}/secret"; chmod 0 "${dist}/secret"'`,
    );
    spawnSync('sh', ['-c', shell]);
    const result = writeFrom(asNobody, dist);
    expect(result).toMatchObject({ changed: true, problems: [{ rule: 'output-foreign-file' }] });
    if (isRoot) expect(treeOf(dist)['secret']).toBe('secret\n');
    expect(readdirSync(dist)).toContain('secret');
  });
});

testWhere(canMount, noMount, 'a full disk', () => {
  const folder = emptyFolder();
  mount(folder, '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs');
  const dist = join(folder, 'dist');
  writeOutput(dist, generated({ 'a.yaml': '1\n' }), options);
  const before = touchesOf(dist);
  const large = generated({ 'a.yaml': '2\n', 'b.yaml': 'x'.repeat(80_000) });
  expect(onlyError(writeOutput(dist, large, options), folder)).toMatch(
    /^cannot write \/dist: no space is left on the disk \(ENOSPC/,
  );
  expect(touchesOf(dist)).toEqual(before);
  expect(readdirSync(folder)).toEqual(['dist']);
  // The folder that a failed run made for its output goes as well.
  expect(onlyError(writeOutput(join(folder, 'new/dist'), large, options), folder)).toMatch(/ENOSPC/);
  expect(readdirSync(folder)).toEqual(['dist']);
});

testWhere(canMount, noMount, 'no room for another folder', () => {
  const folder = emptyFolder();
  mount(folder, '-t', 'tmpfs', '-o', 'nr_inodes=12', 'tmpfs');
  const dist = join(folder, 'dist');
  writeOutput(dist, generated({ 'a.yaml': '1\n', 'b.yaml': '1\n', 'c.yaml': '1\n' }), options);
  const before = touchesOf(dist);
  expect(onlyError(writeOutput(dist, contentOf('a'), options), folder)).toMatch(/\(ENOSPC/);
  expect(touchesOf(dist)).toEqual(before);
  expect(readdirSync(folder)).toEqual(['dist']);
});

testWhere(canMount, noMount, 'a read-only file system', () => {
  const folder = emptyFolder();
  mount(folder, '-t', 'tmpfs', 'tmpfs');
  const dist = join(folder, 'dist');
  const files = generated({ 'a.yaml': '1\n' });
  writeOutput(dist, files, options);
  run('mount', '-o', 'remount,ro', folder);
  const before = touchesOf(dist);
  expect(onlyError(writeOutput(dist, generated({ 'a.yaml': '2\n' }), options), folder)).toBe(
    'cannot write /dist: the file system is read-only (EROFS at /dist)',
  );
  expect(touchesOf(dist)).toEqual(before);
  // Nothing to write is no fault, and comparing needs no writing.
  expect(writeOutput(dist, files, options)).toMatchObject({ changed: false, problems: [] });
  expect(compareOutput(dist, files)).toMatchObject({ missing: [], problems: [] });
});

testWhere(canMount, noMount, 'a folder that is a mount point', () => {
  const folder = emptyFolder();
  const dist = join(folder, 'dist');
  mkdirSync(dist);
  mount(dist, '-t', 'tmpfs', 'tmpfs');
  const files = generated({ 'a.yaml': '1\n' });
  expect(onlyError(writeOutput(dist, files, options), folder)).toMatch(
    /^cannot write \/dist: the folder is a mount point or in use, .* \(EBUSY/,
  );
  expect(readdirSync(dist)).toEqual([]);
  expect(readdirSync(folder)).toEqual(['dist']);
  // The way out that the message names.
  expect(writeOutput(join(dist, 'inside'), files, options).changed).toBe(true);
  expect(treeOf(join(dist, 'inside'))).toEqual(treeFor(files));
});

testWhere(canMount, noMount, 'another file system mounted inside is not emptied', () => {
  const folder = emptyFolder();
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'mine'), { recursive: true });
  mount(join(dist, 'mine'), '-t', 'tmpfs', 'tmpfs');
  put(dist, 'mine/data', 'precious');
  expect(onlyError(writeOutput(dist, generated({ 'a.yaml': '1\n' }), options), folder)).toBe(
    'cannot replace /dist: another file system is mounted at /dist/mine',
  );
  expect(treeOf(dist)).toEqual({ 'mine/data': 'precious' });
});

test('a pipe of somebody is carried over, and reading it does not hang', () => {
  const dist = join(emptyFolder(), 'dist');
  mkdirSync(dist);
  expect(run('mkfifo', join(dist, 'pipe'))).toBe(true);
  expect(writeOutput(dist, generated({ 'a.yaml': '1\n' }), options).changed).toBe(true);
  expect(readdirSync(dist)).toEqual(['a.yaml', 'pipe']);
});
