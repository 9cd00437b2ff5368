import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load';
import { readValues } from '../../src/config/read-values';
import { synthesize } from '../../src/synthesis';
import { workspace } from '../fixtures/command';

/**
 * Configurations of real hubs and what the chart makes of them, kept beside the project. They are other people's
 * files, so that they are read where they lie and never copied.
 */
const FOLDER = join(__dirname, '../../../shared/real-configs');
const EXPECTED = join(FOLDER, 'expected-z2jh.json');

/** The expectations have the literal that a chart in development has for the tags of its own images. */
const CHART_VERSION = '4.4.0';

interface RealCase {
  readonly case: string;
  readonly layers: readonly { readonly file: string; readonly path: string }[];
  readonly hookPuller: boolean;
  readonly continuousPuller: boolean;
  readonly imagesInZ2jhOrder: readonly { readonly image: string }[];
  readonly placeholder: { readonly rendered: boolean; readonly replicas?: number };
  readonly profileListInPython: boolean;
  readonly unlistedChoice: boolean;
}

if (!existsSync(EXPECTED)) {
  test.skip('real configurations', () => undefined);
  process.stderr.write(`SKIPPED: real configurations: there are none in ${FOLDER}\n`);
} else {
  const { cases } = JSON.parse(readFileSync(EXPECTED, 'utf8')) as { cases: RealCase[] };
  const here = workspace();
  afterAll(() => {
    rmSync(here, { recursive: true });
  });

  test('all twenty are there', () => {
    expect(cases).toHaveLength(20);
  });

  describe.each(cases.map((one) => [one.case, one] as const))('%s', (name, expected) => {
    const layers = expected.layers.map(({ file, path }) => ({
      file: join(FOLDER, file),
      ...(path === '' ? {} : { path }),
    }));
    // JSON is YAML.
    const config = { hubs: [{ name, namespace: 'hub', chartVersion: CHART_VERSION, values: layers }] };
    const file = join(here, `${name}.yaml`);
    writeFileSync(file, JSON.stringify(config));
    const loaded = loadConfig({ cwd: here, configPath: file, readValues });
    const made = loaded.config && synthesize(loaded.config);
    const [plan] = made?.plans ?? [];
    const [pool] = plan?.pools ?? [];

    test('synthesizes', () => {
      const problems = [...loaded.problems, ...(made?.problems ?? [])];
      expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual(
        [],
      );
      expect(made?.files.size).toBeGreaterThan(0);
    });

    test('pulls every image that the chart pulls, each once', () => {
      const ours = pool?.images.map(({ reference }) => reference) ?? [];
      const theirs = expected.imagesInZ2jhOrder.map(({ image }) =>
        image.replace('set-by-chartpress', CHART_VERSION),
      );
      expect(ours).toEqual(expect.arrayContaining(theirs));
      expect(new Set(ours).size).toBe(ours.length);
      // In the chart's order, whatever we pull in between.
      expect(ours.filter((image) => theirs.includes(image))).toEqual([...new Set(theirs)]);
    });

    test('runs pullers and gate where the chart does', () => {
      expect(pool?.puller !== undefined).toBe(expected.hookPuller || expected.continuousPuller);
      expect(plan?.gate !== undefined).toBe(expected.hookPuller);
    });

    test('has the placeholders of the chart', () => {
      expect(pool?.seats.map(({ replicas }) => replicas)).toEqual(
        expected.placeholder.rendered ? [expected.placeholder.replicas ?? 0] : [],
      );
    });

    test('says what it cannot see', () => {
      const what = plan?.notSeen.map((found) => found.what).join('\n') ?? '';
      if (expected.profileListInPython) expect(what).toMatch(/profile_list/);
      if (expected.unlistedChoice) expect(what).toMatch(/users type it in/);
    });
  });

  test('files that no case names can be read as well', () => {
    const named = new Set(cases.flatMap(({ layers }) => layers.map(({ file }) => file)));
    expect(readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && !named.has(file))).toEqual([]);
  });
}
