import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { jsonSchema, page } from '../../scripts/build-config-docs';
import { parseDuration } from '../../src/config/duration';
import { hubFrame } from '../../src/config/hub-options';
import { readPrewarmFile, type HubEntry } from '../../src/config/prewarm-file';
import { parsed, shown, treeOf } from './shown';

const HUB = 'hubs:\n  - name: a\n    values: [c.yaml]\n';

function problemsOf(yaml: string): string[] {
  return readPrewarmFile(treeOf(yaml)).problems.map((problem) => shown(problem).replace(/^f\.yaml:/, ''));
}

function hubsOf(yaml: string): readonly HubEntry[] {
  const { hubs, problems } = readPrewarmFile(treeOf(yaml));
  expect(problems).toEqual([]);
  return hubs;
}

test.each<[string, string[]]>([
  [
    'kubernetes: 1.30',
    [
      '4:17 hubs[0].kubernetes must be a quoted version from "1.27" on, major and minor only, got 1.30 | Quote it: "1.30". Without quotes it is the number 1.3.',
    ],
  ],
  [
    'kubernetes: "1.26"',
    ['4:17 hubs[0].kubernetes must be a quoted version from "1.27" on, major and minor only, got "1.26"'],
  ],
  [
    'kubernetes: v1.29',
    ['4:17 hubs[0].kubernetes must be a quoted version from "1.27" on, major and minor only, got "v1.29"'],
  ],
  [
    'kubernetes: "1.29.3"',
    ['4:17 hubs[0].kubernetes must be a quoted version from "1.27" on, major and minor only, got "1.29.3"'],
  ],
  [
    'namespace: Hub_1',
    [
      '4:16 hubs[0].namespace must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends, got "Hub_1" | Such as hub-1.',
    ],
  ],
  [
    'namespace: -x',
    [
      '4:16 hubs[0].namespace must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends, got "-x" | Such as x.',
    ],
  ],
  [
    'release: a.b',
    [
      '4:14 hubs[0].release must be the name of a Helm release, at most 53 characters, got "a.b" | Such as a-b.',
    ],
  ],
  [
    'target: argo',
    ['4:13 hubs[0].target must be argocd, flux or kubectl, got "argo" | Did you mean argocd?'],
  ],
  ['target: helm', ['4:13 hubs[0].target must be argocd, flux or kubectl, got "helm"']],
  ['target: [flux]', ['4:13 hubs[0].target must be argocd, flux or kubectl, got a list']],
  ['gate: 5', ['4:11 hubs[0].gate must be a map (key: value lines), got 5']],
  [
    'gate: {quorum: 0%}',
    [
      '4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got "0%"',
    ],
  ],
  [
    'gate: {quorum: 0}',
    ['4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got 0'],
  ],
  [
    'gate: {quorum: 95}',
    [
      '4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got 95 | Write 95% or 0.95.',
    ],
  ],
  [
    'gate: {quorum: "0.95"}',
    [
      '4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got "0.95" | Write it without quotes: 0.95.',
    ],
  ],
  [
    'gate: {quorum: 101%}',
    [
      '4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got "101%"',
    ],
  ],
  [
    'gate: {quorum: 1.5}',
    [
      '4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got 1.5 | Write 1.5% or 0.015.',
    ],
  ],
  [
    'gate: {quorum: most}',
    [
      '4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got "most"',
    ],
  ],
  [
    'gate: {deadline: 45}',
    [
      '4:22 hubs[0].gate.deadline must be a duration from 1m to 24h, such as 45m, 90s or 1h30m, got 45 | Add a unit: 45m or 45s.',
    ],
  ],
  [
    'gate: {deadline: 30s}',
    ['4:22 hubs[0].gate.deadline must be a duration from 1m to 24h, such as 45m, 90s or 1h30m, got "30s"'],
  ],
  [
    'gate: {deadline: 25h}',
    ['4:22 hubs[0].gate.deadline must be a duration from 1m to 24h, such as 45m, 90s or 1h30m, got "25h"'],
  ],
  [
    'gate: {deadline: 1d}',
    ['4:22 hubs[0].gate.deadline must be a duration from 1m to 24h, such as 45m, 90s or 1h30m, got "1d"'],
  ],
  [
    'gate: {deadline: ""}',
    ['4:22 hubs[0].gate.deadline must be a duration from 1m to 24h, such as 45m, 90s or 1h30m, got ""'],
  ],
  ['gate: {onTimeout: off}', ['4:23 hubs[0].gate.onTimeout must be fail or proceed, got "off"']],
  [
    'gate: {onTimeout: procede}',
    ['4:23 hubs[0].gate.onTimeout must be fail or proceed, got "procede" | Did you mean proceed?'],
  ],
  ['gate: {attempt: -1}', ['4:21 hubs[0].gate.attempt must be a whole number, 0 or more, got -1']],
  ['gate: {attempt: 1.5}', ['4:21 hubs[0].gate.attempt must be a whole number, 0 or more, got 1.5']],
  ['gate: {attempt: "1"}', ['4:21 hubs[0].gate.attempt must be a whole number, 0 or more, got "1"']],
  [
    'gate: {attempt: 010}',
    ['4:21 hubs[0].gate.attempt: 010 is read by YAML 1.1 readers as 8 | Write 10 or 8.'],
  ],
  [
    'gate: {image: "a b"}',
    [
      '4:19 hubs[0].gate.image must be an image reference such as quay.io/jupyterhub/configurable-http-proxy:5.0.0, got "a b"',
    ],
  ],
  ['gate: {quorom: 90%}', ['4:12 quorom is not a key of gate | Did you mean quorum?']],
  [
    'toolImage: a/UPPER',
    [
      '4:16 hubs[0].toolImage must be an image reference such as docker.io/library/busybox:1.37.0-musl, got "a/UPPER"',
    ],
  ],
  ['priorityCutoff: 1.5', ['4:21 hubs[0].priorityCutoff must be a whole number, got 1.5']],
  ['priorityCutoff: 3000000000', ['4:21 hubs[0].priorityCutoff must be a whole number, got 3000000000']],
  ['cluster: no', ['4:14 hubs[0].cluster must be inline, separate or none, got "no"']],
  [
    'cluster: seperate',
    ['4:14 hubs[0].cluster must be inline, separate or none, got "seperate" | Did you mean separate?'],
  ],
  [
    'chartVersion: 4.4',
    [
      '4:19 hubs[0].chartVersion must be a release of the z2jh chart, such as 4.4.0, got 4.4 | Quote it: "4.4".',
    ],
  ],
  [
    'chartVersion: latest',
    ['4:19 hubs[0].chartVersion must be a release of the z2jh chart, such as 4.4.0, got "latest"'],
  ],
  ['schedulerName: a b', ['4:20 hubs[0].schedulerName must be the name of a scheduler, got "a b"']],
  ['quorum: 90%', ['4:5 quorum is not a key of a hub | It belongs under gate: of a hub.']],
  ['deadline: 5m', ['4:5 deadline is not a key of a hub | It belongs under gate: of a hub.']],
  ['repoURL: x', ['4:5 repoURL is not a key of a hub | It belongs under delivery: of a hub.']],
  ['path: x', ['4:5 path is not a key of a hub | It belongs under delivery: of a hub.']],
  ['reason: x', ['4:5 reason is not a key of a hub | It belongs in an entry of silence:.']],
  ['rule: x', ['4:5 rule is not a key of a hub | It belongs in an entry of silence:.']],
  [
    'singleuser: {}',
    [
      '4:5 singleuser is not a key of a hub | It is a key of the chart: write it in a values file, and name that file under values:.',
    ],
  ],
  ['Namespace: x', ['4:5 Namespace is not a key of a hub | Did you mean namespace?']],
  ['chart: jupyterhub', ['4:5 chart is not a key of a hub | It belongs under delivery.hub: of a hub.']],
  [
    'foo: 1',
    [
      '4:5 foo is not a key of a hub | The keys of a hub are name, namespace, release, values, target, kubernetes, chartVersion, gate, toolImage, priorityCutoff, cluster, schedulerName, delivery, silence.',
    ],
  ],
  ['hubs: []', ['4:5 hubs is not a key of a hub | It belongs at the top level of prewarm.yaml.']],
  [
    'kubernetes_version: "1.29"',
    [
      '4:5 kubernetes_version is not a key of a hub | The keys of a hub are name, namespace, release, values, target, kubernetes, chartVersion, gate, toolImage, priorityCutoff, cluster, schedulerName, delivery, silence.',
    ],
  ],
  ['silence: {rule: x}', ['4:14 hubs[0].silence must be a list of maps with rule: and reason:, got a map']],
  [
    'silence: [{rule: mutable-tag}]',
    ['4:15 hubs[0].silence[0].reason is missing: it must be a sentence that says why'],
  ],
  [
    'silence: [{rule: mutable-tag, reason: " "}]',
    ['4:43 hubs[0].silence[0].reason must be a sentence that says why, got " "'],
  ],
  [
    'silence: [{rule: Mutable Tag, reason: x}]',
    ['4:22 hubs[0].silence[0].rule must be the name of a rule, such as mutable-tag, got "Mutable Tag"'],
  ],
  ['silence: [mutable-tag]', ['4:15 hubs[0].silence[0] must be a map (key: value lines), got "mutable-tag"']],
  ['delivery: https://x', ['4:15 hubs[0].delivery must be a map (key: value lines), got "https://x"']],
  [
    'delivery: {}',
    ['4:15 hubs[0].delivery.repoURL is missing: it must be the address of a repository, without a password'],
  ],
  [
    'delivery: {repoURL: "https://me:secret@git/x"}',
    [
      '4:25 hubs[0].delivery.repoURL must be the address of a repository, without a password, got "https://me:secret@git/x"',
    ],
  ],
  [
    'delivery: {repoURL: x, path: ../y}',
    ['4:34 hubs[0].delivery.path must be a folder inside the repository, such as dist, got "../y"'],
  ],
  [
    'delivery: {repoURL: x, interval: 5}',
    [
      '4:38 hubs[0].delivery.interval must be a duration from 10s to 24h, such as 10m, got 5 | Add a unit: 5m or 5s.',
    ],
  ],
  [
    'delivery: {repoURL: x, hub: {}}',
    [
      '4:33 hubs[0].delivery.hub.path is missing: it must be a folder of a Git repository, such as hubs/physics',
    ],
  ],
  [
    'delivery: {repoURL: x, hub: {path: q, version: z}}',
    [
      '4:43 version does not go with the other keys of delivery.hub | Keep path: or chart: with its keys. Writing version: null takes away what defaults give.',
    ],
  ],
  [
    'delivery: {repoURL: x, hub: {chart: jupyterhub}}',
    [
      '4:33 hubs[0].delivery.hub.version is missing: it must be a version of the chart in quotes, such as "4.4.0"',
    ],
  ],
  [
    'delivery: {repoURL: x, hub: {chart: jupyterhub, version: 4.4}}',
    [
      '4:62 hubs[0].delivery.hub.version must be a version of the chart in quotes, such as "4.4.0", got 4.4 | Quote it: "4.4".',
    ],
  ],
  [
    'delivery: {repoURL: x, hub: {chart: jupyterhub, version: 4.4.0, valuesFiles: []}}',
    ['4:69 valuesFiles is not a key of delivery.hub | Did you mean valueFiles?'],
  ],
  [
    'delivery: {repoURL: x, hub: [q]}',
    [
      '4:33 hubs[0].delivery.hub must be a map with path: (plain manifests) or chart: (a Helm chart), got a list',
    ],
  ],
  [
    'delivery: {repoURL: x, hub: {path: q, chart: z, version: "1"}}',
    [
      '4:34 path does not go with the other keys of delivery.hub | Keep path: or chart: with its keys. Writing path: null takes away what defaults give.',
    ],
  ],
  ['gates: {}', ['4:5 gates is not a key of a hub | Did you mean gate?']],
  [
    'gate: {image: 5}',
    [
      '4:19 hubs[0].gate.image must be an image reference such as quay.io/jupyterhub/configurable-http-proxy:5.0.0, got 5 | Quote it: "5".',
    ],
  ],
  [
    '__proto__: 1',
    [
      '4:5 __proto__ is not a key of a hub | The keys of a hub are name, namespace, release, values, target, kubernetes, chartVersion, gate, toolImage, priorityCutoff, cluster, schedulerName, delivery, silence.',
    ],
  ],
  [
    'constructor: 1',
    [
      '4:5 constructor is not a key of a hub | The keys of a hub are name, namespace, release, values, target, kubernetes, chartVersion, gate, toolImage, priorityCutoff, cluster, schedulerName, delivery, silence.',
    ],
  ],
])('a hub with %j', (line, problems) => {
  expect(problemsOf(`${HUB}    ${line}\n`)).toEqual(problems);
});

test.each<[string, string[]]>([
  [
    '{}',
    [
      '1:1 prewarm.yaml is empty: it must have hubs | Write hubs: with at least one entry (name:, values:), or remove the file to use config.yaml alone.',
    ],
  ],
  ['hubs:\n  - nam: a\n    values: [c]\n', ['2:5 nam is not a key of a hub | Did you mean name?']],
  ['hubs: []\n', ['1:7 hubs must be a list of at least one hub, got an empty list']],
  ['hubs:\n', ['1:1 hubs is empty: it must be a list of hubs']],
  [
    'hubs: a.yaml\n',
    ['1:7 hubs must be a list of hubs, got "a.yaml" | Begin each entry with "- " on a line of its own.'],
  ],
  ['hubs: {a: {}}\n', ['1:7 hubs must be a list of hubs, got a map']],
  ['hubs:\n  -\n', ['2:4 hubs[0] is empty: it must be a map (key: value lines)']],
  ['hubs:\n  - a\n', ['2:5 hubs[0] must be a map (key: value lines), got "a"']],
  ['hub:\n  - name: a\n', ['1:1 hub is not a key of prewarm.yaml | Did you mean hubs?']],
  [
    'namespace: x\nhubs:\n  - name: a\n    values: [c.yaml]\n',
    [
      '1:1 namespace is not a key of prewarm.yaml | It belongs in a hub (an entry of hubs:), or under defaults: for all hubs.',
    ],
  ],
  [
    'defaults: {name: x}\nhubs:\n  - name: a\n    values: [c.yaml]\n',
    [
      '1:12 name is not a key of defaults | It belongs in a hub (an entry of hubs:), or under defaults: for all hubs.',
    ],
  ],
  [
    'defaults: {silence: []}\nhubs:\n  - name: a\n    values: [c.yaml]\n',
    [
      '1:12 silence is not a key of defaults | A rule is silenced for one hub, with a reason: write it in that hub.',
    ],
  ],
  [
    'defaults: {gate: {quorum: 0}}\nhubs:\n  - name: a\n    values: [c.yaml]\n',
    [
      '1:27 defaults.gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got 0',
    ],
  ],
  [
    'defaults: []\nhubs:\n  - name: a\n    values: [c.yaml]\n',
    ['1:11 defaults must be a map (key: value lines), got an empty list'],
  ],
  [
    'hubs:\n  - values: [a]\n',
    [
      '2:5 hubs[0].name is missing: it must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends',
    ],
  ],
  [
    'hubs:\n  - name: a\n',
    [
      '2:11 hub a has no values: it must name at least one values file | Write values: with a list of files, such as - config.yaml',
    ],
  ],
  [
    'hubs:\n  - name: a\n    values:\n',
    [
      '2:11 hub a has no values: it must name at least one values file | Write values: with a list of files, such as - config.yaml',
    ],
  ],
  [
    'hubs:\n  - name: a\n    values: []\n',
    ['3:13 hubs[0].values must be a list of at least one values file, got an empty list'],
  ],
  [
    'hubs:\n  - name: a\n    values: c.yaml\n',
    [
      '3:13 hubs[0].values must be a list of values files, got "c.yaml" | Begin each entry with "- " on a line of its own.',
    ],
  ],
  [
    'hubs:\n  - name: a\n    values: [1, {path: x}, {file: a, pth: b}, {file: a, path: .b}, null]\n',
    [
      '3:14 hubs[0].values[0] must be a file name, or a map with file: and path:, got 1 | Quote it: "1".',
      '3:38 pth is not a key of an entry of values | Did you mean path?',
      '3:63 hubs[0].values[3].path must be keys joined by dots, such as jupyterhub or basehub.jupyterhub, got ".b"',
      '3:68 hubs[0].values[4] is empty: it must be a file name, or a map with file: and path:',
      '3:17 hubs[0].values[1].file is missing: it must be the path of a values file',
    ],
  ],
  [
    'hubs:\n  - name: a\n    values: [c.yaml]\n  - name: a\n    values: [d.yaml]\n',
    [
      '4:11 two hubs are called a, the first at f.yaml:2:11 | Give each hub a name of its own; several hubs may share a namespace.',
    ],
  ],
  [
    'hubs: [{name: values, values: [a]}, {name: delivery, values: [b]}]\n',
    [
      '1:15 hubs[0].name must be a name other than values and delivery, which are folders of the output, got "values"',
      '1:44 hubs[1].name must be a name other than values and delivery, which are folders of the output, got "delivery"',
    ],
  ],
  [
    'hubs: [{name: A, values: [a]}, {name: 2024, values: [a]}, {name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, values: [a]}]\n',
    [
      '1:15 hubs[0].name must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends, got "A" | Such as a.',
      '1:39 hubs[1].name must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends, got 2024 | Quote it: "2024".',
      '1:66 hubs[2].name must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" | Such as xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.',
    ],
  ],
  [
    'singleuser: {}\nhub: {}\n',
    [
      '1:1 f.yaml has values of the chart, it is no prewarm.yaml | Name it under values: of a hub in prewarm.yaml. A config.yaml alone needs no --config.',
    ],
  ],
  [
    'kubernetes: 1.29\nhubs:\n  - name: a\n    values: [c.yaml]\n',
    [
      '1:13 kubernetes must be a quoted version from "1.27" on, major and minor only, got 1.29 | Quote it: "1.29".',
    ],
  ],
  [
    'hubs: [{name: no, values: [a]}]\n',
    ['1:15 hubs[0].name: no is read by YAML 1.1 readers as false | Quote it: "no".'],
  ],
  [
    'defaults: {delivery: {repoURL: x, hub: {path: q}}}\nhubs:\n  - name: a\n    values: [c.yaml]\n    delivery: {hub: {chart: jupyterhub, version: 4.4.0}}\n',
    [
      '1:41 path does not go with the other keys of delivery.hub | Keep path: or chart: with its keys. Writing path: null takes away what defaults give.',
    ],
  ],
  [
    'hubs:\n  - name: a\n    values: [c.yaml]\n    gate: {quorum: 0}\n  - name: b\n    values: [c.yaml]\n    delivery: {revision: x}\n',
    [
      '4:20 hubs[0].gate.quorum must be a share of the nodes above 0% up to 100%, such as 95% or 0.95, got 0',
      '7:15 hubs[1].delivery.repoURL is missing: it must be the address of a repository, without a password',
    ],
  ],
])('%j', (yaml, problems) => {
  expect(problemsOf(yaml)).toEqual(problems);
});

test('a hub that says nothing has every default', () => {
  const [hub] = hubsOf(HUB);
  expect(hubFrame(hub as HubEntry)).toEqual({
    name: 'a',
    namespace: 'a',
    release: 'a',
    target: 'argocd',
    kubernetes: { major: 1, minor: 27 },
    chartVersion: '4.4.0',
    chartVersionGiven: false,
    gate: { quorum: 0.95, deadlineSeconds: 2700, onTimeout: 'fail', attempt: 0, image: undefined },
    toolImage: 'docker.io/library/busybox:1.37.0-musl',
    priorityCutoff: -10,
    cluster: 'inline',
    schedulerName: undefined,
    delivery: undefined,
    silences: [],
    where: expect.objectContaining({ offset: 16 }) as unknown,
  });
});

test('a field with nothing is as if it was not written', () => {
  const [hub] = hubsOf(`${HUB}    chartVersion:\n    gate: null\n    delivery: ~\n    silence:\n`);
  expect(hubFrame(hub as HubEntry)).toMatchObject({
    chartVersion: '4.4.0',
    chartVersionGiven: false,
    gate: { quorum: 0.95 },
    delivery: undefined,
    silences: [],
  });
});

test('every field of a hub', () => {
  const [hub] = hubsOf(`${HUB}    namespace: space
    release: r
    target: flux
    kubernetes: "1.30"
    chartVersion: 4.3.0
    gate: {quorum: 0.5, deadline: 1h30m, onTimeout: proceed, attempt: 3, image: r.io/node:20}
    toolImage: r.io/busybox:1
    priorityCutoff: -100
    cluster: separate
    schedulerName: my-scheduler
    silence: [{rule: mutable-tag, reason: nightly}]
    delivery:
      repoURL: git@git.example.org:a/b.git
      revision: v1
      path: ./out/dist/
      project: p
      server: https://cluster.example.org
      namespace: gitops
      sourceName: hubs
      interval: 1m
      hub: {path: /hubs/a/, revision: v2}
`);
  expect(hubFrame(hub as HubEntry)).toMatchObject({
    namespace: 'space',
    release: 'r',
    target: 'flux',
    kubernetes: { major: 1, minor: 30 },
    chartVersion: '4.3.0',
    chartVersionGiven: true,
    gate: { quorum: 0.5, deadlineSeconds: 5400, onTimeout: 'proceed', attempt: 3, image: 'r.io/node:20' },
    toolImage: 'r.io/busybox:1',
    priorityCutoff: -100,
    cluster: 'separate',
    schedulerName: 'my-scheduler',
    silences: [{ rule: 'mutable-tag', reason: 'nightly' }],
    delivery: {
      repoURL: 'git@git.example.org:a/b.git',
      revision: 'v1',
      path: 'out/dist',
      project: 'p',
      server: 'https://cluster.example.org',
      namespace: 'gitops',
      sourceName: 'hubs',
      interval: '1m',
      hub: { kind: 'path', path: 'hubs/a', revision: 'v2', repoURL: undefined },
    },
  });
});

describe('delivery', () => {
  const deliveryOf = (rest: string) => hubFrame(hubsOf(`${HUB}    ${rest}\n`)[0] as HubEntry);

  test.each([
    ['argocd', 'argocd'],
    ['flux', 'flux-system'],
  ])('the namespace of %s', (target, namespace) => {
    expect(deliveryOf(`target: ${target}\n    delivery: {repoURL: x}`).delivery).toMatchObject({
      namespace,
      path: 'dist',
    });
  });

  test('the root of a repository', () => {
    expect(deliveryOf('delivery: {repoURL: x, path: .}').delivery?.path).toBe('');
  });

  test('a hub from the chart brings its release', () => {
    const hub = deliveryOf(
      'release: r\n    delivery: {repoURL: x, hub: {chart: jupyterhub, version: 4.3.1}}',
    );
    expect(hub).toMatchObject({ chartVersion: '4.3.1', chartVersionGiven: true });
    expect(hub.delivery?.hub).toEqual({
      kind: 'chart',
      chart: 'jupyterhub',
      version: '4.3.1',
      releaseName: 'r',
      repoURL: 'https://hub.jupyter.org/helm-chart/',
      valueFiles: [],
    });
  });

  test.each([
    [
      'an umbrella chart has versions of its own',
      'delivery: {repoURL: x, hub: {chart: mine, version: 0.1.0}}',
      '4.4.0',
    ],
    [
      'what is said of the hub counts',
      'chartVersion: 4.2.0\n    delivery: {repoURL: x, hub: {chart: jupyterhub, version: 4.3.1}}',
      '4.2.0',
    ],
    ['a range is no release', 'delivery: {repoURL: x, hub: {chart: jupyterhub, version: 4.x}}', '4.4.0'],
  ])('%s', (_, rest, version) => {
    expect(deliveryOf(rest).chartVersion).toBe(version);
  });
});

describe('defaults', () => {
  test('maps merge, lists replace, null is as if not written', () => {
    const [first, second] = hubsOf(`
kubernetes: "1.28"
defaults:
  target: flux
  namespace: shared
  values: [common.yaml]
  gate: {quorum: 80%, deadline: 10m}
hubs:
  - name: a
  - name: b
    kubernetes: "1.31"
    namespace: null
    values: [x.yaml, {file: y.yaml, path: a.b}]
    gate: {deadline: 20m}
`);
    expect(first?.options).toMatchObject({
      target: 'flux',
      namespace: 'shared',
      kubernetes: '1.28',
      values: ['common.yaml'],
    });
    expect(second?.options).toMatchObject({
      kubernetes: '1.31',
      values: ['x.yaml', { file: 'y.yaml', path: 'a.b' }],
      gate: { quorum: '80%', deadline: '20m', onTimeout: 'fail' },
    });
    expect(hubFrame(second as HubEntry).namespace).toBe('b');
  });

  test('may have a part of what a hub must have', () => {
    const [hub] = hubsOf(`defaults: {delivery: {repoURL: x}}\n${HUB}    delivery: {revision: v1}\n`);
    expect(hub?.options.delivery).toMatchObject({ repoURL: 'x', revision: 'v1' });
  });

  test('of the version of Kubernetes: the hub, then defaults, then the file', () => {
    const [hub] = hubsOf(`kubernetes: "1.28"\ndefaults: {kubernetes: "1.29"}\n${HUB}`);
    expect(hub?.options.kubernetes).toBe('1.29');
  });
});

test('anchors and merge keys', () => {
  const hubs = hubsOf(
    'defaults: {gate: &strict {quorum: 100%, deadline: 2h}}\nhubs:\n  - &a {name: a, values: [a.yaml]}\n  - {<<: *a, name: b, gate: {<<: *strict, deadline: 3h}}\n',
  );
  expect(
    hubs.map(({ options }) => [options.name, options.values, options.gate.quorum, options.gate.deadline]),
  ).toEqual([
    ['a', ['a.yaml'], '100%', '2h'],
    ['b', ['a.yaml'], '100%', '3h'],
  ]);
});

test.each<[string, number | undefined]>([
  ['45m', 2700],
  ['90s', 90],
  ['1h30m', 5400],
  ['1h2m3s', 3723],
  ['0s', 0],
  ['', undefined],
  ['m', undefined],
  ['45', undefined],
  ['1.5h', undefined],
  ['30m1h', undefined],
  ['1d', undefined],
  ['-1m', undefined],
  ['1 m', undefined],
  ['9999999h', undefined],
])('the duration %j is %p seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

describe('whatever is written', () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, 0, 1.5, -1, '', 'x', '95%', '45m', 'flux', 'a b', '1.30', [], {}),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'name',
          'values',
          'gate',
          'quorum',
          'delivery',
          'hub',
          'path',
          'chart',
          'silence',
          'defaults',
          'hubs',
          'x',
          '__proto__',
        ),
        tie('value'),
        { maxKeys: 4 },
      ),
    ),
  })).value;

  test('there are hubs or errors, each in the sentence of a person and at a place', () => {
    fc.assert(
      fc.property(
        fc.record({ hubs: fc.oneof(value, fc.array(value, { maxLength: 3 })), defaults: value }),
        (file) => {
          const { tree } = parsed(JSON.stringify(file));
          if (tree === undefined) return;
          const { hubs, problems } = readPrewarmFile(tree);
          expect(hubs.length > 0).toBe(problems.length === 0);
          for (const problem of problems)
            expect(shown(problem)).not.toMatch(/undefined|Invalid|expected|received|\[object/i);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the generated reference', () => {
  const read = (name: string): string => readFileSync(join(__dirname, '../../docs/reference', name), 'utf8');

  test('is what the schema gives', () => {
    expect(read('config.md')).toBe(page());
    expect(JSON.parse(read('prewarm.schema.json'))).toEqual(jsonSchema());
  });

  test('describes every field', () => {
    const undescribed: string[] = [];
    const walk = (schema: Record<string, unknown>, at: string): void => {
      for (const [key, field] of Object.entries(
        (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>,
      )) {
        if (typeof field['description'] !== 'string') undescribed.push(`${at}.${key}`);
        walk(field, `${at}.${key}`);
      }
      const inner = [schema['items'], ...((schema['anyOf'] ?? []) as unknown[])];
      for (const one of inner) if (one !== undefined) walk(one as Record<string, unknown>, at);
    };
    walk(jsonSchema() as Record<string, unknown>, '');
    expect(undescribed).toEqual([]);
  });

  test('does not ask a hub for what its defaults may have', () => {
    expect(JSON.stringify(jsonSchema())).not.toContain('"required":["repoURL"]');
  });
});
