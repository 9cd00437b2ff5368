import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderContents } from '../test/fixtures/folder-contents';

/** `cdk8s synth` in a copy of this project, so that the committed dist/ is not touched. */
const ROOT = join(__dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'prewarm-cdk8s-'));

beforeAll(() => {
  for (const name of [
    'src',
    'imports',
    'package.json',
    'tsconfig.json',
    'cdk8s.yaml',
    'config.yaml',
    'dist',
  ]) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

test('cdk8s synth writes the same files as prewarm synth, and lists them', () => {
  const { status, stdout, stderr } = spawnSync('npx', ['cdk8s', 'synth', '--check-upgrade=false'], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
  });
  expect({ status, stderr: stderr.replace(/^npm warn .*\n/gm, '') }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('dist/jupyterhub/prepull/manifests.k8s.yaml');
  expect(folderContents(join(copy, 'dist'))).toEqual(folderContents(join(ROOT, 'dist')));
});

test('cdk8s synth fails when the values are wrong', () => {
  const { status, stderr } = spawnSync(
    'npx',
    [
      'cdk8s',
      'synth',
      '--check-upgrade=false',
      '-a',
      'node --import tsx src/main.ts synth --config nowhere.yaml',
    ],
    {
      cwd: copy,
      encoding: 'utf8',
    },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('nowhere.yaml');
  expect(stderr).toContain('cdk8s synth empties the output folder before it starts an app');
});
