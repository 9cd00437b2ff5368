import { textsAt, textsWhere } from '../json-path';
import { blame, subject } from '../places';
import type { CheckedObject, Finding, Rule } from '../rule';

/** A doubled dollar sign is left alone. */
const VARIABLE = /(?<!\$)\$\{[^}]*\}/;
const SWITCH = 'kustomize.toolkit.fluxcd.io/substitute';

/** Flux fills in `${…}` in whatever a Kustomization with postBuild applies; unknown names become nothing, or errors. */
export const fluxSubstitution: Rule = {
  id: 'flux-substitution',
  severity: 'warning',
  title: 'Flux has nothing to fill in',
  check(hub) {
    if (hub.plan.target !== 'flux') return [];
    return hub.objects.filter(isSubstituted).flatMap((object): Finding[] =>
      textsWhere(object.json, (text) => VARIABLE.test(text)).map(({ text, path }) => {
        const where = blame(hub, object, path);
        return {
          where,
          message: `${subject(where, object)}Flux replaces ${VARIABLE.exec(text)?.[0] ?? ''} when its Kustomization has postBuild`,
          hint: 'Write $${…} to keep the text as it is, if you use postBuild; the generated Kustomizations do not.',
        };
      }),
    );
  },
};

/** The switch may be a label or an annotation. */
function isSubstituted({ json }: CheckedObject): boolean {
  const { [SWITCH]: label } = textsAt(json, ['metadata', 'labels']);
  const { [SWITCH]: annotation } = textsAt(json, ['metadata', 'annotations']);
  return label !== 'disabled' && annotation !== 'disabled';
}
