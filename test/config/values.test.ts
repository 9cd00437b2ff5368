import { valuesFrom } from '../fixtures/hub';
import type { Where } from '../../src/problem/source';

/** Problems as `severity line:col message | hint`. */
function problemsOf(yaml: string): string[] {
  return valuesFrom(yaml).problems.map(({ severity, where, message, hint }) => {
    const { source, offset } = where as Where;
    const { line, col } = source.position(offset);
    return `${severity} ${line}:${col} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
  });
}

function at(path: string, value: string): string {
  const keys = path.split('.');
  const lines = keys.map((key, depth) => `${'  '.repeat(depth)}${key}:`);
  return `${lines.join('\n')} ${value}\n`;
}

test('an empty file has the defaults of the chart', () => {
  const { values, problems } = valuesFrom('{}');
  expect(problems).toEqual([]);
  expect(values.singleuser.image?.reference).toBe('quay.io/jupyterhub/k8s-singleuser-sample:4.4.0');
  expect(values.singleuser.networkTools?.reference).toBe('quay.io/jupyterhub/k8s-network-tools:4.4.0');
  expect(values.singleuser.size.memoryGuarantee).toBe(2n ** 30n);
  expect(values.scheduling.podPriority).toEqual({
    enabled: false,
    globalDefault: false,
    defaultPriority: 0,
    imagePullerPriority: -5,
    userPlaceholderPriority: -10,
  });
  expect(values.scheduling.userPlaceholder).toMatchObject({ enabled: true, replicas: 0 });
  expect(values.prePuller.hook.enabled && values.prePuller.continuous.enabled).toBe(true);
  expect(values.scheduling.userPodsTolerations.map((toleration) => toleration['value'])).toEqual([
    'user',
    'user',
  ]);
});

test.each([
  [
    'prePuller: { labels: { on: a } }',
    'error 1:24 this key is read by Helm as the key true | Quote it: "on".',
  ],
  [
    'singleuser: { extraTolerations: [{ yes: a }] }',
    'error 1:36 this key is read by Helm as the key true | Quote it: "yes".',
  ],
])('%s: a key that Helm reads as something else', (yaml, expected) => {
  expect(problemsOf(yaml)).toEqual([expected]);
});

describe('null deletes a default of the chart', () => {
  test('of a number', () => {
    expect(
      valuesFrom(at('singleuser.memory.guarantee', 'null')).values.singleuser.size.memoryGuarantee,
    ).toBeUndefined();
  });
  test('of a switch', () => {
    expect(valuesFrom(at('prePuller.hook.enabled', 'null')).values.prePuller.hook.enabled).toBe(false);
  });
  test('of a list', () => {
    expect(
      valuesFrom(at('scheduling.userPods.tolerations', '')).values.scheduling.userPodsTolerations,
    ).toEqual([]);
  });
  test('of a key in a map', () => {
    const { values } = valuesFrom(
      'prePuller: { containerSecurityContext: { runAsUser: null, runAsGroup: 5 } }',
    );
    const context = values.prePuller.containerSecurityContext;
    expect(context).not.toHaveProperty('runAsUser');
    expect(context).toMatchObject({ runAsGroup: 5, runAsNonRoot: true });
  });
});

describe('wrong values are errors at their position', () => {
  test.each<[string, string, string]>([
    [
      'scheduling.userPlaceholder.replicas',
      '-2',
      '3:15 scheduling.userPlaceholder.replicas must be 0 or more, got -2',
    ],
    [
      'scheduling.userPlaceholder.replicas',
      '1.5',
      '3:15 scheduling.userPlaceholder.replicas must be a whole number, got 1.5',
    ],
    [
      'scheduling.userPlaceholder.replicas',
      '"3"',
      '3:15 scheduling.userPlaceholder.replicas must be a whole number, got "3" | Write 3 without quotes.',
    ],
    [
      'scheduling.userPlaceholder.replicas',
      '99999999999',
      '3:15 scheduling.userPlaceholder.replicas must be 2147483647 or less, got 99999999999',
    ],
    ['prePuller.hook.enabled', 'yes', '3:14 prePuller.hook.enabled must be true or false, got "yes" | '],
    [
      'prePuller.hook.enabled',
      '"true"',
      '3:14 prePuller.hook.enabled must be true or false, got "true" | Write true or false, without quotes.',
    ],
    ['singleuser.image.tag', '1.10', '3:10 singleuser.image.tag must be text, got 1.10 | Quote it: "1.10".'],
    ['singleuser.image.tag', '2025', '3:10 singleuser.image.tag must be text, got 2025 | Quote it: "2025".'],
    [
      'singleuser.image.name',
      'Quay.io/Org/Image',
      '3:11 singleuser.image "Quay.io/Org/Image:4.4.0" is not an image reference: "Org" has upper-case letters',
    ],
    [
      'singleuser.cpu.guarantee',
      '500m',
      '3:16 singleuser.cpu.guarantee must be a number of cores, got "500m" | JupyterHub wants cores as a number: write 0.5.',
    ],
    [
      'singleuser.memory.guarantee',
      '1Gi',
      '3:16 singleuser.memory.guarantee must be a number of bytes, or a number with K, M, G or T, got "1Gi" | JupyterHub refuses "1Gi"; its G is a power of 1024: write 1G.',
    ],
    [
      'singleuser.memory.limit',
      '2 GB',
      '3:12 singleuser.memory.limit must be a number of bytes, or a number with K, M, G or T, got "2 GB" | JupyterHub refuses "2 GB"; its G is a power of 1024: write 2G.',
    ],
    [
      'scheduling.userPods.nodeAffinity.matchNodePurpose',
      'required',
      '4:25 scheduling.userPods.nodeAffinity.matchNodePurpose must be one of ignore, prefer, require, got "required"',
    ],
    [
      'singleuser.extraTolerations',
      '{}',
      '2:21 singleuser.extraTolerations must be a list ("- " lines), got an empty map',
    ],
    [
      'singleuser.nodeSelector',
      '[a]',
      '2:17 singleuser.nodeSelector must be a map (key: value lines), got a list',
    ],
    [
      'singleuser.nodeSelector',
      '{ gpu: true }',
      '2:24 singleuser.nodeSelector.gpu must be text, got true | Quote it: "true".',
    ],
    ['singleuser.profileList', 'none', '2:16 singleuser.profileList must be a list of profiles, got "none"'],
    [
      'scheduling.userPlaceholder.resources',
      '{ memory: 1Gi }',
      '3:18 scheduling.userPlaceholder.resources.memory is not known: resources have requests and limits | Put the quantity under requests: or limits:.',
    ],
    [
      'prePuller.resources',
      '{ requests: { memory: 1 Gi } }',
      '2:36 prePuller.resources.requests.memory must be a Kubernetes quantity such as 500m, 2 or 4Gi, got "1 Gi" | Quantities have no space between number and unit.',
    ],
    ['prePuller.extraImages', '{ a: { name: quay.io/a/b } }', ''],
    [
      'prePuller.extraImages',
      '{ a: { tag: v1 } }',
      '2:28 prePuller.extraImages.a.name must name an image, got nothing',
    ],
    [
      'prePuller.extraImages',
      '{ a: quay.io/a/b:v1 }',
      '2:21 prePuller.extraImages.a must be a map with name and tag, got "quay.io/a/b:v1"',
    ],
    ['imagePullSecrets', 'secret', '1:19 imagePullSecrets must be a list ("- " lines), got "secret"'],
    ['scheduling', 'true', '1:13 scheduling must be a map (key: value lines), got true'],
  ])('%s: %s', (path, value, expected) => {
    const errors = problemsOf(at(path, value)).filter((problem) => problem.startsWith('error'));
    if (expected === '') expect(errors).toEqual([]);
    else expect(errors).toEqual([expect.stringContaining(`error ${expected}`)]);
  });

  test('all of them at once', () => {
    const yaml =
      'singleuser: { image: { tag: 1 }, cpu: { limit: x } }\nprePuller: { hook: { enabled: 3 } }\n';
    expect(problemsOf(yaml)).toHaveLength(3);
  });
});

describe('old spellings are read, and said', () => {
  test('policy for pullPolicy', () => {
    const { values } = valuesFrom(
      'prePuller: { extraImages: { a: { name: quay.io/a/b, tag: v1, policy: Always } } }',
    );
    expect(values.prePuller.extraImages[0]?.pullPolicy).toBe('Always');
    expect(
      problemsOf('prePuller: { extraImages: { a: { name: quay.io/a/b, tag: v1, policy: Always } } }'),
    ).toEqual([
      'warning 1:62 prePuller.extraImages.a.policy is the old spelling of pullPolicy; it is read as pullPolicy | Write pullPolicy: instead; the chart no longer accepts policy:.',
    ]);
  });

  test('image_spec, and maps for lists', () => {
    const yaml = `singleuser:
  initContainers: { b: { image: "quay.io/a/b:2" }, a: { image: "quay.io/a/a:1" } }
  profileList:
    second: { display_name: S, kubespawner_override: { image: "quay.io/a/s:1" } }
    first: { display_name: F, kubespawner_override: { image_spec: "quay.io/a/f:1" } }
`;
    const { singleuser } = valuesFrom(yaml).values;
    expect(singleuser.containers.map(({ reference }) => reference)).toEqual([
      'quay.io/a/a:1',
      'quay.io/a/b:2',
    ]);
    expect(singleuser.profiles.map(({ override }) => override.image?.reference)).toEqual([
      'quay.io/a/f:1',
      'quay.io/a/s:1',
    ]);
    expect(problemsOf(yaml).map((problem) => problem.split(' ').slice(0, 3).join(' '))).toEqual([
      'warning 2:3 singleuser.initContainers',
      'warning 3:3 singleuser.profileList',
      'warning 5:55 singleuser.profileList.first.kubespawner_override.image_spec',
    ]);
  });

  test('cloudMetadata.enabled said the opposite', () => {
    expect(
      valuesFrom(at('singleuser.cloudMetadata.enabled', 'true')).values.singleuser.networkTools,
    ).toBeUndefined();
    expect(
      valuesFrom(at('singleuser.cloudMetadata.enabled', 'false')).values.singleuser.networkTools,
    ).toBeDefined();
  });
});

describe('blocks in the wrong place are warnings that say where they belong', () => {
  test.each<[string, string]>([
    ['hub.prePuller', 'prePuller (at the top)'],
    ['prePuller.continuous.extraImages', 'prePuller.extraImages'],
    ['prePuller.hook.extraImages', 'prePuller.extraImages'],
    ['singleuser.prePuller', 'prePuller (at the top)'],
    ['prePuller.nodeSelector', 'singleuser.nodeSelector, the only node selector that pullers have'],
    ['scheduling.replicas', 'scheduling.userPlaceholder.replicas or scheduling.userScheduler.replicas'],
    ['userPlaceholder', 'scheduling.userPlaceholder'],
    ['profileList', 'singleuser.profileList'],
    ['singleuser.cpu.cpu_guarantee', 'singleuser.cpu.guarantee'],
  ])('%s', (path, belongs) => {
    const problems = problemsOf(at(path, '{ a: 1 }'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^warning \d+:\d+ /);
    const hint = problems[0]?.split(' | ')[1] ?? '';
    for (const part of belongs.split(' or ')) expect(hint).toContain(part);
  });

  test.each([
    ['prepuller', 'prePuller'],
    ['scheduling.userPlaceHolder', 'scheduling.userPlaceholder'],
    ['singleuser.cpu.gaurantee', 'singleuser.cpu.guarantee'],
    ['prePuller.extraImage', 'prePuller.extraImages'],
  ])('%s is a slip', (path, meant) => {
    expect(problemsOf(at(path, '{}'))).toEqual([expect.stringContaining(`| Did you mean ${meant}?`)]);
  });

  test('keys of the chart that we do not need are no problem', () => {
    expect(
      problemsOf('hub: { config: {}, extraEnv: {} }\nproxy: { service: {} }\ncull: {}\ncustom: { x: 1 }\n'),
    ).toEqual([]);
  });
});

describe('what cannot be seen is listed, and never pulled', () => {
  test.each<[string, string, RegExp]>([
    ['a template', 'singleuser: { image: { name: "${IMAGE}", tag: x } }', /fills it in at deploy time/],
    ['a variable', 'singleuser: { image: { name: quay.io/a/b, tag: $TAG } }', /fills it in at deploy time/],
    [
      'a marker',
      'singleuser: { image: { name: quay.io/a/b, tag: set-on-deployment } }',
      /the deployment sets it/,
    ],
    [
      'typed in',
      'singleuser: { profileList: [{ display_name: P, profile_options: { i: { unlisted_choice: { enabled: true, kubespawner_override: { image: "{value}" } } } } }] }',
      /users type it in/,
    ],
    [
      'built on demand',
      'singleuser: { profileList: [{ display_name: P, profile_options: { i: { dynamic_image_building: { enabled: true } } } }] }',
      /built on demand/,
    ],
    ['Python', 'hub: { extraConfig: { a: "c.KubeSpawner.profile_list = make()" } }', /Python/],
    ['the spawner', 'hub: { config: { KubeSpawner: { image: "quay.io/a/b:c" } } }', /hub.config sets image/],
    ['BinderHub', 'hub: { services: { binder: {} } }', /BinderHub/],
  ])('%s', (_, yaml, what) => {
    const { values } = valuesFrom(yaml);
    expect(values.notSeen).toEqual([
      expect.objectContaining({
        what: expect.stringMatching(what) as string,
        where: expect.anything() as Where,
      }),
    ]);
  });

  test('a comment in Python is no code', () => {
    expect(valuesFrom('hub: { extraConfig: { a: "# profile_list\\nx = 1" } }').values.notSeen).toEqual([]);
  });

  test('an unlisted choice that is switched off cannot be used', () => {
    const yaml =
      'singleuser: { profileList: [{ display_name: P, profile_options: { i: { unlisted_choice: { enabled: false, kubespawner_override: { image: "{value}" } } } } }] }';
    expect(valuesFrom(yaml).values.notSeen).toEqual([]);
  });
});

test.each<[string, string, boolean]>([
  ['prePuller.hook.pullOnlyOnChanges', 'false', true],
  ['prePuller.hook.pullOnlyOnChanges', 'true', false],
  ['prePuller.hook.podSchedulingWaitDuration', '-1', true],
  ['prePuller.hook.image', '{ name: a, tag: b }', true],
  ['prePuller.hook.serviceAccountImagePuller', '{ create: false }', true],
  ['scheduling.podPriority.globalDefault', 'true', true],
  ['scheduling.podPriority.globalDefault', 'false', false],
  ['scheduling.userScheduler', '{ replicas: 1 }', true],
  ['scheduling.userScheduler', '{ enabled: false }', false],
  ['singleuser.image.pullPolicy', 'Always', true],
  ['singleuser.networkTools.resources', '{}', true],
  ['singleuser.extraPodConfig', '{}', true],
])('%s: %s is said to have no effect: %s', (path, value, said) => {
  expect(problemsOf(at(path, value)).some((problem) => /^note .* has no effect here: /.test(problem))).toBe(
    said,
  );
});

test('metadata that is blocked and allowed at once is refused by the chart', () => {
  const allowed = at('singleuser.networkPolicy.egressAllowRules.cloudMetadataServer', 'true');
  expect(problemsOf(allowed)).toEqual([
    expect.stringMatching(/^warning 4:28 .* the chart refuses to install/),
  ]);
  expect(problemsOf(`${allowed}  cloudMetadata: { blockWithIptables: false }\n`)).toEqual([]);
});

test('pull secrets: names and maps, each once, the created one last and never written', () => {
  const yaml = `
imagePullSecrets: [a, { name: b }, a]
imagePullSecret: { create: true, registry: r, username: u, password: hunter2 }
fullnameOverride: null
nameOverride: lab
`;
  const { values, problems } = valuesFrom(yaml);
  expect(values.imagePullSecrets).toEqual(['a', 'b', 'jhub-lab-image-pull-secret']);
  expect(problems.map(({ rule }) => rule)).toEqual(['pull-secret-not-written']);
  expect(JSON.stringify(problems.map(({ message, hint }) => [message, hint]))).not.toContain('hunter2');
});
