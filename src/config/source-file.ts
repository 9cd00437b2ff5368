import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { dirname, basename, isAbsolute, join, relative, sep } from 'node:path';
import type { Problem } from '../problem/problem';
import { SourceText, type Where } from '../problem/source';
import { closest } from '../kube/closest';

/** Far above every real values file; keeps a wrong path (a disk image, `/dev/zero`) from filling the memory. */
export const SIZE_LIMIT = 16 * 1024 * 1024;

/** The text of a file, or why it cannot be used. */
export type SourceRead =
  | { readonly source: SourceText; readonly problem?: undefined }
  | { readonly source?: undefined; readonly problem: Problem };

/** A file name for people: as written when absolute, else relative to the working directory, with forward slashes. */
export function shownName(path: string, cwd: string): string {
  if (isAbsolute(path)) return path.split(sep).join('/');
  return (
    path
      .split(sep)
      .join('/')
      .replace(/^(?:\.\/+)+/, '') || cwd
  );
}

/** A path that another file names, seen from the working directory. */
export function shownFrom(folder: string, path: string, cwd: string): string {
  if (isAbsolute(path)) return shownName(path, cwd);
  return relative(cwd, join(folder, path)).split(sep).join('/') || '.';
}

/**
 * Reads one file as UTF-8 text. A byte order mark is dropped, so that positions count from the first character;
 * Windows line ends stay, since positions allow for them.
 *
 * @param path where it is
 * @param name what to call it in problems
 * @param namedAt where the user wrote its name; problems with the file itself are shown there
 */
export function readSource(path: string, name: string, namedAt?: Where): SourceRead {
  const place = namedAt ?? { source: new SourceText(name, ''), offset: 0, length: 0 };
  let bytes: Buffer;
  try {
    bytes = readBytes(path);
  } catch (error) {
    return { problem: unreadable(place, name, path, error) };
  }
  if (bytes.length > SIZE_LIMIT) {
    const message = `${name} is larger than ${SIZE_LIMIT / 1024 / 1024} MiB, which is no values file`;
    return { problem: failure(place, message, 'Check the path.') };
  }
  const encoding = foreignEncoding(bytes);
  if (encoding !== undefined) {
    const where = { source: new SourceText(name, ''), offset: 0, length: 0 };
    return { problem: failure(where, `the file is ${encoding}, it must be UTF-8`, 'Save it as UTF-8.') };
  }
  if (!isUtf8(bytes)) return { problem: notUtf8(bytes, name) };
  const source = new SourceText(name, withoutMark(bytes.toString('utf8')));
  const problem = forbiddenCharacter(source);
  return problem ? { problem } : { source };
}

/** At most one byte more than the limit. Read in pieces, since the size of a pipe is not known before its end. */
function readBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).isDirectory()) throw Object.assign(new Error('directory'), { code: 'EISDIR' });
    const pieces: Buffer[] = [];
    let total = 0;
    while (total <= SIZE_LIMIT) {
      const piece = Buffer.allocUnsafe(Math.min(1 << 17, SIZE_LIMIT + 1 - total));
      const length = readSync(file, piece, 0, piece.length, null);
      if (length === 0) break;
      pieces.push(piece.subarray(0, length));
      total += length;
    }
    return Buffer.concat(pieces, total);
  } finally {
    closeSync(file);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of its path is a file, not a folder',
  EISDIR: 'is a folder, a file is needed',
  EACCES: 'cannot be read: no permission',
  EPERM: 'cannot be read: no permission',
  ELOOP: 'cannot be read: its symbolic links lead in a circle',
  ENAMETOOLONG: 'cannot be read: the name is too long',
};

function unreadable(where: Where, name: string, path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    return failure(
      where,
      `${name} is a symbolic link to something that does not exist`,
      'Repair or remove the link.',
    );
  }
  const reason = REASONS[code] ?? `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return failure(where, `${name} ${reason}`, code === 'ENOENT' ? neighbour(path) : undefined);
}

const EXTENSION = /\.ya?ml$/;

/** A file beside the missing one whose name is nearly the same, such as `config.yml` for `config.yaml`. */
function neighbour(path: string): string | undefined {
  const folder = dirname(path);
  try {
    const yaml = readdirSync(folder).filter((file) => EXTENSION.test(file));
    // Without the endings, which would make short names alike.
    const stems = new Map(yaml.sort().map((file) => [file.replace(EXTENSION, ''), file]));
    const found = closest(basename(path).replace(EXTENSION, ''), stems.keys());
    return found === undefined
      ? undefined
      : `The folder has ${stems.get(found) ?? found}. Did you mean that?`;
  } catch {
    return 'Its folder does not exist either.';
  }
}

function foreignEncoding(bytes: Buffer): string | undefined {
  const mark = bytes.subarray(0, 4).toString('hex');
  if (mark === 'fffe0000' || mark === '0000feff') return 'UTF-32';
  return mark.startsWith('fffe') || mark.startsWith('feff') ? 'UTF-16' : undefined;
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Every bad byte decodes to U+FFFD; the first of them that the file does not itself contain is the place. */
function notUtf8(bytes: Buffer, name: string): Problem {
  const decoded = bytes.toString('utf8');
  let offset = -1;
  let at = 0;
  for (;;) {
    const next = decoded.indexOf('\uFFFD', offset + 1);
    if (next === -1) break;
    at += Buffer.byteLength(decoded.slice(offset + 1, next));
    offset = next;
    if (bytes.subarray(at, at + 3).toString('hex') !== 'efbfbd') break;
    at += 3;
  }
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const column = at - bytes.subarray(0, at).lastIndexOf(0x0a);
  const text = withoutMark(decoded);
  const source = new SourceText(name, text);
  const where = { source, offset: Math.max(0, offset - (decoded.length - text.length)), length: 1 };
  const line = source.position(where.offset).line;
  return failure(
    where,
    `the file is not UTF-8: byte 0x${byte} at line ${line}, byte ${column} of the line`,
    'Save it as UTF-8 (it may be Latin-1 or Windows-1252 now).',
  );
}

/** Characters that YAML does not allow anywhere, and a carriage return that ends no line for some readers. */
const FORBIDDEN = /[^\P{Cc}\t\n\r\u0085]|\r(?!\n)/u;

function forbiddenCharacter(source: SourceText): Problem | undefined {
  const offset = source.text.search(FORBIDDEN);
  if (offset === -1) return undefined;
  const where = { source, offset, length: 1 };
  const code = source.text.charCodeAt(offset);
  if (code === 0)
    return failure(where, 'the file has NUL bytes: it is binary, or UTF-16', 'Save it as UTF-8 text.');
  if (code === 0x0d) {
    const message =
      'a carriage return (CR) without a line feed, which YAML readers take for different things';
    return failure(where, message, 'Save the file with line ends LF or CRLF.');
  }
  const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return failure(where, `the control character ${shown}, which YAML does not allow`, 'Remove it.');
}

function failure(where: Where, message: string, hint: string | undefined): Problem {
  return {
    severity: 'error',
    rule: 'unreadable-file',
    where,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}
