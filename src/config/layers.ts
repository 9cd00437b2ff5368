import { isAbsolute, join } from 'node:path';
import { closest } from '../kube/closest';
import type { Problem, Severity } from '../problem/problem';
import type { Where } from '../problem/source';
import { shownFrom } from './source-file';
import type { SourceFiles } from './source-files';
import type { MapNode, Node } from './tree';
import { hasKnownKey, keysOf, looksLikeValues, valuesBelow } from './values-path';
import { isNull } from './described-value';

/** One values file of a hub, as the user names it. */
export interface LayerRequest {
  /** Relative to the folder of the file that names it, or absolute. */
  readonly file: string;
  /** Keys joined by dots; undefined: not given, an empty text: the top level, and no questions. */
  readonly path: string | undefined;
  /** Where the user names the file; undefined: nobody does, it is the usual config.yaml. */
  readonly namedAt: Where | undefined;
  /** Where the path is written. */
  readonly pathAt: Where | undefined;
}

/** One layer of values, read. */
export interface Layer {
  /** The whole file. */
  readonly root: MapNode;
  readonly path: readonly string[];
  /** What lies at the path. */
  readonly tree: MapNode;
}

export interface LayerResult {
  /** undefined: there is an error among the problems. */
  readonly layer: Layer | undefined;
  readonly problems: readonly Problem[];
}

/** Reads one values file and finds the hub's values in it. Where they begin is never guessed. */
export function readLayer(request: LayerRequest, folder: string, files: SourceFiles): LayerResult {
  const { file, namedAt } = request;
  const absolute = isAbsolute(file) ? file : join(folder, file);
  const read = files.read(absolute, shownFrom(folder, file, files.cwd), namedAt);
  if (read.tree === undefined) return { layer: undefined, problems: read.problems };
  const found = new LayerSearch(request, read.tree).find();
  const problems = [...read.problems, ...found.problems];
  if (found.tree === undefined) return { layer: undefined, problems };
  return { layer: { root: read.tree, path: steps(request.path), tree: found.tree }, problems };
}

function steps(path: string | undefined): string[] {
  return path === undefined || path === '' ? [] : path.split('.');
}

class LayerSearch {
  private readonly problems: Problem[] = [];

  constructor(
    private readonly request: LayerRequest,
    private readonly root: MapNode,
  ) {}

  find(): { tree: MapNode | undefined; problems: readonly Problem[] } {
    const tree = this.walk();
    if (tree && this.request.path !== '') this.judge(tree);
    const failed = this.problems.some(({ severity }) => severity === 'error');
    return { tree: failed ? undefined : tree, problems: this.problems };
  }

  /** Follows the path; undefined, with an error, when it leads nowhere. */
  private walk(): MapNode | undefined {
    // Nothing but comments: a layer that is kept for later, as with Helm.
    if (this.root.entries.size === 0) return this.root;
    let here: Node = this.root;
    const done: string[] = [];
    for (const key of steps(this.request.path)) {
      const entry: Node | undefined = here.kind === 'map' ? here.entries.get(key)?.value : undefined;
      if (entry === undefined) {
        this.noSuchKey(key, done, here);
        return undefined;
      }
      here = entry;
      done.push(key);
    }
    if (here.kind === 'map') return here;
    const name = `${done.join('.')} in ${this.fileName}`;
    if (isNull(here)) {
      this.report('note', 'empty-file', here.where, `${name} is empty: it sets nothing`);
      return { kind: 'map', entries: new Map(), where: here.where };
    }
    const given = here.kind === 'list' ? 'a list' : 'a single value';
    this.report('error', 'values-path', here.where, `${name} must be a map (key: value lines), got ${given}`);
    return undefined;
  }

  private noSuchKey(key: string, done: readonly string[], here: Node): void {
    const place = done.length === 0 ? this.fileName : `${done.join('.')} in ${this.fileName}`;
    const message = `${place} has no key ${key}; it has ${keysOf(here)}`;
    this.report(
      'error',
      'values-path',
      this.request.pathAt ?? here.where,
      message,
      this.betterPath(key, done, here),
    );
  }

  private betterPath(key: string, done: readonly string[], here: Node): string | undefined {
    const below = valuesBelow(this.root);
    if (below.length > 0) return `The chart's values are under ${below.join(' and ')}.`;
    if (looksLikeValues(this.root)) return "The chart's values are at its top level: leave path: away.";
    const near = here.kind === 'map' ? closest(key, here.entries.keys()) : undefined;
    return near === undefined ? undefined : `Did you mean ${[...done, near].join('.')}?`;
  }

  /** Whether the map that was found can be meant. */
  private judge(tree: MapNode): void {
    if (tree.entries.size === 0) return;
    const base = steps(this.request.path);
    const below = valuesBelow(tree, base);
    const [first = ''] = below;
    const place = base.length === 0 ? 'at its top level' : `directly under ${base.join('.')}`;
    if (below.length > 0 && !looksLikeValues(tree)) {
      const message = `${this.fileName} has no values of the chart ${place}, but under ${below.join(' and ')}`;
      this.report('error', 'values-path', this.namedAt(tree), message, this.line(first));
    } else if (below.length > 0) {
      const message = `${this.fileName} has values of the chart ${place}, which are read, and under ${below.join(' and ')}, which are not`;
      const hint = `${this.line(first)}\nTo keep it as it is, without this warning, give the entry path: ""`;
      this.report('warning', 'values-path', this.namedAt(tree), message, hint);
    } else if (!hasKnownKey(tree)) {
      const message = `${this.fileName} has no key of the chart ${place}; it has ${keysOf(tree)}`;
      this.report('warning', 'values-path', this.namedAt(tree), message);
    }
  }

  /** The lines to write so that the values at a path are read. */
  private line(path: string): string {
    const entry = `{ file: ${this.request.file}, path: ${path} }`;
    if (this.request.namedAt) return `If they are meant, write ${entry}`;
    return [
      'If they are meant, create prewarm.yaml with:',
      'hubs:',
      '  - name: jupyterhub',
      '    values:',
      `      - ${entry}`,
    ].join('\n');
  }

  private get fileName(): string {
    return this.root.where.source.name;
  }

  private namedAt(tree: MapNode): Where {
    return this.request.namedAt ?? tree.where;
  }

  private report(severity: Severity, rule: string, where: Where, message: string, hint?: string): void {
    this.problems.push({ severity, rule, where, message, ...(hint === undefined ? {} : { hint }) });
  }
}
