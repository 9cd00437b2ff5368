import { keyWhereAt, nodeAt, pathText, type Path } from '../../config/tree';
import { hasPuller } from '../pool-images';
import { profileOverrides } from '../profile-overrides';
import type { Finding, Rule } from '../rule';

/** Choices come in the byte order of their keys, where `devcon10` stands before `devcon2`. */
export const keyOrder: Rule = {
  id: 'key-order',
  severity: 'note',
  title: 'keys with numbers sort as people count',
  check(hub) {
    const { config } = hub;
    if (!hasPuller(hub) || !config.values.prePuller.pullProfileListImages) return [];
    const lists = new Map<string, { path: Path; keys: string[] }>();
    for (const { map, path } of profileOverrides(config.tree)) {
      const list = path.slice(0, -2);
      if (path.at(-3) !== 'choices' || nodeAt(map, ['image']) === undefined) continue;
      const known = lists.get(pathText(list)) ?? { path: list, keys: [] };
      known.keys.push(String(path.at(-2)));
      lists.set(pathText(list), known);
    }
    return [...lists.values()].flatMap(({ path, keys }): Finding[] => {
      const pulled = [...keys].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
      const counted = [...pulled].sort(byNumber);
      const at = pulled.findIndex((key, index) => key !== counted[index]);
      if (at === -1) return [];
      return [
        {
          where: keyWhereAt(config.tree, path),
          message: `the images of ${pathText(path)} are pulled in the order of the keys, byte by byte: ${pulled.slice(at, at + 3).join(', ')}`,
          hint: 'Give the keys numbers of one width (01, 02, … 10), with the image that most users start first.',
        },
      ];
    });
  },
};

/** Runs of digits as numbers; the rest as it is. */
function byNumber(left: string, right: string): number {
  const others = partsOf(right);
  for (const [index, part] of partsOf(left).entries()) {
    const other = others[index] ?? '';
    if (part === other) continue;
    const difference = Number(part) - Number(other);
    if (/^\d/.test(part) && /^\d/.test(other) && difference !== 0) return difference;
    return Buffer.compare(Buffer.from(part), Buffer.from(other));
  }
  return partsOf(left).length - others.length;
}

function partsOf(key: string): readonly string[] {
  return key.match(/\d+|\D+/g) ?? [];
}
