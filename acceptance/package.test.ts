import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderContents } from '../test/fixtures/folder-contents';

/** The package as users get it: packed, installed into an empty folder that has only a config.yaml, and run by npx. */
const ROOT = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'prewarm-package-'));
const project = join(folder, 'project');

beforeAll(() => {
  mkdirSync(project);
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const tarball = join(folder, packed.trim().split('\n').pop() ?? '');
  copyFileSync(join(ROOT, 'config.yaml'), join(project, 'config.yaml'));
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: project, stdio: 'pipe' });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function npx(...args: string[]) {
  return spawnSync('npx', ['--no-install', 'prewarm', ...args], { cwd: project, encoding: 'utf8' });
}

test('prewarm synth writes what the sources give', () => {
  const { status, stdout } = npx('synth');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^jupyterhub {2}\(namespace jupyterhub, target argocd\)\n/);
  expect(folderContents(join(project, 'dist'))).toEqual(folderContents(join(ROOT, 'dist')));
});

test('prewarm verify agrees', () => {
  expect(npx('verify').status).toBe(0);
});

test('prewarm --version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(npx('--version').stdout).toBe(`${version}\n`);
});

test('a cdk8s app of the user has our constructs, with their types', () => {
  const app = `
import { App, Chart } from 'cdk8s';
import { DisruptionBudget, planHub, type HubPlan } from 'prewarm';

const plan: (...hub: never[]) => HubPlan = planHub;
const app = new App();
const chart = new Chart(app, 'mine');
new DisruptionBudget(chart, 'budget', { name: 'mine', labels: {}, annotations: {}, selector: { a: 'b' }, minAvailable: 0 });
console.log(typeof plan, app.synthYaml());
`;
  writeFileSync(join(project, 'app.ts'), app);
  const tsc = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      '--strict',
      '--skipLibCheck',
      '--module',
      'node16',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
      'app.ts',
    ],
    { cwd: project, encoding: 'utf8' },
  );
  expect({ status: tsc.status, stdout: tsc.stdout }).toEqual({ status: 0, stdout: '' });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['app.js'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('kind: PodDisruptionBudget');
});
