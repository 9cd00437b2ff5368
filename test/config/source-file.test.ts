import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { SourceText } from '../../src/problem/source';
import { readSource, shownFrom, shownName, SIZE_LIMIT } from '../../src/config/source-file';
import { folderWith } from './folder';
import { shown } from './shown';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('what can be read', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8', bytes('a: é 😀\n'), 'a: é 😀\n'],
    ['a byte order mark, so that positions begin behind it', bytes([0xef, 0xbb, 0xbf], 'a: 1\n'), 'a: 1\n'],
    ['Windows line ends', bytes('a: 1\r\nb: 2\r\n'), 'a: 1\r\nb: 2\r\n'],
    ['a replacement character that the file itself has', bytes('a: \uFFFD\n'), 'a: \uFFFD\n'],
    ['nothing', bytes(), ''],
  ])('%s', (_, content, text) => {
    const folder = folderWith({ 'config.yaml': content });
    expect(readSource(join(folder, 'config.yaml'), 'config.yaml').source?.text).toBe(text);
  });

  test('by a link', () => {
    const folder = folderWith({ 'there.yaml': 'a: 1\n' });
    symlinkSync('there.yaml', join(folder, 'here.yaml'));
    expect(readSource(join(folder, 'here.yaml'), 'here.yaml').source?.name).toBe('here.yaml');
  });
});

describe('what cannot', () => {
  test.each<[string, Uint8Array, string]>([
    [
      'Latin-1',
      bytes('a: 1\nname: Universit', [0xe9], '\n'),
      'c.yaml:2:16 the file is not UTF-8: byte 0xE9 at line 2, byte 16 of the line | Save it as UTF-8 (it may be Latin-1 or Windows-1252 now).',
    ],
    [
      'bytes count, not characters',
      bytes('é: é', [0xff]),
      'c.yaml:1:5 the file is not UTF-8: byte 0xFF at line 1, byte 7 of the line | Save it as UTF-8 (it may be Latin-1 or Windows-1252 now).',
    ],
    [
      'the first byte',
      bytes([0x80], 'a: \uFFFD'),
      'c.yaml:1:1 the file is not UTF-8: byte 0x80 at line 1, byte 1 of the line | Save it as UTF-8 (it may be Latin-1 or Windows-1252 now).',
    ],
    [
      'a real replacement character before the wrong byte',
      bytes('a: \uFFFD\n\uFFFDb', [0xc3], 'x'),
      'c.yaml:2:3 the file is not UTF-8: byte 0xC3 at line 2, byte 5 of the line | Save it as UTF-8 (it may be Latin-1 or Windows-1252 now).',
    ],
    [
      'a mark before the wrong byte',
      bytes([0xef, 0xbb, 0xbf], 'ab', [0xff]),
      'c.yaml:1:3 the file is not UTF-8: byte 0xFF at line 1, byte 6 of the line | Save it as UTF-8 (it may be Latin-1 or Windows-1252 now).',
    ],
    [
      'UTF-16, little end first',
      bytes([0xff, 0xfe, 0x61, 0]),
      'c.yaml:1:1 the file is UTF-16, it must be UTF-8 | Save it as UTF-8.',
    ],
    [
      'UTF-16, big end first',
      bytes([0xfe, 0xff, 0, 0x61]),
      'c.yaml:1:1 the file is UTF-16, it must be UTF-8 | Save it as UTF-8.',
    ],
    [
      'UTF-32',
      bytes([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]),
      'c.yaml:1:1 the file is UTF-32, it must be UTF-8 | Save it as UTF-8.',
    ],
    [
      'NUL',
      bytes('a: 1\nb', [0], ': 2\n'),
      'c.yaml:2:2 the file has NUL bytes: it is binary, or UTF-16 | Save it as UTF-8 text.',
    ],
    [
      'a control character',
      bytes('a: ', [0x1b], '[0m\n'),
      'c.yaml:1:4 the control character U+001B, which YAML does not allow | Remove it.',
    ],
    [
      'a lone CR',
      bytes('a: 1\rb: 2\n'),
      'c.yaml:1:5 a carriage return (CR) without a line feed, which YAML readers take for different things | Save the file with line ends LF or CRLF.',
    ],
  ])('%s', (_, content, line) => {
    const folder = folderWith({ 'c.yaml': content });
    const { problem } = readSource(join(folder, 'c.yaml'), 'c.yaml');
    expect(problem && shown(problem)).toBe(line);
  });

  const named = { source: new SourceText('prewarm.yaml', 'hubs:\n- values: [x]\n'), offset: 17, length: 1 };
  const problemWith = (folder: string, file: string): string | undefined => {
    const { problem } = readSource(join(folder, file), file, named);
    return problem && shown(problem);
  };

  test('a missing file is a problem where it is named', () => {
    const folder = folderWith({ 'config.yml': '' });
    expect(problemWith(folder, 'config.yaml')).toBe(
      'prewarm.yaml:2:12 config.yaml does not exist | The folder has config.yml. Did you mean that?',
    );
    expect(problemWith(folder, 'secrets.yaml')).toBe('prewarm.yaml:2:12 secrets.yaml does not exist');
    expect(problemWith(folder, 'none/x.yaml')).toBe(
      'prewarm.yaml:2:12 none/x.yaml does not exist | Its folder does not exist either.',
    );
    expect(problemWith(folder, 'config.yml/x')).toBe(
      'prewarm.yaml:2:12 config.yml/x does not exist: a part of its path is a file, not a folder',
    );
  });

  test('nobody names it: the problem is at its own beginning', () => {
    const { problem } = readSource('/nowhere/config.yaml', 'config.yaml');
    expect(problem && shown(problem)).toContain('config.yaml:1:1 config.yaml does not exist');
  });

  test('a folder, a circle of links, a name that no file can have', () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'dir'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    expect(problemWith(folder, 'dir')).toBe('prewarm.yaml:2:12 dir is a folder, a file is needed');
    expect(problemWith(folder, 'loop.yaml')).toBe(
      'prewarm.yaml:2:12 loop.yaml cannot be read: its symbolic links lead in a circle',
    );
    expect(problemWith(folder, 'x'.repeat(300))).toContain('cannot be read: the name is too long');
    expect(problemWith(folder, 'a\0b')).toContain('cannot be read');
  });

  (process.getuid?.() === 0 ? test.skip : test)('no permission', () => {
    const folder = folderWith({ 'config.yaml': 'a: 1\n' });
    chmodSync(join(folder, 'config.yaml'), 0);
    expect(problemWith(folder, 'config.yaml')).toBe(
      'prewarm.yaml:2:12 config.yaml cannot be read: no permission',
    );
  });

  test('more than the limit, without reading all of it', () => {
    const folder = folderWith({ 'disk.img': '' });
    truncateSync(join(folder, 'disk.img'), SIZE_LIMIT + 1);
    expect(problemWith(folder, 'disk.img')).toBe(
      'prewarm.yaml:2:12 disk.img is larger than 16 MiB, which is no values file | Check the path.',
    );
    expect(problemWith('/', 'dev/zero')).toContain('dev/zero is larger than 16 MiB');
  });

  test('whatever the bytes, there is a text or a problem inside it', () => {
    const folder = folderWith({});
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (content) => {
        writeFileSync(join(folder, 'f'), content);
        const { source, problem } = readSource(join(folder, 'f'), 'f');
        expect(source === undefined).toBe(problem !== undefined);
        if (problem) shown(problem);
        else
          expect(Buffer.from(source.text)).toEqual(
            Buffer.from(content).subarray(content.length - Buffer.byteLength(source.text)),
          );
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  ['config.yaml', 'config.yaml'],
  ['./config.yaml', 'config.yaml'],
  ['../hubs/config.yaml', '../hubs/config.yaml'],
  ['/etc/hub/config.yaml', '/etc/hub/config.yaml'],
])('%s is called %s', (path, name) => {
  expect(shownName(path, '/srv')).toBe(name);
});

test.each([
  ['/srv/hubs', 'a.yaml', 'hubs/a.yaml'],
  ['/srv', './a.yaml', 'a.yaml'],
  ['/srv/hubs', '../common.yaml', 'common.yaml'],
  ['/elsewhere', 'a.yaml', '../elsewhere/a.yaml'],
  ['/srv/hubs', '/etc/a.yaml', '/etc/a.yaml'],
])('named in %s, %s is called %s from /srv', (folder, path, name) => {
  expect(shownFrom(folder, path, '/srv')).toBe(name);
});
