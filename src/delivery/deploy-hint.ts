import type { HubPlan } from '../plan/plan';
import { layerName } from '../plan/header';
import { shellWord } from './shell-quote';

/** A command that would deploy the hub itself, for people to read and to change. */
export function hubHint(hub: HubPlan): string {
  const source = hub.delivery?.hub;
  if (source?.kind === 'path') return words('kubectl', 'apply', '--recursive', '-f', source.path);
  if (source?.kind === 'chart') {
    return words(
      ...['helm', 'upgrade', '--install', source.releaseName, source.chart],
      ...['--repo', source.repoURL, '--version', source.version, '--namespace', hub.namespace],
      ...valuesOptions(source.valueFiles, hub),
    );
  }
  return words(
    ...['helm', 'upgrade', '--install', hub.release, 'jupyterhub/jupyterhub', '--namespace', hub.namespace],
    ...valuesOptions(hub.layers.map(layerName), hub),
  );
}

/** Our layer last: later files win. */
function valuesOptions(files: readonly string[], hub: HubPlan): string[] {
  return [...files, `dist/values/${hub.name}.yaml`].flatMap((file) => ['--values', file]);
}

function words(...parts: readonly string[]): string {
  return parts.map(shellWord).join(' ');
}
