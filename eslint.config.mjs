import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Which rooms of src a room may import from; everything else is refused. The order is the way of the data. */
const ROOMS = {
  problem: [],
  kube: [],
  gate: [],
  config: ['problem', 'kube'],
  plan: ['problem', 'kube', 'config'],
  constructs: ['kube', 'plan'],
  charts: ['kube', 'plan', 'constructs'],
  delivery: ['kube', 'config', 'plan'],
  checks: ['problem', 'kube', 'config', 'plan'],
  output: ['problem', 'kube', 'config', 'plan'],
  cli: ['problem', 'kube', 'output'],
};

const BANNED_EVERYWHERE = [
  { group: ['cdk8s-plus-27', 'cdk8s-plus-27/*'], message: 'Take Kubernetes types from imports/k8s.' },
];

function boundary(room, allowed) {
  const others = Object.keys(ROOMS).filter((other) => other !== room && !allowed.includes(other));
  return {
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...BANNED_EVERYWHERE,
            {
              group: [
                ...others.map((other) => `../${other}/*`),
                '../app',
                '../main',
                '../synthesis',
                '../index',
              ],
              message: `src/${room} may import only from ${allowed.join(', ') || 'nothing of ours'} (docs/architecture.md).`,
            },
            ...(['charts', 'constructs', 'output'].includes(room)
              ? []
              : [
                  {
                    group: ['cdk8s', 'constructs', '**/imports/k8s'],
                    message: 'Only constructs and charts speak cdk8s.',
                  },
                ]),
          ],
        },
      ],
    },
  };
}

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'lib',
      'dist',
      'examples',
      'test/cases',
      'src/gate/program.generated.ts',
      'imports',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', '*.cjs', 'bench/*.cjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='addJsonPatch']",
          message:
            'JSON patches on L1 objects lose quantities and newer fields in silence: use kube/overlay.',
        },
        {
          selector: "CallExpression[callee.object.name='Yaml'][callee.property.name='load']",
          message: 'Yaml.load starts a process for every file: read values through config/load.',
        },
      ],
      'no-restricted-imports': ['error', { patterns: BANNED_EVERYWHERE }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      complexity: ['error', 20],
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
    },
  },
  ...Object.entries(ROOMS).map(([room, allowed]) => boundary(room, allowed)),
  {
    files: ['test/**/*.ts', 'acceptance/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines': 'off',
      complexity: 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { module: 'writable', require: 'readonly', process: 'readonly' } },
    rules: { ...tseslint.configs.disableTypeChecked.rules, '@typescript-eslint/no-require-imports': 'off' },
  },
);
