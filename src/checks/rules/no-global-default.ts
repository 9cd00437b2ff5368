import { inObject, nameOf } from '../places';
import type { Rule } from '../rule';

export const noGlobalDefault: Rule = {
  id: 'no-global-default',
  severity: 'error',
  title: 'no PriorityClass is the default of the cluster',
  guard: 'it would change the priority of pods that belong to others',
  check(hub) {
    return hub.objects
      .filter(({ json }) => json['kind'] === 'PriorityClass' && json['globalDefault'] === true)
      .map((object) => ({
        where: inObject(object, ['globalDefault']),
        message: `${nameOf(object)} is the default of the whole cluster: every pod without a class would get its priority`,
      }));
  },
};
