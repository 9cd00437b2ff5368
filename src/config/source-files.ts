import { resolve } from 'node:path';
import type { Where } from '../problem/source';
import { readSource } from './source-file';
import { parseTree, type TreeResult } from './yaml-tree';

/** The files of one run. Each is read and parsed once, however many hubs share it. */
export class SourceFiles {
  private readonly results = new Map<string, TreeResult>();

  constructor(readonly cwd: string) {}

  /** Absolute paths of everything that was read. */
  get paths(): readonly string[] {
    return [...this.results.keys()];
  }

  /**
   * @param name what to call the file in problems
   * @param namedAt where the user wrote its name; a missing file is a problem there
   */
  read(path: string, name: string, namedAt?: Where): TreeResult {
    const absolute = resolve(this.cwd, path);
    const known = this.results.get(absolute);
    if (known) return known;
    const { source, problem } = readSource(absolute, name, namedAt);
    // Each place that names a missing file is told, so that result is not kept.
    if (source === undefined) return { tree: undefined, problems: [problem] };
    const result = parseTree(source);
    this.results.set(absolute, result);
    return result;
  }
}
