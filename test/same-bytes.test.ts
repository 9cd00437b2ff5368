import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { parse, stringify } from 'yaml';
import { PrewarmCommand, workspace } from './fixtures/command';
import { folderContents } from './fixtures/folder-contents';

/** The same input gives the same bytes: reviewers read differences, so there must be none without a reason. */
const EXAMPLE = join(__dirname, '../examples/profiles');
const prewarm = new PrewarmCommand();
const here = workspace();
afterAll(() => {
  prewarm.remove();
  rmSync(here, { recursive: true });
});

const values = readFileSync(join(EXAMPLE, 'config.yaml'), 'utf8');
const plainValues = stringify(parse(values, { merge: true }));

function synthesize(
  name: string,
  text: string,
  env: Record<string, string> = {},
  node = process.execPath,
): Record<string, string> {
  const folder = join(here, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.yaml'), text);
  const { status, stderr } = spawnSync(node, [prewarm.file, 'synth'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  expect({ status, stderr: stderr.replace(/.*warning:[\s\S]*/, '') }).toEqual({ status: 0, stderr: '' });
  return folderContents(join(folder, 'dist'));
}

test('twice, and in another folder', () => {
  const once = synthesize('a', values);
  expect(synthesize('a', values)).toEqual(once);
  expect(synthesize('quite/another folder', values)).toEqual(once);
});

test('in another locale and time zone', () => {
  const once = synthesize('b', values);
  expect(
    synthesize('b2', values, { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' }),
  ).toEqual(once);
  expect(synthesize('b3', values, { LANG: 'de_DE.UTF-8', TZ: 'America/St_Johns' })).toEqual(once);
});

test('with the keys of every map the other way round', () => {
  expect(synthesize('c2', stringify(turned(parse(plainValues))))).toEqual(synthesize('c', plainValues));
});

test('when a comment changes, nothing does', () => {
  expect(synthesize('d2', `# a comment\n${values}`)).toEqual(synthesize('d', values));
});

test('on another release of Node, where there is one', () => {
  const others = (process.env['PREWARM_OTHER_NODES'] ?? '')
    .split(':')
    .filter((path) => path !== '' && existsSync(path));
  if (others.length === 0) {
    process.stderr.write(
      'SKIPPED: same bytes on another release of Node: name its programs in PREWARM_OTHER_NODES\n',
    );
  }
  const once = synthesize('e', values);
  for (const [index, node] of others.entries())
    expect(synthesize(`e${index}`, values, {}, node)).toEqual(once);
});

/** Maps with their keys in the opposite order; lists stay, their order means something. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}
