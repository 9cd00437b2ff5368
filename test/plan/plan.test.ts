import fc from 'fast-check';
import type { Hub } from '../../src/config/hub';
import { planHub } from '../../src/plan/make-plan';
import type { HubPlan } from '../../src/plan/plan';
import { hubFrom } from '../fixtures/hub';

function plan(yaml: string, options: Partial<Hub> = {}): HubPlan {
  return planHub(hubFrom(yaml, options), 'the program');
}

function references(hub: HubPlan): string[] {
  return hub.pools.flatMap(({ images }) => images.map(({ reference }) => reference));
}

const OFF = 'singleuser: { cloudMetadata: { blockWithIptables: false } }';

describe('images', () => {
  const yaml = `
singleuser:
  image: { name: quay.io/a/default, tag: "1" }
  initContainers: [{ name: i, image: "quay.io/a/init:1" }]
  extraContainers: [{ name: e, image: "quay.io/a/extra:1" }]
  profileList:
    - display_name: A
      kubespawner_override:
        image: quay.io/a/profile:1
        init_containers: [{ name: p, image: "quay.io/a/profile-init:1" }]
    - display_name: B
      kubespawner_override: { image: "quay.io/a/default:1" }
      profile_options:
        Size_1:
          choices:
            z: { kubespawner_override: { image: "quay.io/a/z:1" } }
            Y: { kubespawner_override: { image: "quay.io/a/y:1" } }
prePuller:
  extraImages:
    b_B: { name: quay.io/a/b, tag: "1" }
    a: { name: quay.io/a/default, tag: "1", pullPolicy: Always }
`;

  test('come in the order of the chart, each once, with all their origins', () => {
    const [pool] = plan(yaml).pools;
    expect(pool?.images.map(({ reference, origins }) => [reference, origins.length])).toEqual([
      ['quay.io/jupyterhub/k8s-network-tools:4.4.0', 1],
      ['quay.io/a/default:1', 3],
      ['quay.io/a/init:1', 1],
      ['quay.io/a/extra:1', 1],
      ['quay.io/a/profile:1', 1],
      ['quay.io/a/profile-init:1', 1],
      ['quay.io/a/y:1', 1],
      ['quay.io/a/z:1', 1],
      ['quay.io/a/b:1', 1],
    ]);
    expect(pool?.images[1]?.pullPolicy).toBe('Always');
  });

  test('profiles can be left out', () => {
    expect(references(plan(`${yaml}  pullProfileListImages: false\n`))).not.toContain('quay.io/a/profile:1');
  });

  test('have container names that are valid and unique, whatever the keys are', () => {
    const key = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 8 }), (keys) => {
        const extraImages = Object.fromEntries(
          keys.map((name, index) => [name, { name: `quay.io/a/i${index}`, tag: 't' }]),
        );
        const hub = plan(JSON.stringify({ prePuller: { extraImages } }));
        const names = hub.pools.flatMap(({ images }) => images.map(({ container }) => container));
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      }),
    );
  });
});

describe('what renames the puller and the gate', () => {
  const base = 'singleuser: { image: { name: quay.io/a/b, tag: "1" }, nodeSelector: { pool: a } }';
  const names = (hub: HubPlan) => [hub.pools[0]?.puller?.name, hub.gate?.name] as const;
  const before = names(plan(base));

  test.each<[string, string]>([
    ['an image', base.replace('"1"', '"2"')],
    ['a selector', base.replace('pool: a', 'pool: b')],
    ['a toleration', `${base}\nprePuller: { extraTolerations: [{ key: x, operator: Exists }] }`],
    ['a pull secret', `${base}\nimagePullSecrets: [s]`],
    [
      'a pull policy',
      `${base}\nprePuller: { extraImages: { b: { name: quay.io/a/b, tag: "1", pullPolicy: Always } } }`,
    ],
    ['the priority class', `${base}\nscheduling: { podPriority: { enabled: true } }`],
  ])('%s: both', (_, yaml) => {
    const [puller, gate] = names(plan(yaml));
    expect(puller).not.toBe(before[0]);
    expect(gate).not.toBe(before[1]);
  });

  test.each<[string, string]>([
    ['a label', `${base}\nprePuller: { labels: { team: x } }`],
    ['a comment', `# new\n${base}`],
    [
      'an annotation of the DaemonSet',
      `${base}\nprePuller: { continuous: { daemonsetAnnotations: { a: b } } }`,
    ],
    ['the number of placeholders', `${base}\nscheduling: { userPlaceholder: { replicas: 9 } }`],
    [
      'another place that asks for the same image',
      `${base}\nprePuller: { extraImages: { b: { name: quay.io/a/b, tag: "1" } } }`,
    ],
  ])('%s: neither', (_, yaml) => {
    expect(names(plan(yaml))).toEqual(before);
  });

  test.each<[string, Partial<Hub>]>([
    [
      'the attempt',
      { gate: { quorum: 0.95, deadlineSeconds: 2700, onTimeout: 'fail', attempt: 1, image: undefined } },
    ],
    [
      'the quorum',
      { gate: { quorum: 1, deadlineSeconds: 2700, onTimeout: 'fail', attempt: 0, image: undefined } },
    ],
  ])('%s: the gate alone', (_, options) => {
    const [puller, gate] = names(plan(base, options));
    expect(puller).toBe(before[0]);
    expect(gate).not.toBe(before[1]);
  });

  test('the program: the gate alone', () => {
    const [puller, gate] = names(planHub(hubFrom(base), 'another program'));
    expect(puller).toBe(before[0]);
    expect(gate).not.toBe(before[1]);
  });

  test('the order of map keys: neither', () => {
    const turned = 'singleuser: { nodeSelector: { pool: a }, image: { tag: "1", name: quay.io/a/b } }';
    expect(names(plan(turned))).toEqual(before);
  });
});

describe('switches', () => {
  test.each<[string, string, { puller: boolean; keep?: boolean; gate: boolean }]>([
    ['both on', '{}', { puller: true, keep: true, gate: true }],
    ['no hook', 'prePuller: { hook: { enabled: false } }', { puller: true, keep: true, gate: false }],
    [
      'not continuous',
      'prePuller: { continuous: { enabled: false } }',
      { puller: true, keep: false, gate: true },
    ],
    [
      'both off',
      'prePuller: { hook: { enabled: false }, continuous: { enabled: false } }',
      { puller: false, gate: false },
    ],
  ])('%s', (_, yaml, expected) => {
    const { pools, gate } = plan(yaml);
    const puller = pools[0]?.puller;
    expect({
      puller: puller !== undefined,
      ...(puller ? { keep: puller.keep } : {}),
      gate: gate !== undefined,
    }).toEqual(expected);
  });

  test('placeholders that are switched off leave no seats, whatever their number', () => {
    expect(plan('scheduling: { userPlaceholder: { enabled: false, replicas: 7 } }').pools[0]?.seats).toEqual(
      [],
    );
  });

  test('no replicas keep the StatefulSet, so that the path of its stage stays', () => {
    expect(plan('{}').pools[0]?.seats[0]?.replicas).toBe(0);
  });

  test('only those priority classes that some pod names', () => {
    const on = 'scheduling: { podPriority: { enabled: true }';
    const roles = (yaml: string) => {
      const { priorities } = plan(yaml);
      return [priorities?.default, priorities?.imagePuller, priorities?.placeholder].flatMap((one) =>
        one ? [one.name] : [],
      );
    };
    expect(roles('{}')).toEqual([]);
    expect(roles(`${on} }`)).toEqual([
      'teaching.physics.default-0',
      'teaching.physics.image-puller--5',
      'teaching.physics.placeholder--10',
    ]);
    expect(
      roles(
        `${on}, userPlaceholder: { enabled: false } }\nprePuller: { hook: { enabled: false }, continuous: { enabled: false } }`,
      ),
    ).toEqual(['teaching.physics.default-0']);
  });

  test.each([
    ['fail', 720],
    ['proceed', 1320],
  ] as const)(
    'a Job ends after its program, which may begin anew before it proceeds: %s',
    (onTimeout, seconds) => {
      const gate = { quorum: 1, deadlineSeconds: 600, onTimeout, attempt: 0, image: undefined };
      expect(plan('{}', { gate }).gate?.activeDeadlineSeconds).toBe(seconds);
    },
  );

  test('a flux gate that must not proceed has no end', () => {
    expect(plan('{}', { target: 'flux' }).gate).toMatchObject({
      settings: { deadlineSeconds: undefined },
      activeDeadlineSeconds: undefined,
    });
    const gate = {
      quorum: 1,
      deadlineSeconds: 60,
      onTimeout: 'proceed' as const,
      attempt: 0,
      image: undefined,
    };
    expect(plan('{}', { target: 'flux', gate }).gate).toMatchObject({
      settings: { deadlineSeconds: 60 },
      activeDeadlineSeconds: undefined,
    });
  });
});

describe('the size of a placeholder', () => {
  test.each<[string, string, unknown]>([
    ['the default', '{}', { requests: { memory: '1Gi' }, limits: {} }],
    [
      'as JupyterHub reads it',
      'singleuser: { cpu: { guarantee: 0.05, limit: 2 }, memory: { guarantee: 512M, limit: 1.5G } }',
      { requests: { cpu: '50m', memory: '512Mi' }, limits: { cpu: '2', memory: '1536Mi' } },
    ],
    ['nothing', 'singleuser: { memory: { guarantee: null } }', { requests: {}, limits: {} }],
    [
      'zero is nothing',
      'singleuser: { cpu: { guarantee: 0 }, memory: { guarantee: 0 } }',
      { requests: {}, limits: {} },
    ],
    [
      'extended resources',
      'singleuser: { extraResource: { limits: { nvidia.com/gpu: 1 }, guarantees: { nvidia.com/gpu: "1" } } }',
      { requests: { memory: '1Gi', 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } },
    ],
    [
      'given by hand, digits as written',
      'scheduling: { userPlaceholder: { resources: { requests: { memory: 124062199808 } } } }',
      { requests: { memory: '124062199808' }, limits: {} },
    ],
  ])('%s', (_, yaml, expected) => {
    expect(plan(yaml).pools[0]?.seats[0]?.resources).toEqual(expected);
  });
});

describe('where the puller runs: every node on which a user pod can land', () => {
  const GPU = `
    - display_name: GPU
      kubespawner_override:
        node_selector: { pool: gpu }
        tolerations: [{ key: nvidia.com/gpu, operator: Exists }]`;
  const placement = (yaml: string) => plan(yaml).pools[0]?.puller?.placement;
  const terms = (yaml: string) => JSON.stringify(placement(yaml)?.affinity);

  test('one placement stays as it is written', () => {
    expect(placement(OFF.replace(' } }', ' }, nodeSelector: { pool: cpu } }'))).toEqual({
      nodeSelector: { pool: 'cpu' },
      tolerations: expect.any(Array) as unknown,
      affinity: {},
    });
  });

  test('a profile that only adds a label is covered already', () => {
    const yaml =
      'singleuser: { profileList: [{ display_name: A, kubespawner_override: { node_selector: { size: big } } }] }';
    expect(placement(yaml)).toMatchObject({ nodeSelector: {}, affinity: {} });
  });

  test('a profile with other nodes widens it', () => {
    const yaml = `singleuser:\n  nodeSelector: { pool: cpu }\n  profileList:${GPU}\n`;
    expect(placement(yaml)).toMatchObject({
      nodeSelector: {},
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'pool', operator: 'In', values: ['cpu'] }] },
              { matchExpressions: [{ key: 'pool', operator: 'In', values: ['gpu'] }] },
            ],
          },
        },
      },
    });
    expect(placement(yaml)?.tolerations.map(({ key }) => key)).toEqual([
      'hub.jupyter.org/dedicated',
      'hub.jupyter.org_dedicated',
      'nvidia.com/gpu',
    ]);
  });

  test('a choice removes a label with null', () => {
    const yaml = `singleuser:
  nodeSelector: { pool: cpu, zone: a }
  profileList:
    - display_name: P
      profile_options:
        where: { choices: { any: { kubespawner_override: { node_selector: { pool: null } } } } }
`;
    expect(placement(yaml)).toMatchObject({ nodeSelector: { zone: 'a' }, affinity: {} });
  });

  test('an own list of required terms replaces that of the hub', () => {
    const yaml = `
scheduling: { userPods: { nodeAffinity: { matchNodePurpose: require } } }
singleuser:
  profileList:
    - display_name: P
      kubespawner_override:
        node_affinity_required: [{ matchExpressions: [{ key: big, operator: Exists }] }]
`;
    expect(terms(yaml)).toContain('"key":"big"');
    expect(terms(yaml)).toContain('node-purpose');
  });

  test('very many combinations of choices are no problem', () => {
    const choices = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `c${index}`,
        { kubespawner_override: { node_selector: { [`l${index}`]: 'x', pool: `p${index}` } } },
      ]),
    );
    const options = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`o${index}`, { choices }]));
    const yaml = JSON.stringify({
      singleuser: {
        nodeSelector: { pool: 'base' },
        profileList: [{ display_name: 'P', profile_options: options }],
      },
    });
    expect(terms(yaml)).toContain('"p11"');
  });
});

test('placeholders stand where user pods without a profile go', () => {
  const yaml = `
singleuser:
  nodeSelector: { pool: cpu }
  extraTolerations: [{ key: spot, operator: Exists }]
  extraPodAntiAffinity: { preferred: [{ weight: 1, podAffinityTerm: { topologyKey: z } }] }
scheduling: { userPods: { nodeAffinity: { matchNodePurpose: prefer } } }
`;
  const placement = plan(yaml).pools[0]?.seats[0]?.placement;
  expect(placement?.nodeSelector).toEqual({ pool: 'cpu' });
  expect(placement?.tolerations).toHaveLength(3);
  expect(Object.keys(placement?.affinity ?? {})).toEqual(['nodeAffinity', 'podAntiAffinity']);
});

describe('names', () => {
  test.each(['a', 'x'.repeat(35), 'x'.repeat(63), `${'x'.repeat(61)}-y`])(
    'of a hub called %s fit',
    (name) => {
      const hub = plan('scheduling: { podPriority: { enabled: true } }', { name });
      const named = [
        hub.pools[0]?.puller?.name,
        hub.gate?.name,
        hub.gate?.configMapName,
        hub.gate?.roleName,
        hub.networkPolicies.denyName,
      ];
      for (const one of named) expect(one).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      expect(hub.pools[0]?.seats[0]?.name.length).toBeLessThanOrEqual(52);
      expect(hub.priorities?.placeholder?.name).toMatch(/^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/);
    },
  );

  test('of two long hubs that begin alike differ', () => {
    const [one, two] = ['a', 'b'].map(
      (end) => plan('{}', { name: `${'x'.repeat(60)}${end}` }).pools[0]?.seats[0]?.name,
    );
    expect(one).not.toBe(two);
  });
});

describe('the layer for the chart', () => {
  test('switches off what we do, at the path of the hub', () => {
    expect(plan('{}', { valuesPath: ['a', 'jupyterhub'] }).valuesLayer).toEqual({
      a: {
        jupyterhub: {
          prePuller: { hook: { enabled: false }, continuous: { enabled: false } },
          scheduling: { podPriority: { enabled: false }, userPlaceholder: { enabled: false } },
        },
      },
    });
  });

  test('points pods at our class, core pods only when its value matters', () => {
    const on = (value: number) =>
      plan(
        `scheduling: { userScheduler: { enabled: false }, podPriority: { enabled: true, defaultPriority: ${value} } }`,
      ).valuesLayer;
    expect(on(0)).toMatchObject({
      hub: { config: { KubeSpawner: { priority_class_name: 'teaching.physics.default-0' } } },
    });
    expect(on(0)).not.toHaveProperty('proxy');
    expect(on(10)).toMatchObject({
      hub: { extraPodSpec: { priorityClassName: 'teaching.physics.default-10' } },
      proxy: { chp: { extraPodSpec: { priorityClassName: 'teaching.physics.default-10' } } },
    });
  });
});
