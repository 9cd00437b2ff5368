import { hasMark } from './generated-mark';

export interface OutputFile {
  /** Whole content, beginning with the mark of generated files (`hasMark`). */
  readonly text: string;
  /** true: mode 0755, otherwise 0644 (less what the umask takes away). @default false */
  readonly executable?: boolean;
}

/** Everything that belongs into the output folder, by path relative to it, with `/` between folders. */
export type OutputFiles = ReadonlyMap<string, OutputFile>;

/** All folders above a path, the nearest last: `a/b/c` gives `a`, `a/b`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    folders.push(path.slice(0, slash));
  }
  return folders;
}

/**
 * Throws when the files cannot be an output folder: a path that leaves it, a file where another one needs a
 * folder, a file without the mark. Such files are a mistake in this program, not in what the user wrote.
 */
export function assertOutputFiles(files: OutputFiles): void {
  for (const [path, { text }] of files) {
    const steps = path.split('/');
    if (/[\\\0]/.test(path) || steps.some((step) => step === '' || step === '.' || step === '..')) {
      throw new Error(`not a path inside the output folder: ${JSON.stringify(path)}`);
    }
    const inTheWay = foldersAbove(path).find((folder) => files.has(folder));
    if (inTheWay !== undefined) throw new Error(`${path} needs a folder where ${inTheWay} is a file`);
    if (!hasMark(text)) throw new Error(`generated file without the mark: ${path}`);
  }
}
