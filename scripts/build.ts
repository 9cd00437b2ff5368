/**
 * Builds lib/, what the package ships: the command as one bundle (a quarter of the start-up time), and the
 * constructs and types for people who write cdk8s apps of their own.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { buildSync, type BuildOptions } from 'esbuild';

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
};

rmSync('lib', { recursive: true, force: true });
buildSync({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: 'lib/prewarm.js',
  banner: { js: '#!/usr/bin/env node' },
  minifySyntax: true,
  minifyWhitespace: true,
});
chmodSync('lib/prewarm.js', 0o755);
// External, so that constructs of ours and of the user's app are children of one and the same Construct class.
buildSync({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'lib/index.js',
  external: ['cdk8s', 'constructs', 'cdk8s-plus-27', 'yaml', 'zod'],
});
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
