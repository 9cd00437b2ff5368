import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PrewarmCommand, workspace } from './fixtures/command';
import { folderContents } from './fixtures/folder-contents';

/** The command as people call it: exit codes, what goes to which stream, what it leaves alone. */
const EXAMPLE = join(__dirname, '../examples/many-hubs');
const prewarm = new PrewarmCommand();
const folders: string[] = [];
afterAll(() => {
  prewarm.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A project of three hubs, with their output unless told otherwise. */
function project(synthesized = true): string {
  const folder = workspace();
  folders.push(folder);
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => synthesized || !path.endsWith('/dist') });
  return folder;
}

function changeImage(folder: string): void {
  const file = join(folder, 'common.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('2025-03-24', '2025-04-01'));
}

describe('check', () => {
  test('shows what would come out, with every note, and writes nothing', () => {
    const cwd = project(false);
    const { code, stdout, stderr } = prewarm.run(['check'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^biology {2}\(namespace biology, target flux\)\n/);
    expect(stderr).toContain('note: ');
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
  });
});

describe('synth', () => {
  test('prints the tables alone when all is well', () => {
    const { code, stdout, stderr } = prewarm.run(['synth'], { cwd: project(false) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(join(EXAMPLE, 'table.txt'), 'utf8'));
  });

  test('touches nothing when nothing changes', () => {
    const cwd = project();
    const file = join(cwd, 'dist/values/biology.yaml');
    const before = statSync(file).mtimeMs;
    expect(prewarm.run(['synth'], { cwd }).code).toBe(0);
    expect(statSync(file).mtimeMs).toBe(before);
  });

  test('removes the files of a hub that is gone, and names a file of somebody else without touching it', () => {
    const cwd = project();
    const config = readFileSync(join(cwd, 'prewarm.yaml'), 'utf8');
    writeFileSync(join(cwd, 'prewarm.yaml'), config.slice(0, config.indexOf('  - name: workshop')));
    writeFileSync(join(cwd, 'dist/NOTES.md'), 'mine\n');
    const { code, stderr } = prewarm.run(['synth'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('NOTES.md');
    expect(readFileSync(join(cwd, 'dist/NOTES.md'), 'utf8')).toBe('mine\n');
    expect(
      Object.keys(folderContents(join(cwd, 'dist'))).filter((path) => path.includes('workshop')),
    ).toEqual([]);
  });

  test('--hub writes that hub and leaves the others as they are', () => {
    const cwd = project();
    const before = folderContents(join(cwd, 'dist'));
    changeImage(cwd);
    expect(prewarm.run(['synth', '--hub', 'biology'], { cwd }).code).toBe(0);
    const after = folderContents(join(cwd, 'dist'));
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(changed).toEqual(['biology/gate/manifests.k8s.yaml', 'biology/prepull/manifests.k8s.yaml']);
  });

  test('--config and --out', () => {
    const cwd = project(false);
    mkdirSync(join(cwd, 'elsewhere'));
    const { code } = prewarm.run(['synth', '--config', '../prewarm.yaml', '--out', '../rendered'], {
      cwd: join(cwd, 'elsewhere'),
    });
    expect(code).toBe(0);
    expect(folderContents(join(cwd, 'rendered'))).toEqual(folderContents(join(EXAMPLE, 'dist')));
  });

  test('never takes the project itself for the output folder', () => {
    const cwd = project(false);
    const before = folderContents(cwd);
    const { code, stderr } = prewarm.run(['synth', '--out', '.'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('working directory');
    expect(folderContents(cwd)).toEqual(before);
  });
});

describe('verify', () => {
  test('is content with what synth wrote', () => {
    expect(prewarm.run(['verify'], { cwd: project() })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('ends with 2 and shows the lines that differ', () => {
    const cwd = project();
    changeImage(cwd);
    appendFileSync(join(cwd, 'dist/values/physics.yaml'), '# edited\n');
    rmSync(join(cwd, 'dist/workshop/seats'), { recursive: true });
    const before = folderContents(join(cwd, 'dist'));
    const { code, stdout } = prewarm.run(['verify'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^ {4}\+.*scipy-notebook:2025-04-01$/m);
    expect(stdout).toMatch(/^ {4}-# edited$/m);
    expect(stdout).toContain('dist/workshop/seats/manifests.k8s.yaml is missing\n');
    expect(stdout).toMatch(/\d+ files are out of date\. Run `prewarm synth`\.\n$/);
    expect(folderContents(join(cwd, 'dist'))).toEqual(before);
  });

  test('--hub looks at that hub alone', () => {
    const cwd = project();
    appendFileSync(join(cwd, 'dist/values/physics.yaml'), '# edited\n');
    expect(prewarm.run(['verify', '--hub', 'biology'], { cwd }).code).toBe(0);
    expect(prewarm.run(['verify', '--hub', 'biology,physics'], { cwd }).code).toBe(2);
  });

  test('each file is a problem of its own for programs', () => {
    const cwd = project();
    rmSync(join(cwd, 'dist/biology/gate'), { recursive: true });
    const { code, stdout, stderr } = prewarm.run(['verify', '--format', 'json'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const problems = JSON.parse(stderr) as { rule: string; file: string }[];
    expect(problems.filter(({ rule }) => rule === 'output-out-of-date')).toEqual([
      expect.objectContaining({ file: 'dist/biology/gate/manifests.k8s.yaml' }),
    ]);
  });
});

describe('the command line', () => {
  test.each<[string[], number, RegExp, RegExp]>([
    [['--help'], 0, /^Usage: prewarm <command>/, /^$/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [[], 1, /^$/, /^Usage: prewarm <command>/],
    [['sinth'], 1, /^$/, /unknown command "sinth"[\s\S]*did you mean synth\?/],
    [['synth', '--hubs', 'a'], 1, /^$/, /unknown option "--hubs"[\s\S]*did you mean --hub\?/],
    [['synth', '--hub', 'biologie'], 1, /^$/, /there is no hub "biologie"[\s\S]*Did you mean biology\?/],
    [['synth', '--config', 'nowhere.yaml'], 1, /^$/, /nowhere\.yaml/],
    [['check', '--format', 'xml'], 1, /^$/, /unknown format "xml"/],
  ])('prewarm %j ends with %i', (args, code, stdout, stderr) => {
    const outcome = prewarm.run(args, { cwd: EXAMPLE });
    expect(outcome).toEqual({
      code,
      stdout: expect.stringMatching(stdout) as string,
      stderr: expect.stringMatching(stderr) as string,
    });
  });

  test('a reader that stops reading is no failure, a full disk behind it is', () => {
    const shell = (redirection: string) =>
      spawnSync(
        'bash',
        ['-c', `"${process.execPath}" "${prewarm.file}" check 2>&1 > ${redirection}; echo "exit $?"`],
        {
          cwd: EXAMPLE,
          encoding: 'utf8',
        },
      ).stdout.replace(/^(?!exit|cannot).*\n/gm, '');
    expect(shell('>(exec true)')).toBe('exit 0\n');
    expect(shell('/dev/full')).toMatch(/^cannot print the result: .*no space left on device.*\nexit 1\n$/);
  });

  test('problems as annotations of a workflow', () => {
    const cwd = project(false);
    appendFileSync(join(cwd, 'common.yaml'), 'prePuller: { hook: { enabled: maybe } }\n');
    const { code, stderr } = prewarm.run(['check', '--format', 'github'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^::error file=common\.yaml,line=13,col=31,/);
  });
});
