import type { Delivery } from './hub';

type GitPlace = Partial<Readonly<Record<'repoURL' | 'revision', string | undefined>>>;

/** In what the place of a hub's own manifests is another source than that of the delivery; empty: the same one. */
export function otherSource(place: GitPlace, delivery: Delivery): ('repoURL' | 'revision')[] {
  return (['repoURL', 'revision'] as const).filter(
    (key) => place[key] !== undefined && place[key] !== delivery[key],
  );
}
