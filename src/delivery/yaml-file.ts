import type { JsonMap } from '../kube/json';
import { toYaml } from '../kube/yaml';
import type { HubPlan } from '../plan/plan';
import { commentLine, generatedBy } from '../plan/header';

/**
 * A YAML file of several documents, each begun by `---`, below a comment.
 *
 * @param about lines without `#` for the top of the file
 */
export function yamlFile(
  hub: Pick<HubPlan, 'layers'>,
  about: readonly string[],
  documents: readonly JsonMap[],
): string {
  const comment = [generatedBy(hub), ...about.map(commentLine)];
  return [...comment.map((line) => `${line}\n`), ...documents.map(document)].join('');
}

function document(object: JsonMap): string {
  return `---\n${toYaml(object, 'given')}`;
}
