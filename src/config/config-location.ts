import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem/problem';
import { SourceText } from '../problem/source';

const PREWARM_FILE = 'prewarm.yaml';
/** The values that are used when nothing names others. */
export const VALUES_FILE = 'config.yaml';

/** Where a run begins: a prewarm.yaml, or a hub's values alone. */
export type ConfigLocation =
  | { readonly kind: 'project'; readonly path: string }
  | { readonly kind: 'values' }
  | { readonly kind: 'nothing'; readonly problem: Problem };

/**
 * @param cwd working directory
 * @param configPath what the command line names; it need not exist
 */
export function locateConfig(cwd: string, configPath: string | undefined): ConfigLocation {
  if (configPath !== undefined) return { kind: 'project', path: configPath };
  const there = (file: string): boolean => present(join(cwd, file));
  if (there('prewarm.yml')) {
    return there(PREWARM_FILE)
      ? nothing('prewarm.yml', `prewarm.yml stands beside ${PREWARM_FILE}`, 'Remove one of the two.')
      : nothing('prewarm.yml', 'prewarm.yml is not read', `Rename it to ${PREWARM_FILE}.`);
  }
  if (there(PREWARM_FILE)) return { kind: 'project', path: PREWARM_FILE };
  if (there(VALUES_FILE)) return { kind: 'values' };
  const hint = there('config.yml')
    ? `config.yml is not read: rename it to ${VALUES_FILE}.`
    : `Create ${VALUES_FILE} with the values of your hub, or ${PREWARM_FILE} that names them, or use --config.`;
  return nothing(VALUES_FILE, `there is neither ${PREWARM_FILE} nor ${VALUES_FILE} in this folder`, hint);
}

function nothing(file: string, message: string, hint: string): ConfigLocation {
  const where = { source: new SourceText(file, ''), offset: 0, length: 0 };
  return { kind: 'nothing', problem: { severity: 'error', rule: 'no-config', where, message, hint } };
}

/** Whether there is anything of that name. A link to nowhere counts: a run must not go on as if it was not there. */
function present(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
