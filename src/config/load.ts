import { dirname, join, resolve } from 'node:path';
import type { Problem } from '../problem/problem';
import { SourceText } from '../problem/source';
import { locateConfig, VALUES_FILE } from './config-location';
import { deliveryProblems } from './delivery-problems';
import type { Config, ConfigResult, Hub } from './hub';
import { hubFrame } from './hub-options';
import { readLayer, type LayerRequest } from './layers';
import { mergeTrees } from './merge';
import { readPrewarmFile, type HubEntry } from './prewarm-file';
import { hubSchema } from './prewarm-schema';
import type { ValuesContext, ValuesResult } from './read-values';
import { shownName } from './source-file';
import { SourceFiles } from './source-files';
import { nodeAt, type MapNode } from './tree';

export interface LoadOptions {
  readonly cwd: string;
  /** undefined: prewarm.yaml in `cwd`, or config.yaml alone. */
  readonly configPath?: string;
  readonly readValues: (tree: MapNode, context: ValuesContext) => ValuesResult;
}

export interface LoadResult extends ConfigResult {
  /** Absolute paths of the files that were read. */
  readonly inputs: readonly string[];
}

/** Reads everything that the user wrote. Nothing is thrown: what is wrong is in the problems, each with its place. */
export function loadConfig(options: LoadOptions): LoadResult {
  const files = new SourceFiles(options.cwd);
  const loader = new Loader(options, files);
  const config = loader.load();
  const failed = loader.problems.some(({ severity }) => severity === 'error');
  return { config: failed ? undefined : config, problems: loader.problems, inputs: files.paths };
}

class Loader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly options: LoadOptions,
    private readonly files: SourceFiles,
  ) {}

  load(): Config | undefined {
    const location = locateConfig(this.options.cwd, this.options.configPath);
    switch (location.kind) {
      case 'project':
        return this.project(location.path);
      case 'values':
        return this.valuesAlone();
      case 'nothing':
        this.problems.push(location.problem);
        return undefined;
    }
  }

  /** A prewarm.yaml with any number of hubs. */
  private project(path: string): Config | undefined {
    const { cwd } = this.options;
    const { tree, problems } = this.files.read(path, shownName(path, cwd));
    this.problems.push(...problems.filter(({ severity }) => severity === 'error'));
    if (tree === undefined) return undefined;
    const file = readPrewarmFile(tree);
    this.problems.push(...file.problems);
    return this.hubs(file.hubs, dirname(resolve(cwd, path)));
  }

  /** No prewarm.yaml: one hub, with all defaults. */
  private valuesAlone(): Config | undefined {
    const { cwd } = this.options;
    const { tree } = this.files.read(join(cwd, VALUES_FILE), VALUES_FILE);
    const where = { source: tree?.where.source ?? new SourceText(VALUES_FILE, ''), offset: 0, length: 0 };
    const options = hubSchema.parse({ name: 'jupyterhub', values: [VALUES_FILE] });
    return this.hubs([{ options, tree: { kind: 'map', entries: new Map(), where }, where }], cwd);
  }

  /** One hub after the other; what is wrong with one does not hide the others. */
  private hubs(entries: readonly HubEntry[], folder: string): Config {
    return { hubs: entries.flatMap((entry) => this.hub(entry, folder) ?? []) };
  }

  private hub(entry: HubEntry, folder: string): Hub | undefined {
    const requests = layerRequests(entry);
    const results = requests.map((request) => readLayer(request, folder, this.files));
    this.report(
      entry,
      results.flatMap(({ problems }) => problems),
    );
    const layers = results.flatMap(({ layer }) => layer ?? []);
    const [first, ...others] = layers;
    if (first === undefined || layers.length < requests.length) return undefined;

    const merged = mergeTrees([first.tree, ...others.map(({ tree }) => tree)]);
    const frame = hubFrame(entry);
    this.report(entry, deliveryProblems(frame, entry.tree));
    const { values, problems } = this.options.readValues(merged.tree, {
      chartVersion: frame.chartVersion,
      release: frame.release,
      layers,
    });
    this.report(entry, [...merged.problems, ...withoutValues(merged.tree), ...problems]);
    return {
      ...frame,
      layers: requests.map(({ file }) => file),
      valuesPath: layers.at(-1)?.path ?? [],
      values,
      tree: merged.tree,
    };
  }

  private report(entry: HubEntry, problems: readonly Problem[]): void {
    this.problems.push(...problems.map((problem) => ({ ...problem, hub: entry.options.name })));
  }
}

/** One empty layer among others is usual; nothing at all is more likely a slip. */
function withoutValues(tree: MapNode): Problem[] {
  if (tree.entries.size > 0) return [];
  return [
    {
      severity: 'warning',
      rule: 'no-values',
      where: tree.where,
      message: `${tree.where.source.name} has no values: what comes out is that of the chart's defaults`,
      hint: 'Write at least singleuser.image, the image that users start.',
    },
  ];
}

/** The entries of `values:` with their places. */
function layerRequests({ options, tree }: HubEntry): LayerRequest[] {
  return (options.values ?? []).map((value, index) => {
    const node = nodeAt(tree, ['values', index]);
    if (typeof value === 'string') {
      return { file: value, path: undefined, namedAt: node?.where, pathAt: undefined };
    }
    const path = nodeAt(node, ['path']);
    const namedAt = nodeAt(node, ['file'])?.where;
    return { file: value.file, path: path && value.path, namedAt, pathAt: path?.where };
  });
}
