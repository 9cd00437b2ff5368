import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PrewarmCommand, workspace } from './fixtures/command';

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
    expect({ ...tree(join(here, 'dist'), 'dist'), ...printed }).toEqual({
      ...tree(join(folder, 'dist'), 'dist'),
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

function tree(folder: string, name: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const executable = (statSync(path).mode & 0o100) === 0 ? '' : ' (executable)';
      return [`${name}/${relative(folder, path)}${executable}`, readFileSync(path, 'utf8')];
    }),
  );
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
