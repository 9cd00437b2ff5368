import fs from 'node:fs';
import { chmodSync, linkSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { OutputFiles } from '../../src/output/output-files';
import { compareOutput, hasDifferences } from '../../src/output/verify-output';
import { writeOutput, type WriteOptions, type WriteResult } from '../../src/output/write-output';
import { emptyFolder, generated, put, removeFolders, script, touchesOf, treeFor, treeOf } from './folders';

afterAll(removeFolders);

const elsewhere = { precious: { cwd: process.cwd(), inputs: [] } };

function write(dist: string, files: OutputFiles, options: Partial<WriteOptions> = {}): WriteResult {
  return writeOutput(dist, files, { ...elsewhere, ...options });
}

/** What a run says, without the temporary names. */
function messages(result: WriteResult, folder: string): string[] {
  return result.problems.map(({ severity, message }) => `${severity}: ${message.replaceAll(folder, '')}`);
}

function errors(result: WriteResult): string[] {
  return result.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

describe('what a run leaves', () => {
  test('the folder and the folders above it are made', () => {
    const folder = emptyFolder();
    const files = generated({ 'hub/seats/manifests.k8s.yaml': 'a: 1\n', 'values/hub.yaml': 'b: 2\n' });
    const result = write(join(folder, 'some/where/dist'), files);
    expect(result).toMatchObject({
      changed: true,
      added: [...files.keys()],
      updated: [],
      removed: [],
      problems: [],
    });
    expect(treeOf(join(folder, 'some/where/dist'))).toEqual(treeFor(files));
    expect(readdirSync(join(folder, 'some/where'))).toEqual(['dist']);
  });

  test('stale files of ours go, with the folders that they leave empty', () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    write(dist, generated({ 'old/seats/m.yaml': '1\n', 'hub/a.yaml': '1\n', 'hub/b.yaml': '1\n' }));
    const result = write(dist, generated({ 'hub/a.yaml': '2\n', 'hub/b.yaml': '1\n', 'hub/c.yaml': '1\n' }));
    expect(result).toMatchObject({
      added: ['hub/c.yaml'],
      updated: ['hub/a.yaml'],
      removed: ['old/seats/m.yaml'],
      problems: [],
    });
    expect(readdirSync(dist)).toEqual(['hub']);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  test('a file becomes a folder, and a folder a file', () => {
    const dist = join(emptyFolder(), 'dist');
    write(dist, generated({ one: '1\n', 'two/three': '1\n' }));
    const files = generated({ 'one/deep/er': '1\n', two: '1\n' });
    expect(write(dist, files).problems).toEqual([]);
    expect(treeOf(dist)).toEqual(treeFor(files));
  });

  test('nothing is touched when all is as it should be', () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    const files = new Map([...generated({ 'hub/a.yaml': '1\n' }), ['deploy.sh', script('exit 0\n')]]);
    write(dist, files);
    put(dist, 'hub/README.md', 'mine');
    const before = touchesOf(folder);
    expect(write(dist, files)).toMatchObject({ changed: false, added: [], updated: [], removed: [] });
    expect(touchesOf(folder)).toEqual(before);
  });

  test('files that stay as they are keep their times when others change', () => {
    const dist = join(emptyFolder(), 'dist');
    write(dist, generated({ 'a.yaml': '1\n', 'b.yaml': '1\n' }));
    const before = touchesOf(dist);
    write(dist, generated({ 'a.yaml': '1\n', 'b.yaml': '2\n' }));
    const after = touchesOf(dist);
    expect(after[join(dist, 'a.yaml')]).toBe(before[join(dist, 'a.yaml')]);
    expect(after[join(dist, 'b.yaml')]).not.toBe(before[join(dist, 'b.yaml')]);
  });

  test('an interrupted clean-up of an unchanged folder does not touch it either', () => {
    const dist = join(emptyFolder(), 'dist');
    const files = generated({ 'a.yaml': '1\n' });
    write(dist, files);
    mkdirSync(join(dist, '../.prewarm-dist-1-1-00-ab.gone'));
    const before = touchesOf(dist);
    expect(write(dist, files).changed).toBe(false);
    expect(touchesOf(dist)).toEqual(before);
    expect(readdirSync(join(dist, '..'))).toEqual(['dist']);
  });

  test.each([
    ['scripts are executable', true, 0o644],
    ['other files are not', false, 0o755],
  ])('%s, and a wrong mode is put right', (_, executable, wrong) => {
    const dist = join(emptyFolder(), 'dist');
    const files = new Map([['file', { ...script('exit 0\n'), executable }]]);
    write(dist, files);
    const right = statSync(join(dist, 'file')).mode;
    expect((right & 0o111) !== 0).toBe(executable);
    chmodSync(join(dist, 'file'), wrong);
    expect(write(dist, files)).toMatchObject({ changed: true, updated: ['file'] });
    expect(statSync(join(dist, 'file')).mode).toBe(right);
  });

  test('the umask takes away what it takes from any new file', () => {
    const dist = join(emptyFolder(), 'dist');
    const before = process.umask(0o077);
    try {
      write(dist, new Map([...generated({ 'a.yaml': '1\n' }), ['b.sh', script('exit 0\n')]]));
    } finally {
      process.umask(before);
    }
    expect(statSync(join(dist, 'a.yaml')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dist, 'b.sh')).mode & 0o777).toBe(0o700);
  });

  test('a mode that a checkout with another umask gave is no difference', () => {
    const dist = join(emptyFolder(), 'dist');
    const files = generated({ 'a.yaml': '1\n' });
    write(dist, files);
    chmodSync(join(dist, 'a.yaml'), 0o664);
    expect(write(dist, files).changed).toBe(false);
  });

  test('folders that were there keep their mode', () => {
    const dist = join(emptyFolder(), 'dist');
    write(dist, generated({ 'hub/a.yaml': '1\n' }));
    chmodSync(dist, 0o2770);
    chmodSync(join(dist, 'hub'), 0o700);
    write(dist, generated({ 'hub/a.yaml': '2\n' }));
    expect(statSync(dist).mode & 0o7777).toBe(0o2770);
    expect(statSync(join(dist, 'hub')).mode & 0o7777).toBe(0o700);
  });

  test('a run on some hubs leaves the files of the others', () => {
    const dist = join(emptyFolder(), 'dist');
    const ofHubB = (path: string) => /(^|\/)b(\/|\.)/.test(path);
    const all = generated({ 'a/seats/m.yaml': '1\n', 'values/a.yaml': '1\n', 'b/seats/m.yaml': '1\n' });
    const rest = generated({
      'values/b.yaml': '1\n',
      'delivery/a/x.yaml': '1\n',
      'delivery/b/x.yaml': '1\n',
    });
    write(dist, new Map([...all, ...rest]));
    const result = write(dist, generated({ 'b/seats/m.yaml': '2\n' }), { scope: ofHubB });
    expect(result).toMatchObject({ updated: ['b/seats/m.yaml'], problems: [] });
    expect(result.removed).toEqual(['delivery/b/x.yaml', 'values/b.yaml']);
    expect(Object.keys(treeOf(dist))).toEqual([
      'a/seats/m.yaml',
      'b/seats/m.yaml',
      'delivery/a/x.yaml',
      'values/a.yaml',
    ]);
  });
});

describe('files that we did not write', () => {
  test('stay as they are, mode and all, and are named in every run', () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    write(dist, generated({ 'hub/a.yaml': '1\n' }));
    put(dist, 'README.md', 'mine\n');
    put(dist, 'gone/.gitkeep', '');
    chmodSync(join(dist, 'README.md'), 0o640);
    symlinkSync('../config.yaml', join(dist, 'link'));
    symlinkSync('hub', join(dist, 'hub-link'));
    put(folder, 'shared', 'linked twice');
    linkSync(join(folder, 'shared'), join(dist, 'shared'));
    const said =
      'warning: /dist holds 5 files that Prewarm did not write; left as found: README.md, gone/.gitkeep, hub-link, link, shared';

    const result = write(dist, generated({ 'other/b.yaml': '1\n' }));
    expect(messages(result, folder)).toEqual([said]);
    expect(treeOf(dist)).toEqual({
      'README.md': 'mine\n',
      'gone/.gitkeep': '',
      'hub-link': '-> hub',
      link: '-> ../config.yaml',
      'other/b.yaml': '# Generated by Prewarm from a test\n1\n',
      shared: 'linked twice',
    });
    expect(lstatSync(join(dist, 'README.md')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(dist, 'shared')).ino).toBe(lstatSync(join(folder, 'shared')).ino);
    expect(messages(write(dist, generated({ 'other/b.yaml': '1\n' })), folder)).toEqual([said]);
  });

  test('are copied where the file system has no hard links', () => {
    const dist = join(emptyFolder(), 'dist');
    write(dist, generated({ 'a.yaml': '1\n' }));
    put(dist, 'tool', 'mine\n');
    chmodSync(join(dist, 'tool'), 0o750);
    fs.utimesSync(join(dist, 'tool'), 1_000_000, 2_000_000);
    const before = statSync(join(dist, 'tool'));
    const refused = Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'link' });
    const link = jest.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw refused;
    });
    try {
      expect(write(dist, generated({ 'a.yaml': '2\n' })).changed).toBe(true);
      expect(link).toHaveBeenCalled();
    } finally {
      link.mockRestore();
    }
    const after = statSync(join(dist, 'tool'));
    expect(after.ino).not.toBe(before.ino);
    expect([after.mode, after.mtimeMs]).toEqual([before.mode, 2_000_000_000]);
    expect(treeOf(dist)['tool']).toBe('executable: mine\n');
  });

  test.each([
    ['at the path of a generated file', 'hub/a.yaml', 'hub/a.yaml stands where a generated file belongs'],
    ['where a folder is needed', 'hub', 'hub stands where the generated file hub/a.yaml belongs'],
    [
      'in a folder where a file is needed',
      'hub/a.yaml/x',
      'hub/a.yaml/x stands where the generated file hub/a.yaml belongs',
    ],
  ])('are never replaced: %s', (_, path, said) => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    put(dist, path, 'mine');
    put(dist, 'z.yaml', '# Generated by Prewarm earlier\n');
    const before = touchesOf(folder);
    const result = write(dist, generated({ 'hub/a.yaml': '1\n', 'hub/b.yaml': '1\n' }));
    expect(messages(result, folder)).toEqual([`error: /dist/${said}, and was not written by Prewarm`]);
    expect(result.changed).toBe(false);
    expect(touchesOf(folder)).toEqual(before);
  });

  test('a link at the path of a generated file is not followed', () => {
    const folder = emptyFolder();
    const dist = join(folder, 'dist');
    put(folder, 'outside', '# Generated by Prewarm, but not here\n');
    mkdirSync(dist);
    symlinkSync('../outside', join(dist, 'a.yaml'));
    expect(errors(write(dist, generated({ 'a.yaml': '1\n' })))).toHaveLength(1);
    expect(treeOf(folder)['outside']).toBe('# Generated by Prewarm, but not here\n');
  });

  test('a folder with very many of them is taken for a mistake', () => {
    const folder = emptyFolder();
    for (let index = 0; index <= 100; index++) put(folder, `home/file-${index}`, 'mine');
    const result = write(join(folder, 'home'), generated({ 'a.yaml': '1\n' }));
    expect(messages(result, folder)).toEqual([
      'error: cannot use /home as output folder: it holds more than 100 files that Prewarm did not write',
    ]);
    expect(Object.keys(treeOf(folder))).toHaveLength(101);
  });
});

describe('folders that are not used', () => {
  const setUp = () => {
    const root = emptyFolder();
    put(root, 'project/config.yaml', 'singleuser: {}\n');
    put(root, 'project/hubs/values.yaml', 'singleuser: {}\n');
    put(root, 'project/repository/.git/HEAD', 'ref: refs/heads/main\n');
    put(root, 'project/worktree/.git', 'gitdir: elsewhere\n');
    put(root, 'project/file', 'text');
    mkdirSync(join(root, 'project/dist'));
    symlinkSync('nowhere', join(root, 'project/dangling'));
    symlinkSync('file', join(root, 'project/to-file'));
    symlinkSync('.', join(root, 'project/to-here'));
    symlinkSync('circle', join(root, 'project/circle'));
    return root;
  };

  test.each([
    ['/', 'cannot use / as output folder: it is the root of the file system'],
    ['ROOT', 'cannot use ROOT as output folder: it is or contains the working directory'],
    ['ROOT/project', 'it is or contains the working directory'],
    ['ROOT/project/', 'it is or contains the working directory'],
    ['ROOT/project/dist/..', 'it is or contains the working directory'],
    ['ROOT/project/to-here', 'it is or contains the working directory'],
    ['ROOT/project/hubs', 'it contains hubs/values.yaml, which is read'],
    ['ROOT/project/repository', 'it is a git repository'],
    ['ROOT/project/worktree', 'it is a git repository'],
    ['ROOT/project/file', 'it is a file, not a folder'],
    ['ROOT/project/to-file', 'it is a file, not a folder'],
    ['ROOT/project/file/dist', 'a part of the path is a file, not a folder (ENOTDIR'],
    ['ROOT/project/dangling', 'it is a symbolic link to ROOT/project/nowhere, which does not exist'],
    ['ROOT/project/circle', 'leads through too many symbolic links'],
    ['ROOT/project/circle/dist', 'its symbolic links lead in a circle (ELOOP'],
    [`ROOT/${'long'.repeat(70)}`, 'the name is too long for this file system (ENAMETOOLONG'],
  ])('%s', (out, said) => {
    const root = setUp();
    const before = touchesOf(root);
    const result = write(out.replace('ROOT', root), generated({ 'a.yaml': '1\n' }), {
      precious: { cwd: join(root, 'project'), inputs: ['config.yaml', 'hubs/values.yaml'] },
    });
    expect(errors(result).map((message) => message.replaceAll(root, 'ROOT'))).toEqual([
      expect.stringContaining(said),
    ]);
    expect(result.changed).toBe(false);
    expect(touchesOf(root)).toEqual(before);
  });

  test('a folder beside, and one whose name begins like the working directory, are used', () => {
    const root = setUp();
    const precious = { cwd: join(root, 'project'), inputs: ['../project/config.yaml'] };
    for (const out of ['project/dist', 'project-dist', 'project/..dist']) {
      expect(write(join(root, out), generated({ 'a.yaml': '1\n' }), { precious })).toMatchObject({
        changed: true,
        problems: [],
      });
    }
  });
});

describe('a linked folder', () => {
  test('the link stays, and the new content is where it leads', () => {
    const folder = emptyFolder();
    put(folder, 'published/README.md', 'mine');
    symlinkSync('published', join(folder, 'second'));
    symlinkSync(join(folder, 'second'), join(folder, 'dist'));
    const files = generated({ 'hub/a.yaml': '1\n' });
    expect(write(join(folder, 'dist'), files).changed).toBe(true);
    expect(treeOf(folder)).toEqual({
      dist: `-> ${join(folder, 'second')}`,
      second: '-> published',
      'published/README.md': 'mine',
      'published/hub/a.yaml': files.get('hub/a.yaml')?.text,
    });
    expect(readdirSync(folder)).toEqual(['dist', 'published', 'second']);
  });

  test('a link above the folder is followed as well', () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'link'));
    write(join(folder, 'link/deeper/dist'), generated({ 'a.yaml': '1\n' }));
    expect(treeOf(join(folder, 'real/deeper/dist'))).toHaveProperty(['a.yaml']);
  });
});

describe('mistakes of the program', () => {
  test.each([
    ['../outside', '# Generated by Prewarm\n'],
    ['/absolute', '# Generated by Prewarm\n'],
    ['a//b', '# Generated by Prewarm\n'],
    ['a/./b', '# Generated by Prewarm\n'],
    ['a\\b', '# Generated by Prewarm\n'],
    ['', '# Generated by Prewarm\n'],
    ['no-mark.yaml', 'a: 1\n'],
    ['late-mark.yaml', '\n# Generated by Prewarm\n'],
  ])('%j with %j is thrown', (path, text) => {
    const folder = emptyFolder();
    expect(() => write(join(folder, 'dist'), new Map([[path, { text }]]))).toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a file that another file needs as its folder is thrown', () => {
    const files = generated({ 'a/b': '1\n', a: '1\n' });
    expect(() => write(join(emptyFolder(), 'dist'), files)).toThrow('a/b needs a folder where a is a file');
  });
});

describe('for any trees', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'c', '.d', 'é'), { minLength: 1, maxLength: 3 })
    .map((steps) => steps.join('/'));
  const text = fc.constantFrom('', '1\n', '2\n', 'ü\n', 'no end');
  const tree = fc.dictionary(path, text, { maxKeys: 6 }).map(withoutOverlaps);

  test('the folder then holds the files and what others put there', () => {
    fc.assert(
      fc.property(tree, tree, tree, (first, second, others) => {
        const dist = join(emptyFolder(), 'dist');
        write(dist, generated(first));
        const foreign = Object.fromEntries(
          Object.entries(others).filter(([at]) => !overlaps(at, first) && !overlaps(at, second)),
        );
        for (const [at, content] of Object.entries(foreign)) put(dist, at, content);

        const files = generated(second);
        const differs = hasDifferences(compareOutput(dist, files));
        const result = write(dist, files);
        expect(errors(result)).toEqual([]);
        expect(treeOf(dist)).toEqual({ ...foreign, ...treeFor(files) });
        expect(result.changed).toBe(differs);
        expect(hasDifferences(compareOutput(dist, files))).toBe(false);
        expect(readdirSync(join(dist, '..'))).toEqual(['dist']);
        removeFolders();
      }),
      { numRuns: 150 },
    );
  });

  test('what others put there is never changed or lost, wherever it stands', () => {
    fc.assert(
      fc.property(tree, tree, (others, wanted) => {
        const dist = join(emptyFolder(), 'dist');
        mkdirSync(dist);
        for (const [at, content] of Object.entries(others)) put(dist, at, content);
        const inTheWay = Object.keys(others).some((at) => overlaps(at, wanted));
        const result = write(dist, generated(wanted));
        expect(errors(result).length > 0).toBe(inTheWay);
        expect(treeOf(dist)).toEqual(inTheWay ? others : { ...others, ...treeFor(generated(wanted)) });
        removeFolders();
      }),
      { numRuns: 150 },
    );
  });

  function overlaps(at: string, files: Readonly<Record<string, string>>): boolean {
    return Object.keys(files).some(
      (other) => other === at || other.startsWith(`${at}/`) || at.startsWith(`${other}/`),
    );
  }

  function withoutOverlaps(files: Record<string, string>): Record<string, string> {
    const kept: Record<string, string> = {};
    for (const [at, content] of Object.entries(files)) if (!overlaps(at, kept)) kept[at] = content;
    return kept;
  }
});

test('a file that somebody adds while a run is at work is not lost', () => {
  const dist = join(emptyFolder(), 'dist');
  write(dist, generated({ 'a.yaml': '1\n' }));
  const original = fs.writeFileSync;
  const late = jest.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
    late.mockRestore();
    original(join(dist, 'late.txt'), 'mine');
    original(...args);
  });
  expect(write(dist, generated({ 'a.yaml': '2\n' })).changed).toBe(true);
  expect(treeOf(dist)).toEqual({ 'a.yaml': '# Generated by Prewarm from a test\n2\n', 'late.txt': 'mine' });
});
