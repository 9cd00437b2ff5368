import { type RuleCases } from './situation';

const image = (reference: string): string =>
  `singleuser:\n  profileList:\n    - display_name: R\n      kubespawner_override: { image: ${reference} }`;
const extra = (count: number): string =>
  `prePuller:\n  extraImages:\n${Array.from({ length: count }, (_, index) => `    i${index}: { name: quay.io/x/y, tag: v${index} }`).join('\n')}`;
const choices = (...keys: string[]): string =>
  `singleuser:\n  profileList:\n    - display_name: Course\n      profile_options:\n        image:\n          choices:\n${keys.map((key) => `            ${key}: { kubespawner_override: { image: "quay.io/x/${key}:1" } }`).join('\n')}`;
const OFF = 'prePuller: { hook: { enabled: false }, continuous: { enabled: false } }';

/** Rules about images and how they are pulled. */
export const IMAGE_CASES: Readonly<Record<string, RuleCases>> = {
  'nothing-to-pull': {
    finds: [
      {
        title: 'an image that is filled in later',
        values:
          'singleuser:\n  cloudMetadata: { blockWithIptables: false }\n  image: { name: "${IMAGE}", tag: "1" }',
        found: [
          'warning 3:3 no image of this hub can be read from the files, so nothing is pulled ahead and there is no gate',
        ],
      },
    ],
    silent: [
      { title: 'the defaults of the chart', values: '{}' },
      {
        title: 'nothing is to be pulled',
        values: `${OFF}\nsingleuser: { cloudMetadata: { blockWithIptables: false }, image: { name: "\${IMAGE}", tag: "1" } }`,
      },
    ],
  },
  'chart-version-assumed': {
    finds: [
      {
        title: 'both images of the chart',
        values: '{}',
        found: [
          'note 1:1 the release of the chart is not written down, so 4.4.0 is assumed for quay.io/jupyterhub/k8s-network-tools:4.4.0 and quay.io/jupyterhub/k8s-singleuser-sample:4.4.0',
        ],
      },
      {
        title: 'a name without a tag',
        values: 'singleuser: { image: { name: quay.io/x/y }, cloudMetadata: { blockWithIptables: false } }',
        found: [
          'note 1:1 the release of the chart is not written down, so 4.4.0 is assumed for quay.io/x/y:4.4.0',
        ],
      },
    ],
    silent: [
      { title: 'the release is written', options: { chartVersionGiven: true } },
      {
        title: 'no image of the chart',
        values:
          'singleuser: { cloudMetadata: { blockWithIptables: false }, image: { name: quay.io/x/y, tag: "1" } }',
      },
      { title: 'nothing is pulled', values: OFF },
    ],
  },
  'mutable-tag': {
    finds: [
      {
        title: 'latest',
        values: image('quay.io/x/y:latest'),
        found: [
          'warning 4:38 the image "quay.io/x/y:latest" (profile "R") can change under its name: the tag "latest" moves with every release',
        ],
      },
      {
        title: 'latest of a flavour',
        values: image('quay.io/x/y:py-latest'),
        found: [
          'warning 4:38 the image "quay.io/x/y:py-latest" (profile "R") can change under its name: the tag "py-latest" moves with every release',
        ],
      },
      {
        title: 'a branch',
        values: image('quay.io/x/y:main'),
        found: [
          'warning 4:38 the image "quay.io/x/y:main" (profile "R") can change under its name: the tag "main" names a branch or a channel, not a version',
        ],
      },
      {
        title: 'a pull request',
        values: image('quay.io/x/y:pr-532'),
        found: [
          'warning 4:38 the image "quay.io/x/y:pr-532" (profile "R") can change under its name: the tag "pr-532" moves with every push to a pull request',
        ],
      },
      {
        title: 'no tag',
        values: image('localhost:5000/y'),
        found: [
          'warning 4:38 the image "localhost:5000/y" (profile "R") can change under its name: it has no tag, which means "latest"',
        ],
      },
      {
        title: 'one image in several places is found once, at the first',
        values: `${image('x/y:dev')}\n    - display_name: Again\n      kubespawner_override: { image: x/y:dev }`,
        found: [
          'warning 4:38 the image "x/y:dev" (profile "R" and 1 other place) can change under its name: the tag "dev" names a branch or a channel, not a version',
        ],
      },
    ],
    silent: [
      ...['v1', '2025-03-24', '4.3', '1e26b42ad87b', 'abcdefabcdef', 'python-3.11', '0.9.2-dev.git.12'].map(
        (tag) => ({ title: tag, values: image(`quay.io/x/y:${tag}`) }),
      ),
      { title: 'a digest', values: image(`x/y:latest@sha256:${'0'.repeat(64)}`) },
      { title: 'the images of the chart', values: '{}' },
      { title: 'nothing is pulled', values: `${image('x/y:latest')}\n${OFF}` },
    ],
  },
  'always-pull': {
    finds: [
      {
        title: 'in a profile',
        values:
          'singleuser:\n  profileList:\n    - display_name: R\n      kubespawner_override: { image: x/y:v1, image_pull_policy: Always }',
        found: [
          'warning 4:65 image_pull_policy is Always, although the name "x/y:v1" is that of one version: every start asks the registry first, and none works while it is down',
        ],
      },
      {
        title: 'in a choice that several profiles share',
        values: `singleuser:\n  profileList:\n    - display_name: A\n      profile_options: &options\n        image: { choices: { r: { kubespawner_override: { image: x/y:v1, image_pull_policy: Always } } } }\n    - display_name: B\n      profile_options: *options`,
        found: [
          'warning 5:92 image_pull_policy is Always, although the name "x/y:v1" is that of one version: every start asks the registry first, and none works while it is down',
        ],
      },
      {
        title: 'for the default image, and for an extra one',
        values:
          'singleuser:\n  image: { name: x/y, tag: v1, pullPolicy: Always }\nprePuller:\n  extraImages:\n    r: { name: x/r, tag: "1", pullPolicy: Always }',
        found: [
          'warning 2:44 pullPolicy is Always, although the name "x/y:v1" is that of one version: every start asks the registry first, and none works while it is down',
          'warning 5:43 pullPolicy is Always, although the name "x/r:1" is that of one version: every start asks the registry first, and none works while it is down',
        ],
      },
    ],
    silent: [
      {
        title: 'a tag that moves',
        values:
          'singleuser: { profileList: [{ display_name: R, kubespawner_override: { image: x/y:main, image_pull_policy: Always } }] }',
      },
      {
        title: 'another policy',
        values: 'singleuser: { image: { name: x/y, tag: v1, pullPolicy: IfNotPresent } }',
      },
      {
        title: 'nothing is pulled',
        values: `singleuser: { image: { name: x/y, tag: v1, pullPolicy: Always } }\n${OFF}`,
      },
    ],
  },
  'pull-policy-never': {
    finds: [
      {
        title: 'an extra image',
        values: 'prePuller:\n  extraImages:\n    r: { name: x/r, tag: "1", pullPolicy: Never }',
        found: [
          'warning 3:16 "x/r:1" has the pull policy Never: on a node without it the puller stops there, and the gate stays closed',
        ],
      },
    ],
    silent: [
      {
        title: 'another place lets it be pulled',
        values:
          'singleuser: { profileList: [{ display_name: R, kubespawner_override: { image: "x/r:1" } }] }\nprePuller: { extraImages: { r: { name: x/r, tag: "1", pullPolicy: IfNotPresent } } }',
      },
      {
        title: 'nothing is pulled',
        values:
          'prePuller: { hook: { enabled: false }, continuous: { enabled: false }, extraImages: { r: { name: x/r, tag: "1", pullPolicy: Never } } }',
      },
    ],
  },
  'extra-image-repeats': {
    finds: [
      {
        title: 'the default image',
        values:
          'singleuser: { image: { name: x/y, tag: "1" } }\nprePuller:\n  extraImages: { again: { name: x/y, tag: "1" } }',
        found: [
          'note 3:33 prePuller.extraImages.again repeats "x/y:1", which is pulled already for singleuser.image',
        ],
      },
      {
        title: 'two extra images',
        values: 'prePuller:\n  extraImages:\n    b: { name: x/y, tag: "1" }\n    a: { name: x/y, tag: "1" }',
        found: [
          'note 3:16 prePuller.extraImages.b repeats "x/y:1", which is pulled already for extra image "a"',
        ],
      },
    ],
    silent: [
      {
        title: 'another tag',
        values:
          'singleuser: { image: { name: x/y, tag: "1" } }\nprePuller: { extraImages: { other: { name: x/y, tag: "2" } } }',
      },
      {
        title: 'profiles that share an image',
        values: `${image('x/y:1')}\n    - display_name: Again\n      kubespawner_override: { image: "x/y:1" }`,
      },
    ],
  },
  'many-container-images': {
    finds: [
      {
        title: '31',
        values: extra(29),
        found: [
          'warning 2:3 31 images are pulled on every node, one after the other: the last ones come late, and all of them take disk',
        ],
      },
    ],
    silent: [
      { title: '30', values: extra(28) },
      {
        title: 'many places, few images',
        values: `${image('x/y:1')}${'\n    - display_name: Again\n      kubespawner_override: { image: "x/y:1" }'.repeat(40)}`,
      },
    ],
  },
  'key-order': {
    finds: [
      {
        title: 'ten before two',
        values: choices('devcon1', 'devcon2', 'devcon10'),
        found: [
          'note 6:11 the images of singleuser.profileList[0].profile_options.image.choices are pulled in the order of the keys, byte by byte: devcon10, devcon2',
        ],
      },
    ],
    silent: [
      { title: 'numbers before letters', values: choices('1a', 'a1', 'a2b', '2') },
      { title: 'numbers of one width', values: choices('devcon01', 'devcon02', 'devcon10') },
      { title: 'no numbers', values: choices('r', 'python', 'julia') },
      {
        title: 'images of profiles are not pulled',
        values: `${choices('d1', 'd2', 'd10')}\nprePuller: { pullProfileListImages: false }`,
      },
    ],
  },
  'no-puller': {
    finds: [
      {
        title: 'both are off',
        values: 'prePuller:\n  hook: { enabled: false }\n  continuous: { enabled: false }',
        found: ['note 3:26 prePuller.hook and prePuller.continuous are both off: nothing is pulled ahead'],
      },
    ],
    silent: [
      { title: 'one is on', values: 'prePuller: { hook: { enabled: false } }' },
      { title: 'the other is on', values: 'prePuller: { continuous: { enabled: false } }' },
    ],
  },
  'no-gate': {
    finds: [
      {
        title: 'the hook is off',
        values: 'prePuller:\n  hook: { enabled: false }',
        found: [
          'note 2:20 prePuller.hook.enabled is false: images are pulled, and no upgrade waits for them',
        ],
      },
    ],
    silent: [
      { title: 'both are off', values: OFF },
      { title: 'it is on', values: '{}' },
    ],
  },
  'puller-stays': {
    finds: [
      {
        title: 'Argo CD',
        values: 'prePuller:\n  continuous: { enabled: false }',
        found: [
          'warning 2:26 prePuller.continuous.enabled is false, but the target argocd keeps the puller after the upgrade: a paused container on every node',
        ],
      },
      {
        title: 'Flux',
        values: 'prePuller:\n  continuous: { enabled: false }',
        options: { target: 'flux' },
        found: [
          'warning 2:26 prePuller.continuous.enabled is false, but the target flux keeps the puller after the upgrade: a paused container on every node',
        ],
      },
    ],
    silent: [
      {
        title: 'deploy.sh removes it',
        values: 'prePuller: { continuous: { enabled: false } }',
        options: { target: 'kubectl' },
      },
      { title: 'both are off', values: OFF },
    ],
  },
};
