import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrewarmCommand, workspace } from './fixtures/command';
import { folderContents } from './fixtures/folder-contents';

/**
 * A case is a folder with what a user wrote (config.yaml, prewarm.yaml …) and what came out: dist/, and the printed
 * problems in problems.txt when there are any. Every example is one. UPDATE=1 writes what comes out now.
 */
const ROOT = join(__dirname, '..');
const UPDATE = process.env['UPDATE'] === '1';
const prewarm = new PrewarmCommand();
afterAll(() => {
  prewarm.remove();
});

const cases = ['examples', 'test/cases'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`),
);

test.each(cases)('%s', (name) => {
  const folder = join(ROOT, name);
  const here = workspace();
  try {
    cpSync(folder, here, {
      recursive: true,
      filter: (source) => !/\/(dist|problems\.txt|table\.txt)$/.test(source),
    });
    const { code, stdout, stderr } = prewarm.run(['synth'], { cwd: here });
    const printed = { ...text('problems.txt', stderr), ...text('table.txt', stdout) };
    if (UPDATE) update(folder, here, printed);
    expect(code).toBe(existsSync(join(folder, 'dist')) ? 0 : expect.any(Number));
    expect({ dist: dist(here), ...printed }).toEqual({
      dist: dist(folder),
      ...file(folder, 'problems.txt'),
      ...file(folder, 'table.txt'),
    });
  } finally {
    rmSync(here, { recursive: true });
  }
});

test('every example says what it shows', () => {
  const silent = cases.filter(
    (name) => name.startsWith('examples/') && !existsSync(join(ROOT, name, 'README.md')),
  );
  expect(silent).toEqual([]);
});

function dist(folder: string): Record<string, string> | undefined {
  const path = join(folder, 'dist');
  return existsSync(path) ? folderContents(path) : undefined;
}

function file(folder: string, name: string): Record<string, string> {
  const path = join(folder, name);
  return existsSync(path) ? { [name]: readFileSync(path, 'utf8') } : {};
}

function text(name: string, content: string): Record<string, string> {
  return content === '' ? {} : { [name]: content };
}

function update(folder: string, here: string, printed: Record<string, string>): void {
  for (const name of ['dist', 'problems.txt', 'table.txt']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  if (existsSync(join(here, 'dist'))) cpSync(join(here, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const [name, content] of Object.entries(printed)) writeFileSync(join(folder, name), content);
}
