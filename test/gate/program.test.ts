import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { generatedModule } from '../../scripts/build-gate';
import { GATE_PROGRAM } from '../../src/gate/program.generated';

const ROOT = join(__dirname, '../..');
const COMMITTED = join(ROOT, 'src/gate/program.generated.ts');

function check(file: string): { readonly code: number | null; readonly stderr: string } {
  const args = ['--import', 'tsx', join(ROOT, 'scripts/build-gate.ts'), '--check', file];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { code: status, stderr };
}

test('the committed program is what the sources give', () => {
  expect(check(COMMITTED)).toEqual({ code: 0, stderr: '' });
});

test('a program that is out of date is found, and the message says what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prewarm-program-'));
  const file = join(folder, 'program.ts');
  writeFileSync(file, readFileSync(COMMITTED, 'utf8').replace('POLLS_IN_A_ROW = 3', 'POLLS_IN_A_ROW = 2'));
  const { code, stderr } = check(file);
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(stderr).toContain('run: npx tsx scripts/build-gate.ts');
});

test('the module gives back any text', () => {
  const text = 'a\\d `b` $c ${d} \\${e}\n';
  const script = generatedModule(text).replace(/^export const GATE_PROGRAM: string = /m, '');
  expect(runInNewContext(script)).toBe(text);
});

test('Flux finds nothing to replace', () => {
  expect(GATE_PROGRAM).not.toContain('${');
});

test('it shows as text in YAML, line by line', () => {
  expect(GATE_PROGRAM).toMatch(/^[\n -~]*\n$/);
  expect(GATE_PROGRAM).not.toMatch(/ $/m);
  const yaml = Yaml.stringify({ data: { 'gate.cjs': GATE_PROGRAM } });
  expect(yaml.split('\n')[1]).toBe('  gate.cjs: |');
  expect(parse(yaml)).toEqual({ data: { 'gate.cjs': GATE_PROGRAM } });
});

test('it is small enough to be read', () => {
  expect(GATE_PROGRAM.length).toBeLessThan(16_000);
});

test('it needs Node and nothing else', () => {
  const required = [...GATE_PROGRAM.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1] ?? '');
  expect(required).not.toHaveLength(0);
  expect(required.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))).toEqual([]);
});
