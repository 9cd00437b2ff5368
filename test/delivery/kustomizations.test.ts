import * as fc from 'fast-check';
import type { HubSource } from '../../src/config/hub';
import type { Stage } from '../../src/plan/stage';
import { ALL, commentOf, documentsOf, textOf } from './documents';
import { delivery, HUB_CHART, HUB_PATH, hubPlan } from './hub-plan';

const flux = (change: Parameters<typeof delivery>[0] = {}, hub: Parameters<typeof hubPlan>[0] = {}) =>
  hubPlan({ target: 'flux', delivery: delivery(change), ...hub });

/** Name, path, what it depends on, whether it waits, and for how long. */
function chain(
  ...asked: Parameters<typeof documentsOf> extends [infer H, string, ...infer S] ? [H, ...S] : never
) {
  const [hub, ...stages] = asked;
  return documentsOf(hub, 'kustomizations.yaml', ...stages).map(({ metadata, spec }) => [
    metadata.name,
    spec.path,
    ((spec.dependsOn ?? []) as { name: string }[]).map(({ name }) => name).join(),
    spec.wait,
    spec.timeout,
  ]);
}

const DIST = './deploy/dist/jupyterhub';
const CLUSTER = ['jupyterhub-cluster', `${DIST}/cluster`, '', true, '1m'];
const PREPULL = ['jupyterhub-prepull', `${DIST}/prepull`, 'jupyterhub-cluster', false, undefined];
const GATE = ['jupyterhub-gate', `${DIST}/gate`, 'jupyterhub-prepull', true, '5m'];
const HUB = ['jupyterhub-hub', './hubs/a', 'jupyterhub-gate', false, undefined];
const SEATS = ['jupyterhub-seats', `${DIST}/seats`, 'jupyterhub-cluster', false, undefined];

describe('the Kustomizations of a hub', () => {
  it('stand in a row, and only cluster and gate are waited for', () => {
    expect(chain(flux({ hub: HUB_PATH }))).toEqual([CLUSTER, PREPULL, GATE, HUB, SEATS]);
  });

  it('have everything else in common', () => {
    const objects = documentsOf(flux({ hub: HUB_PATH }), 'kustomizations.yaml');
    for (const { apiVersion, kind, metadata, spec } of objects) {
      expect({ apiVersion, kind }).toEqual({
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
      });
      expect(metadata.namespace).toBe('gitops');
      expect(spec).toMatchObject({
        prune: true,
        interval: '10m',
        retryInterval: '1m',
        sourceRef: { kind: 'GitRepository', name: 'hubs' },
      });
      // Each would break the chain, or the names that are hashes.
      for (const field of ['readyExpr', 'force', 'images', 'namePrefix', 'patches', 'targetNamespace']) {
        expect(JSON.stringify(spec)).not.toContain(`"${field}"`);
      }
    }
  });

  const lessStages: [string, Stage[], Parameters<typeof hubPlan>[0], unknown[][]][] = [
    [
      'no gate',
      ['cluster', 'prepull', 'seats'],
      {},
      [CLUSTER, PREPULL, [...HUB.slice(0, 2), 'jupyterhub-prepull', false, undefined], SEATS],
    ],
    [
      'no priorities',
      ['prepull', 'gate', 'seats'],
      {},
      [
        [...PREPULL.slice(0, 2), '', false, undefined],
        GATE,
        HUB,
        [...SEATS.slice(0, 2), '', false, undefined],
      ],
    ],
    [
      'seats alone',
      ['cluster', 'seats'],
      {},
      [CLUSTER, [...HUB.slice(0, 2), 'jupyterhub-cluster', false, undefined], SEATS],
    ],
    ['nothing', [], {}, [[...HUB.slice(0, 2), '', false, undefined]]],
    [
      'another owner of the cluster',
      [...ALL],
      { clusterOwner: 'separate' },
      [
        [...PREPULL.slice(0, 2), '', false, undefined],
        GATE,
        HUB,
        [...SEATS.slice(0, 2), '', false, undefined],
      ],
    ],
  ];
  it.each(lessStages)('have no dependency that is missing: %s', (_, stages, hub, expected) => {
    expect(chain(flux({ hub: HUB_PATH }, hub), stages)).toEqual(expected);
  });

  it('depend only on what stands before them, whatever stages there are', () => {
    fc.assert(
      fc.property(fc.subarray([...ALL]), fc.boolean(), fc.boolean(), (stages, withHub, separate) => {
        const hub = flux(
          { hub: withHub ? HUB_PATH : undefined },
          { clusterOwner: separate ? 'separate' : 'inline' },
        );
        const seen: unknown[] = [];
        for (const [name, , needs] of chain(hub, stages)) {
          if (needs !== '') expect(seen).toContain(needs);
          seen.push(name);
        }
        expect(seen).toHaveLength(
          stages.filter((one) => !separate || one !== 'cluster').length + (withHub ? 1 : 0),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('never share a name between hubs', () => {
    const name = fc.stringMatching(/^[a-z]([a-z-]{0,6}[a-z])?$/);
    const suffixed = fc.tuple(
      name,
      fc.constantFrom('', '-cluster', '-gate', '-hub', '-seats', '-prepull', '-prewarm'),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(
          suffixed.map((parts) => parts.join('')),
          { minLength: 2, maxLength: 4 },
        ),
        (hubs) => {
          for (const target of ['flux', 'argocd'] as const) {
            const names = hubs.flatMap((one) => {
              const hub = flux({ hub: HUB_PATH }, { name: one, target, clusterOwner: 'separate' });
              const files = ['application.yaml', 'kustomizations.yaml', 'cluster.yaml'];
              return files.flatMap((file) => documentsOf(hub, file).map(({ metadata }) => metadata.name));
            });
            expect(new Set(names).size).toBe(names.length);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("the hub's own manifests", () => {
  const path = { kind: 'path', repoURL: undefined, revision: undefined, path: 'hubs/a' } as const;
  it.each([
    [
      'named with the same repository and revision',
      { ...path, repoURL: 'https://git.example.org/hubs.git', revision: 'main' },
      'hubs/a',
      '',
    ],
    ['written in another way', { ...path, path: './hubs//a/' }, 'hubs/a', ''],
    [
      'in another repository',
      { ...path, repoURL: 'https://git.example.org/b.git' },
      undefined,
      'another repository or revision',
    ],
    ['at another revision', { ...path, revision: 'v2' }, undefined, 'another repository or revision'],
    ['a chart', HUB_CHART, undefined, 'a HelmRelease cannot depend on a Kustomization'],
    ['not given', undefined, undefined, 'dependsOn: [{name: jupyterhub-gate}]'],
  ] as [string, HubSource | undefined, string | undefined, string][])('%s', (_, hub, expected, said) => {
    const own = chain(flux({ hub })).find(([name]) => name === 'jupyterhub-hub');
    expect(own?.[1]).toBe(expected === undefined ? undefined : `./${expected}`);
    const comment = commentOf(flux({ hub }), 'kustomizations.yaml');
    if (said === '') expect(comment).not.toContain('NOTHING HOLDS THE HUB BACK');
    else expect(comment).toContain(said);
  });

  it('need nothing that holds them back when there is no gate', () => {
    expect(commentOf(flux(), 'kustomizations.yaml', ['cluster', 'prepull'])).not.toContain('NOTHING HOLDS');
  });
});

describe('the source', () => {
  it.each([
    ['main', { branch: 'main' }],
    ['1.10', { branch: '1.10' }],
    ['refs/tags/v1', { name: 'refs/tags/v1' }],
    ['0123456789abcdef0123456789abcdef01234567', { commit: '0123456789abcdef0123456789abcdef01234567' }],
  ])('at revision %s', (revision, ref) => {
    expect(documentsOf(flux({ revision }), 'source.yaml')).toEqual([
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        metadata: {
          name: 'hubs',
          namespace: 'gitops',
          labels: { 'app.kubernetes.io/managed-by': 'prewarm' },
        },
        spec: { interval: '10m', url: 'https://git.example.org/hubs.git', ref },
      },
    ]);
  });

  it.each([
    ['git@github.com:org/repo.git', 'ssh://git@github.com/org/repo.git'],
    ['ssh://git@github.com:22/org/repo.git', 'ssh://git@github.com:22/org/repo.git'],
    ['https://me@host:8443/repo', 'https://me@host:8443/repo'],
  ])('%s has an address that Flux reads', (repoURL, url) => {
    expect(documentsOf(flux({ repoURL }), 'source.yaml')[0]?.spec.url).toBe(url);
  });
});

describe('cluster-scoped objects of somebody else', () => {
  it('have a file of their own', () => {
    const [cluster, ...more] = documentsOf(flux({}, { clusterOwner: 'separate' }), 'cluster.yaml');
    expect(more).toEqual([]);
    expect(cluster?.metadata.name).toBe('jupyterhub-cluster');
    expect(cluster?.spec).toMatchObject({ path: `${DIST}/cluster`, wait: true, prune: true });
    expect(cluster?.spec).not.toHaveProperty('dependsOn');
  });

  it.each(['inline', 'none'] as const)('do not exist: %s', (clusterOwner) => {
    expect(textOf(flux({}, { clusterOwner }), 'cluster.yaml', ['prepull'])).toBeUndefined();
  });
});
