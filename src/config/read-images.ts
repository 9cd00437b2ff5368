import { parseImageReference } from '../kube/image-reference';
import { nodeAt, pathText, type MapNode, type Node, type Path } from './tree';
import type { ImageUse, NotSeenValue, PullPolicyValue } from './values';
import { describe, isNull } from './described-value';
import { type ValuesReader } from './values-reader';

/** Images as the values name them. What a deploy-time tool fills in is not seen, and said. */
export class ImageReader {
  readonly notSeen: NotSeenValue[] = [];

  constructor(private readonly reader: ValuesReader) {}

  /** An image that the chart writes as `name:tag`, with the chart's defaults for either part. */
  nameAndTag(path: Path, title: string, defaults: { name: string; tag: string }): ImageUse | undefined {
    this.reader.map(path, splitReference);
    const namePath = [...path, 'name'];
    const tagPath = [...path, 'tag'];
    const name = this.reader.string(namePath, defaults.name);
    const tag = this.reader.string(tagPath, defaults.tag);
    const where = this.reader.where(namePath) ?? this.reader.where(tagPath);
    const policy = this.pullPolicy(path);
    if (name === undefined || name === '') {
      this.reader.error(
        'wrong-value',
        where ?? this.reader.tree.where,
        `${pathText(namePath)} must name an image, got nothing`,
      );
      return undefined;
    }
    // JupyterHub takes an image without a tag; the chart's own pullers would write "name:", which is no reference.
    const reference = tag === undefined || tag === '' ? name : `${name}:${tag}`;
    return this.use(reference, path, title, policy, where ? { where, path } : undefined);
  }

  /** The same, for images that are ours to run rather than to pull ahead. */
  own(path: Path, defaults: { name: string; tag: string }): string {
    this.reader.map(path, splitReference);
    const name = this.reader.string([...path, 'name'], defaults.name) ?? defaults.name;
    const tag = this.reader.string([...path, 'tag'], defaults.tag);
    const reference = tag === undefined || tag === '' ? name : `${name}:${tag}`;
    const where = this.reader.where([...path, 'name']) ?? this.reader.where([...path, 'tag']);
    const parsed = parseImageReference(reference);
    if ('fault' in parsed && where !== undefined) {
      this.reader.error(
        'wrong-image',
        where,
        `${pathText(path)} "${reference}" is not an image reference: ${parsed.fault}`,
      );
    }
    return reference;
  }

  /** A whole reference in one string. */
  whole(node: Node, path: Path, title: string, policy?: PullPolicyValue): ImageUse | undefined {
    if (isNull(node)) return undefined;
    const text = this.reader.stringOf(node, path);
    if (text === undefined) return undefined;
    if (text.trim() === '') return undefined;
    return this.use(text, path, title, policy, { where: node.where, path });
  }

  /** The images of a list of containers; the map form that KubeSpawner also takes is read in key order. */
  containers(node: Node | undefined, path: Path, title: (name: string) => string): ImageUse[] {
    if (node === undefined || isNull(node)) return [];
    const items = this.containerNodes(node, path);
    const uses: ImageUse[] = [];
    for (const { item, at, name } of items) {
      if (item.kind !== 'map') {
        this.reader.wrongType(at, item, 'a container (a map with an image)');
        continue;
      }
      const image = item.entries.get('image')?.value;
      const label = scalarText(nodeAt(item, ['name'])) ?? name;
      if (image === undefined || isNull(image)) {
        this.reader.warning(
          'no-image',
          item.where,
          `${pathText(at)} has no image: nothing is pulled for it`,
          'Every container needs image:.',
        );
        continue;
      }
      const use = this.whole(image, [...at, 'image'], title(label));
      if (use) uses.push(use);
    }
    return uses;
  }

  private containerNodes(node: Node, path: Path): { item: Node; at: Path; name: string }[] {
    if (node.kind === 'list') {
      return node.items.map((item, index) => ({ item, at: [...path, index], name: String(index) }));
    }
    if (node.kind === 'map') {
      return sortedEntries(node).map(([key, value]) => ({ item: value, at: [...path, key], name: key }));
    }
    this.reader.wrongType(path, node, 'a list of containers');
    return [];
  }

  /** `pullPolicy`, or `policy`, which older files still have. */
  private pullPolicy(path: Path): PullPolicyValue | undefined {
    const current = this.reader.pullPolicy([...path, 'pullPolicy']);
    const old = this.reader.node([...path, 'policy']);
    if (old === undefined) return current;
    this.reader.warning(
      'old-spelling',
      this.reader.keyWhere([...path, 'policy']),
      `${pathText([...path, 'policy'])} is the old spelling of pullPolicy; it is read as pullPolicy`,
      'Write pullPolicy: instead; the chart no longer accepts policy:.',
    );
    return current ?? this.reader.pullPolicy([...path, 'policy']);
  }

  private use(
    reference: string,
    path: Path,
    title: string,
    pullPolicy: PullPolicyValue | undefined,
    written: { where: Node['where']; path: Path } | undefined,
  ): ImageUse | undefined {
    // The chart's own defaults are known, whatever they look like.
    const unseen = written === undefined ? undefined : unseenReason(reference);
    if (unseen !== undefined) {
      this.notSeen.push({
        path: pathText(path),
        where: written?.where,
        what: `image "${reference}" of ${title}: ${unseen}`,
      });
      return undefined;
    }
    const parsed = parseImageReference(reference);
    if ('fault' in parsed) {
      if (written) {
        this.reader.error(
          'wrong-image',
          written.where,
          `${pathText(path)} "${reference}" is not an image reference: ${parsed.fault}`,
          'Write registry/name:tag or registry/name@sha256:digest.',
        );
      }
      return undefined;
    }
    return { reference, pullPolicy, path: pathText(path), title, where: written?.where };
  }
}

/** The chart takes most images in two parts. */
export function splitReference(node: Node): string | undefined {
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  const parsed = text === undefined ? undefined : parseImageReference(text);
  if (parsed === undefined || 'fault' in parsed) return undefined;
  return `Write it in two parts: name: ${parsed.name}, tag: "${parsed.tag ?? '…'}".`;
}

/** Why a reference cannot be known from the file, or undefined. */
function unseenReason(reference: string): string | undefined {
  if (/\$\{[^}]*\}|\$\([^)]*\)/.test(reference)) return 'a template fills it in at deploy time';
  if (/\$[A-Za-z_]/.test(reference)) return 'a variable fills it in at deploy time';
  if (/\{\{.*\}\}|<[^>]+>|%[A-Z_]+%/.test(reference)) return 'a template fills it in at deploy time';
  if (/\{[a-z_]+\}/.test(reference)) return 'users type it in';
  if (
    /(^|[:/])(set[-_.](on|by|at|in|during)[-_.].*|placeholder|todo|changeme|to-be-set|override-me)$/i.test(
      reference,
    )
  ) {
    return 'the deployment sets it';
  }
  return undefined;
}

/** Map entries as the chart iterates them: byte-wise by key. */
export function sortedEntries(map: MapNode): [string, Node][] {
  return [...map.entries]
    .map(([key, entry]): [string, Node] => [key, entry.value])
    .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

export function scalarText(node: Node | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return typeof node.value === 'string' ? node.value : describe(node);
}
