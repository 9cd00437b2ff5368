import { readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as fc from 'fast-check';
import { loadConfig, type LoadOptions, type LoadResult } from '../../src/config/load';
import { readValues } from '../../src/config/read-values';
import { toPlain, whereAt } from '../../src/config/tree';
import { folderWith } from './folder';
import { shown } from './shown';

const VALUES = 'singleuser: {image: {name: a/b, tag: v1}}\n';

function load(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<LoadOptions> = {},
): LoadResult {
  return loadConfig({ cwd: folderWith(files), readValues, ...options });
}

function problemsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<LoadOptions> = {},
): string[] {
  const { config, problems } = load(files, options);
  expect(config === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
  return problems.map(shown);
}

/** What is said of a hub whose layers are all empty. */
const NO_VALUES = (place: string) =>
  `${place} warning: ${place.split(':')[0] ?? ''} has no values: what comes out is that of the chart's defaults | Write at least singleuser.image, the image that users start.`;

/** A prewarm.yaml with one hub and these layers. */
function layered(...layers: string[]): string {
  return `hubs:\n  - name: a\n    values:\n${layers.map((layer) => `      - ${layer}\n`).join('')}`;
}

describe('without prewarm.yaml', () => {
  test('config.yaml alone is one hub with every default', () => {
    const { config, problems } = load({ 'config.yaml': VALUES });
    expect(problems).toEqual([]);
    expect(config?.hubs).toHaveLength(1);
    const [hub] = config?.hubs ?? [];
    expect(hub).toMatchObject({
      name: 'jupyterhub',
      namespace: 'jupyterhub',
      release: 'jupyterhub',
      target: 'argocd',
      chartVersionGiven: false,
      gate: { quorum: 0.95, deadlineSeconds: 2700 },
      layers: ['config.yaml'],
      valuesPath: [],
      where: { offset: 0, source: { name: 'config.yaml', text: VALUES } },
    });
    expect(hub && toPlain(hub.tree)).toEqual({ singleuser: { image: { name: 'a/b', tag: 'v1' } } });
    expect(hub?.values.singleuser.image?.reference).toBe('a/b:v1');
  });

  test('an empty config.yaml is the chart as it is, with a warning', () => {
    expect(problemsOf({ 'config.yaml': '' })).toEqual([
      'config.yaml:1:1 note: the file is empty: it sets nothing',
      NO_VALUES('config.yaml:1:1'),
    ]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'nothing at all',
      {},
      [
        'config.yaml:1:1 there is neither prewarm.yaml nor config.yaml in this folder | Create config.yaml with the values of your hub, or prewarm.yaml that names them, or use --config.',
      ],
    ],
    [
      'config.yml',
      { 'config.yml': VALUES },
      [
        'config.yaml:1:1 there is neither prewarm.yaml nor config.yaml in this folder | config.yml is not read: rename it to config.yaml.',
      ],
    ],
    [
      'prewarm.yml',
      { 'prewarm.yml': '', 'config.yaml': VALUES },
      ['prewarm.yml:1:1 prewarm.yml is not read | Rename it to prewarm.yaml.'],
    ],
    [
      'both names',
      { 'prewarm.yml': '', 'prewarm.yaml': '' },
      ['prewarm.yml:1:1 prewarm.yml stands beside prewarm.yaml | Remove one of the two.'],
    ],
    [
      'a chart of charts',
      { 'config.yaml': 'basehub:\n  jupyterhub:\n    singleuser: {}\n' },
      [
        'config.yaml:1:1 config.yaml has no values of the chart at its top level, but under basehub.jupyterhub | If they are meant, create prewarm.yaml with:\nhubs:\n  - name: jupyterhub\n    values:\n      - { file: config.yaml, path: basehub.jupyterhub }',
      ],
    ],
    [
      'YAML that is none',
      { 'config.yaml': 'a: b: c\n' },
      [
        'config.yaml:1:5 a second ": " in one value | Quote the value, or begin a new line after the first colon.',
      ],
    ],
  ])('%s', (_, files, problems) => {
    expect(problemsOf(files)).toEqual(problems);
  });

  test('config.yaml is a folder, or a link to nowhere', () => {
    expect(problemsOf({ 'config.yaml/x': '' })).toEqual([
      'config.yaml:1:1 config.yaml is a folder, a file is needed',
    ]);
    const cwd = folderWith({ 'config.yaml': VALUES });
    symlinkSync('nowhere', join(cwd, 'prewarm.yaml'));
    expect(problemsOf({}, { cwd })).toEqual([
      'prewarm.yaml:1:1 prewarm.yaml is a symbolic link to something that does not exist | Repair or remove the link.',
    ]);
  });
});

describe('--config', () => {
  test('layers are found from the file that names them', () => {
    const cwd = folderWith({
      'hubs/prewarm.yaml': layered('a.yaml', '../b.yaml'),
      'hubs/a.yaml': VALUES,
      'b.yaml': 'singleuser: {image: {tag: v2}}\n',
    });
    const { config, inputs } = loadConfig({ cwd, readValues, configPath: 'hubs/prewarm.yaml' });
    expect(config?.hubs[0]?.layers).toEqual(['a.yaml', '../b.yaml']);
    expect(config?.hubs[0]?.values.singleuser.image?.reference).toBe('a/b:v2');
    expect(inputs.map((path) => relative(cwd, path))).toEqual(['hubs/prewarm.yaml', 'hubs/a.yaml', 'b.yaml']);
    expect(problemsOf({}, { cwd: join(cwd, 'hubs') })).toEqual([]);
  });

  test('of a file that is not there', () => {
    expect(problemsOf({ 'prewarm.yaml': '' }, { configPath: 'prewarn.yaml' })).toEqual([
      'prewarn.yaml:1:1 prewarn.yaml does not exist | The folder has prewarm.yaml. Did you mean that?',
    ]);
  });

  test('of a values file', () => {
    expect(problemsOf({ 'config.yaml': VALUES }, { configPath: './config.yaml' })).toEqual([
      'config.yaml:1:1 config.yaml has values of the chart, it is no prewarm.yaml | Name it under values: of a hub in prewarm.yaml. A config.yaml alone needs no --config.',
    ]);
  });
});

describe('layers', () => {
  test("merge by Helm's rules, each at its own path, and values know where they were written", () => {
    const { config, problems } = load({
      'prewarm.yaml': layered(
        '{ file: base.yaml, path: basehub.jupyterhub }',
        '{ file: hub.yaml, path: jupyterhub }',
        'top.yaml',
      ),
      'base.yaml':
        'basehub:\n  jupyterhub:\n    singleuser: {image: {name: a/b, tag: v1}, extraEnv: {A: b}}\n',
      'hub.yaml': 'jupyterhub:\n  singleuser:\n    image: {tag: v2}\n    extraEnv: null\n',
      'top.yaml': 'singleuser: {extraEnv: {C: d}}\n',
    });
    expect(problems).toEqual([]);
    const [hub] = config?.hubs ?? [];
    expect(hub && toPlain(hub.tree)).toEqual({
      singleuser: { image: { name: 'a/b', tag: 'v2' }, extraEnv: { C: 'd' } },
    });
    expect(hub?.valuesPath).toEqual([]);
    const where = hub && whereAt(hub.tree, ['singleuser', 'image', 'tag']);
    expect(where?.source.name).toBe('hub.yaml');
    expect(where?.source.position(where.offset)).toEqual({ line: 3, col: 18 });
  });

  test('the path of the last layer is that of our own', () => {
    const { config } = load({
      'prewarm.yaml': layered('a.yaml', '{ file: b.yaml, path: x.jupyterhub }'),
      'a.yaml': VALUES,
      'b.yaml': `x: {jupyterhub: {${VALUES.trim()}}}\n`,
    });
    expect(config?.hubs[0]?.valuesPath).toEqual(['x', 'jupyterhub']);
  });

  test('a file may be there twice, and may be absolute', () => {
    const folder = folderWith({ 'c.yaml': VALUES });
    expect(
      problemsOf({ 'prewarm.yaml': layered('c.yaml', 'c.yaml', join(folder, 'c.yaml')), 'c.yaml': VALUES }),
    ).toEqual([]);
  });

  test('a map and a single value for one key', () => {
    expect(
      problemsOf({
        'prewarm.yaml': layered('a.yaml', 'b.yaml'),
        'a.yaml': 'singleuser: {extraEnv: {A: b}}\n',
        'b.yaml': 'singleuser: {extraEnv: none}\n',
      }),
    ).toContain(
      'b.yaml:1:14 warning: singleuser.extraEnv is a single value here and a map at a.yaml:1:14; this one replaces the other | Write the same kind of value in both layers.',
    );
  });

  test('what is read of the values depends on the release and the layers', () => {
    const seen: unknown[] = [];
    load(
      {
        'prewarm.yaml': layered('{ file: c.yaml, path: j }').replace(
          'name: a',
          'name: a\n    release: r\n    chartVersion: 4.3.0',
        ),
        'c.yaml': `j: {${VALUES.trim()}}\nother: 1\n`,
      },
      {
        readValues: (tree, context) => (
          seen.push(toPlain(tree), {
            ...context,
            layers: context.layers.map(({ root, path }) => [toPlain(root), path]),
          }),
          readValues(tree, context)
        ),
      },
    );
    expect(seen).toEqual([
      { singleuser: { image: { name: 'a/b', tag: 'v1' } } },
      {
        chartVersion: '4.3.0',
        release: 'r',
        layers: [[{ j: { singleuser: { image: { name: 'a/b', tag: 'v1' } } }, other: 1 }, ['j']]],
      },
    ]);
  });
});

describe('where the values begin in a file', () => {
  const nested = 'basehub:\n  jupyterhub:\n    singleuser: {}\n';
  test.each<[string, string, string, string[]]>([
    ['no path, values at the top', 'f.yaml', VALUES, []],
    ['no path, only weak keys at the top', 'f.yaml', 'hub: {}\n', []],
    [
      'no path, values elsewhere',
      'f.yaml',
      nested,
      [
        'prewarm.yaml:4:9 f.yaml has no values of the chart at its top level, but under basehub.jupyterhub | If they are meant, write { file: f.yaml, path: basehub.jupyterhub }',
      ],
    ],
    [
      'no path, weak keys of an umbrella chart at the top',
      'f.yaml',
      `hub: {}\nglobal: {}\njupyterhub:\n  ${VALUES}`,
      [
        'prewarm.yaml:4:9 f.yaml has no values of the chart at its top level, but under jupyterhub | If they are meant, write { file: f.yaml, path: jupyterhub }',
      ],
    ],
    [
      'no path, values in two places',
      'f.yaml',
      'a: {jupyterhub: {hub: {}}}\nb: {jupyterhub: {hub: {}}}\n',
      [
        'prewarm.yaml:4:9 f.yaml has no values of the chart at its top level, but under a.jupyterhub and b.jupyterhub | If they are meant, write { file: f.yaml, path: a.jupyterhub }',
      ],
    ],
    [
      'no path, values at the top and elsewhere',
      'f.yaml',
      `${VALUES}jupyterhub:\n  singleuser: {}\n`,
      [
        'prewarm.yaml:4:9 warning: f.yaml has values of the chart at its top level, which are read, and under jupyterhub, which are not | If they are meant, write { file: f.yaml, path: jupyterhub }\nTo keep it as it is, without this warning, give the entry path: ""',
      ],
    ],
    [
      'an empty path asks no questions',
      '{ file: f.yaml, path: "" }',
      `${VALUES}jupyterhub:\n  singleuser: {}\n`,
      [],
    ],
    [
      'no values anywhere',
      'f.yaml',
      'grafana: {ingress: {}}\n',
      ['prewarm.yaml:4:9 warning: f.yaml has no key of the chart at its top level; it has grafana'],
    ],
    ['a path', '{ file: f.yaml, path: basehub.jupyterhub }', nested, []],
    [
      'a path that ends too early',
      '{ file: f.yaml, path: basehub }',
      nested,
      [
        'prewarm.yaml:4:17 f.yaml has no values of the chart directly under basehub, but under basehub.jupyterhub | If they are meant, write { file: f.yaml, path: basehub.jupyterhub }',
      ],
    ],
    [
      'a path with a slip',
      '{ file: f.yaml, path: basehub.jupyterhb }',
      nested,
      [
        "prewarm.yaml:4:31 basehub in f.yaml has no key jupyterhb; it has jupyterhub | The chart's values are under basehub.jupyterhub.",
      ],
    ],
    [
      'a path into a file that needs none',
      '{ file: f.yaml, path: jupyterhub }',
      VALUES,
      [
        "prewarm.yaml:4:31 f.yaml has no key jupyterhub; it has singleuser | The chart's values are at its top level: leave path: away.",
      ],
    ],
    [
      'a path that is not there, nor are values',
      '{ file: f.yaml, path: juypterhub }',
      'jupyterhub: {}\nother: 1\n',
      ['prewarm.yaml:4:31 f.yaml has no key juypterhub; it has jupyterhub, other | Did you mean jupyterhub?'],
    ],
    [
      'a path into an empty file',
      '{ file: f.yaml, path: jupyterhub }',
      '# later\n',
      ['f.yaml:1:1 note: the file has only comments: it sets nothing', NO_VALUES('f.yaml:1:1')],
    ],
    [
      'a path to nothing',
      '{ file: f.yaml, path: jupyterhub }',
      'jupyterhub:\n',
      ['f.yaml:1:12 note: jupyterhub in f.yaml is empty: it sets nothing', NO_VALUES('f.yaml:1:12')],
    ],
    [
      'a path to a list',
      '{ file: f.yaml, path: jupyterhub }',
      'jupyterhub: [1]\n',
      ['f.yaml:1:13 jupyterhub in f.yaml must be a map (key: value lines), got a list'],
    ],
    [
      'a path through a list',
      '{ file: f.yaml, path: a.b }',
      'a: [b]\n',
      ['prewarm.yaml:4:31 a in f.yaml has no key b; it has no keys'],
    ],
  ])('%s', (_, layer, file, problems) => {
    const found = problemsOf({ 'prewarm.yaml': layered(layer), 'f.yaml': file });
    expect(found.filter((line) => !line.includes('is not a key of the chart'))).toEqual(problems);
  });
});

describe('several hubs', () => {
  const hubs =
    'hubs:\n  - {name: a, values: [gone.yaml]}\n  - {name: b, values: [bad.yaml, good.yaml]}\n  - {name: c, values: [good.yaml]}\n  - {name: d, values: [wrong.yaml]}\n';
  const files = {
    'prewarm.yaml': hubs,
    'bad.yaml': 'a: [\n',
    'good.yaml': VALUES,
    'wrong.yaml': 'scheduling: {userPlaceholder: {replicas: -2}}\n',
  };

  test('what is wrong with one does not hide the others', () => {
    const { problems, config } = load(files);
    expect(config).toBeUndefined();
    expect(problems.map((problem) => `${problem.hub} ${shown(problem)}`)).toEqual([
      'a prewarm.yaml:2:24 gone.yaml does not exist',
      'b bad.yaml:1:4 the [ that opens here is not closed | Add the closing ], or quote the value.',
      expect.stringMatching(
        /^d wrong\.yaml:1:42 scheduling\.userPlaceholder\.replicas must be 0 or more, got -2/,
      ),
    ]);
  });

  test('the values of a hub are judged only when all its layers are there', () => {
    const judged: unknown[] = [];
    load(files, { readValues: (tree, context) => (judged.push(toPlain(tree)), readValues(tree, context)) });
    expect(judged).toEqual([
      { singleuser: { image: { name: 'a/b', tag: 'v1' } } },
      { scheduling: { userPlaceholder: { replicas: -2 } } },
    ]);
  });

  test('a file that they share is read once, and its problems concern each of them', () => {
    const shared = load({
      'prewarm.yaml': 'hubs:\n  - {name: a, values: [bad.yaml]}\n  - {name: b, values: [./bad.yaml]}\n',
      'bad.yaml': 'a: [\n',
    });
    expect(shared.problems.map(({ hub }) => hub)).toEqual(['a', 'b']);
    expect(shared.problems[0]?.where).toBe(shared.problems[1]?.where);
  });

  test('two hubs may share a namespace, and all their files', () => {
    const { config, problems } = load({
      'prewarm.yaml': 'defaults: {namespace: n1, values: [good.yaml]}\nhubs: [{name: a}, {name: b}]\n',
      'good.yaml': VALUES,
    });
    expect(problems).toEqual([]);
    expect(
      config?.hubs.map(({ name, namespace, where }) => [
        name,
        namespace,
        where.source.position(where.offset).col,
      ]),
    ).toEqual([
      ['a', 'n1', 15],
      ['b', 'n1', 26],
    ]);
  });
});

describe('a delivery that its target cannot do', () => {
  const delivered = (target: string, hub: string) => ({
    'config.yaml': VALUES,
    'prewarm.yaml': `hubs:\n  - name: a\n    target: ${target}\n    values: [config.yaml]\n    delivery:\n      repoURL: https://git.example.org/a.git\n      hub: ${hub}\n`,
  });

  test.each([
    [
      'flux',
      '{ chart: jupyterhub, version: 4.4.0, releaseName: a }',
      /^prewarm\.yaml:7:14 .*hub\.chart has no effect with Flux/,
    ],
    [
      'flux',
      '{ path: hub, revision: next }',
      /^prewarm\.yaml:7:25 .*hub\.revision is not that of the delivery/,
    ],
    [
      'flux',
      '{ path: hub, repoURL: "https://git.example.org/b.git" }',
      /^prewarm\.yaml:7:25 .*hub\.repoURL is not/,
    ],
  ])('%s, %s', (target, hub, expected) => {
    expect(problemsOf(delivered(target, hub))).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    ['flux', '{ path: hub }'],
    ['flux', '{ path: hub, revision: main }'],
    ['argocd', '{ chart: jupyterhub, version: 4.4.0, releaseName: a }'],
  ])('%s can do %s', (target, hub) => {
    expect(problemsOf(delivered(target, hub))).toEqual([]);
  });
});

test('prewarm.yaml is read like every other file', () => {
  expect(problemsOf({ 'prewarm.yaml': Buffer.from([0xff, 0xfe, 0x61, 0]) })).toEqual([
    'prewarm.yaml:1:1 the file is UTF-16, it must be UTF-8 | Save it as UTF-8.',
  ]);
  expect(problemsOf({ 'prewarm.yaml': 'hubs:\n\t- name: a\n' })).toEqual([
    'prewarm.yaml:2:1 a tab in the indentation, where YAML allows only spaces | Replace tabs by spaces.',
  ]);
  expect(problemsOf({ 'prewarm.yaml': '# nothing yet\n' })).toEqual([
    'prewarm.yaml:1:1 prewarm.yaml is empty: it must have hubs | Write hubs: with at least one entry (name:, values:), or remove the file to use config.yaml alone.',
  ]);
});

/** A right project, one character of which is changed, taken away or doubled. */
test('one slip anywhere gives a config or an error with a place, and never an exception', () => {
  const example = join(__dirname, '../../examples/many-hubs');
  const right = Object.fromEntries(
    ['prewarm.yaml', 'common.yaml', 'biology.yaml', 'physics.yaml', 'workshop.yaml'].map((name) => [
      name,
      readFileSync(join(example, name), 'utf8'),
    ]),
  );
  expect(problemsOf(right).filter((line) => !/ (?:note|warning): /.test(line))).toEqual([]);
  const slip = fc.record({
    file: fc.constantFrom(...Object.keys(right)),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 3 }),
    put: fc.constantFrom(
      '',
      ' ',
      '\t',
      ':',
      '"',
      '- ',
      '\n',
      '{',
      '[',
      '&',
      '*',
      '#',
      '0',
      'null',
      '\u00a0',
      '\0',
    ),
  });
  fc.assert(
    fc.property(slip, ({ file, at, length, put }) => {
      const text = right[file] ?? '';
      const offset = Math.floor(at * text.length);
      problemsOf({ ...right, [file]: text.slice(0, offset) + put + text.slice(offset + length) });
    }),
    { numRuns: 150 },
  );
});
