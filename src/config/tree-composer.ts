import { isAlias, isMap, isScalar } from 'yaml';
import type { Alias, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml';
import type { Problem } from '../problem/problem';
import type { SourceText, Where } from '../problem/source';
import { Anchors } from './anchors';
import { mergeKeyEntries, withMerged } from './merge-key';
import { coreMeaning } from './scalars';
import { fitsTag, isScalarTag, shortTag, taggedMeaning } from './tags';
import type { MapEntry, MapNode, Node, ScalarNode } from './tree';
import { templateAt } from './yaml-template';

/** How deep maps and lists may lie inside each other, aliases followed. */
export const DEPTH_LIMIT = 100;

type YamlNode = ParsedNode | null | undefined;

/** Turns the parser's nodes into ours, and collects what YAML allows but no values file should have. */
export class TreeComposer {
  readonly problems: Problem[] = [];
  private readonly anchors: Anchors;
  private tooDeep = false;

  constructor(private readonly source: SourceText) {
    this.anchors = new Anchors((rule, where, message, hint) => {
      this.fail(rule, where, message, hint);
    });
  }

  /** The whole file, which must be a map. */
  top(contents: YamlNode): MapNode | undefined {
    const node = this.node(contents, 0, 0);
    if (node.kind === 'map') return node;
    const given = node.kind === 'list' ? 'a list' : 'a single value';
    const glued = node.kind === 'scalar' && /^[^\s:]+:[^\s/]/.test(node.plain ?? '');
    const hint = glued ? 'Put a space after the colon.' : undefined;
    this.fail('invalid-yaml', node.where, `the file must be a map (key: value lines), got ${given}`, hint);
    return undefined;
  }

  private node(yaml: YamlNode, depth: number, emptyAt: number): Node {
    if (!yaml) return nothing({ source: this.source, offset: emptyAt, length: 0 });
    const where = this.at(yaml.range);
    if (isAlias(yaml)) {
      const node = this.anchors.resolve(yaml.source, where, depth);
      if (this.anchors.deepest > DEPTH_LIMIT) this.refuseDepth(where);
      return node ?? nothing(where);
    }
    return this.anchors.measure(yaml.anchor, depth, () => this.value(yaml, depth, where));
  }

  private value(yaml: Exclude<ParsedNode, Alias.Parsed>, depth: number, where: Where): Node {
    if (isScalar(yaml)) return this.scalar(yaml, where);
    if (depth >= DEPTH_LIMIT) {
      this.refuseDepth(where);
      return nothing(where);
    }
    if (yaml.tag !== undefined && isScalarTag(yaml.tag)) {
      const kind = isMap(yaml) ? 'map' : 'list';
      this.fail('unknown-tag', where, `the tag ${shortTag(yaml.tag)} does not fit a ${kind}`);
    }
    if (isMap(yaml)) return this.map(yaml, depth, where);
    const items = yaml.items.map((item) => this.node(item as YamlNode, depth + 1, where.offset));
    return { kind: 'list', items, where };
  }

  private scalar(yaml: Scalar, where: Where): ScalarNode {
    const text = yaml.source ?? '';
    if (yaml.tag !== undefined && isScalarTag(yaml.tag)) {
      // The file itself says the type, so nothing is ambiguous.
      const value = taggedMeaning(yaml.tag, text);
      if (fitsTag(yaml.tag, value)) return { kind: 'scalar', value, where };
      this.fail(
        'unknown-tag',
        where,
        `${JSON.stringify(text)} is not what its tag ${shortTag(yaml.tag)} says`,
      );
      return nothing(where);
    }
    if (yaml.tag !== undefined || yaml.type !== 'PLAIN') return { kind: 'scalar', value: text, where };
    return { kind: 'scalar', value: coreMeaning(text), plain: text, where };
  }

  private map(yaml: YAMLMap, depth: number, where: Where): MapNode {
    const own = new Map<string, MapEntry>();
    const merges: { key: Where; entries: Map<string, MapEntry>; after: number }[] = [];
    for (const pair of yaml.items as Pair<ParsedNode, YamlNode>[]) {
      const key = this.key(pair.key, depth);
      const known = this.problems.length;
      const value = this.node(
        pair.value,
        depth + 1,
        key ? key.where.offset + key.where.length : where.offset,
      );
      if (key === undefined) continue;
      if (!pair.value && key.text.includes(':')) this.gluedColon(key.where);
      const earlier = key.merges ? merges[0]?.key : own.get(key.text)?.key;
      if (earlier) this.duplicate(key.text, earlier, key.where);
      else if (!key.merges) own.set(key.text, { key: key.where, value });
      else if (this.problems.length === known) {
        const entries = mergeKeyEntries(key.where, value, own, this.anchors, (problem) =>
          this.problems.push(problem),
        );
        merges.push({ key: key.where, entries, after: own.size });
      }
    }
    const merge = merges[0];
    return { kind: 'map', entries: merge ? withMerged(own, merge.entries, merge.after) : own, where };
  }

  private key(yaml: YamlNode, depth: number): { text: string; where: Where; merges: boolean } | undefined {
    const known = this.problems.length;
    const node = this.node(yaml, depth + 1, 0);
    const where = yaml ? this.at(yaml.range) : node.where;
    if (this.problems.length > known) return undefined;
    if (node.kind !== 'scalar') {
      const template = templateAt(this.source, where.offset);
      if (template) this.problems.push(template);
      else this.fail('invalid-yaml', where, `a ${node.kind} cannot be a key, only text can`);
      return undefined;
    }
    if (node.value === null) {
      const message =
        node.plain === '' ? 'a key is missing before the colon' : 'a key cannot be null, Helm refuses it';
      this.fail('invalid-yaml', where, message, node.plain === '' ? undefined : `Quote it: "${node.plain}".`);
      return undefined;
    }
    const text = node.plain ?? String(node.value);
    this.refuseInvisible(text, where);
    return { text, where, merges: text === '<<' && node.plain !== undefined && !isAlias(yaml) };
  }

  /** `{a:1}` is one key without a value, `a:1`. Nobody means that. */
  private gluedColon(where: Where): void {
    this.fail('invalid-yaml', where, 'a space is missing after the colon', 'Write {key: value}.');
  }

  /** Non-breaking spaces come with text copied from web pages, and look like indentation. */
  private refuseInvisible(text: string, where: Where): void {
    const found = /^[\u00A0\u200B\u2060\u3000\uFEFF]|[\u00A0\u200B\u2060\u3000\uFEFF]$/u.exec(text);
    if (!found) return;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    this.fail(
      'invalid-yaml',
      where,
      `this key has the invisible character U+${code}`,
      'Replace it by a space, or remove it.',
    );
  }

  private duplicate(key: string, first: Where, second: Where): void {
    const { line, col } = this.source.position(first.offset);
    const message = `the key ${key} is written twice in one map, first at ${this.source.name}:${line}:${col}`;
    const hint =
      key === '<<' ? 'Merge several maps with one <<: [*one, *two]; the first wins.' : 'Keep one of the two.';
    this.fail('duplicate-key', second, message, hint);
  }

  private refuseDepth(where: Where): void {
    if (!this.tooDeep) this.fail('invalid-yaml', where, `nested more than ${DEPTH_LIMIT} levels deep`);
    this.tooDeep = true;
  }

  private at(range: readonly [number, number, number]): Where {
    return { source: this.source, offset: range[0], length: Math.max(0, range[1] - range[0]) };
  }

  private fail(rule: string, where: Where, message: string, hint?: string): void {
    this.problems.push({ severity: 'error', rule, where, message, ...(hint === undefined ? {} : { hint }) });
  }
}

/** An empty value; also stands in for one that was refused. */
function nothing(where: Where): ScalarNode {
  return { kind: 'scalar', value: null, plain: '', where };
}
