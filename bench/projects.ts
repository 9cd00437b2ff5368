import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a project, by name. */
type Files = Readonly<Record<string, string>>;

const VALUES = readFileSync(join(__dirname, '../config.yaml'), 'utf8');

/** The shipped example. */
export function oneHub(): Files {
  return { 'config.yaml': VALUES };
}

/** Hubs that share one file and have one of their own each, as operators of many hubs write them. */
export function hubsProject(count: number): Files {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const hubs = numbers.map(
    (number) =>
      `  - { name: hub-${number}, namespace: hub-${number}, values: [config.yaml, hub-${number}.yaml] }`,
  );
  return {
    'config.yaml': VALUES,
    'prewarm.yaml': `hubs:\n${hubs.join('\n')}\n`,
    ...Object.fromEntries(numbers.map((number) => [`hub-${number}.yaml`, ownValues(number)])),
  };
}

function ownValues(number: number): string {
  return `singleuser:
  image:
    tag: "2025-03-${String((number % 28) + 1).padStart(2, '0')}"
scheduling:
  userPlaceholder:
    replicas: ${number % 7}
prePuller:
  extraImages:
    course:
      name: ghcr.io/example/course-${number}
      tag: v1.${number}.0
`;
}

/** A cdk8s app with one chart and nothing in it: what everybody pays who uses cdk8s. */
export const EMPTY_APP: Files = {
  'app.js': `const { App, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))});
const app = new App({ outdir: require('path').join(__dirname, 'dist') });
new Chart(app, 'empty');
app.synth();
`,
};
