import type { Problem } from '../problem/problem';
import type { Where } from '../problem/source';
import type { JsonMap } from '../kube/json';
import { closest } from '../kube/closest';
import { overlay } from '../kube/overlay';
import { parseQuantity } from '../kube/quantity';
import {
  coresHint,
  describe,
  isNull,
  numberHint,
  numberText,
  quantityHint,
  quoteHint,
} from './described-value';
import { withoutNulls } from './plain-values';
import { ambiguities, ambiguity, keyAmbiguity } from './scalars';
import {
  keyWhereAt,
  nodeAt,
  pathText,
  toPlain,
  type MapNode,
  type Node,
  type Path,
  type ScalarNode,
} from './tree';
import type { PullPolicyValue, ResourceValues } from './values';

/**
 * Reads values by path, with the chart's defaults, and remembers what was read, so that what nobody reads can
 * be reported. A missing key takes the default; an explicit null deletes the default, as with Helm, and reads
 * as "nothing": false, 0, empty. A wrong type is a problem at its position, and the default is returned so that
 * reading goes on and all problems are shown together.
 */
export class ValuesReader {
  readonly problems: Problem[] = [];

  constructor(readonly tree: MapNode) {}

  node(path: Path): Node | undefined {
    return nodeAt(this.tree, path);
  }

  where(path: Path): Where | undefined {
    return nodeAt(this.tree, path)?.where;
  }

  error(rule: string, where: Where, message: string, hint?: string): void {
    this.problems.push({ severity: 'error', rule, where, message, ...(hint === undefined ? {} : { hint }) });
  }

  warning(rule: string, where: Where, message: string, hint?: string): void {
    this.problems.push({
      severity: 'warning',
      rule,
      where,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  note(rule: string, where: Where, message: string, hint?: string): void {
    this.problems.push({ severity: 'note', rule, where, message, ...(hint === undefined ? {} : { hint }) });
  }

  boolean(path: Path, fallback: boolean): boolean {
    const node = this.node(path);
    if (node === undefined) return fallback;
    if (isNull(node)) return false;
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    const hint = node.kind === 'scalar' ? ambiguity(node)?.hint : undefined;
    this.wrongType(path, node, 'true or false', hint ?? 'Write true or false, without quotes.');
    return fallback;
  }

  /** A whole number in a range; null reads as undefined. */
  integer<T extends number | undefined>(
    path: Path,
    fallback: T,
    min: number,
    max = 2_147_483_647,
  ): number | T | undefined {
    const node = this.node(path);
    if (node === undefined) return fallback;
    if (isNull(node)) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'number' && !this.refuseAmbiguous(node)) {
      if (Number.isInteger(node.value) && node.value >= min && node.value <= max) return node.value;
      const allowed = !Number.isInteger(node.value)
        ? 'a whole number'
        : node.value < min
          ? `${min} or more`
          : `${max} or less`;
      this.wrongType(path, node, allowed);
      return fallback;
    }
    if (node.kind !== 'scalar' || typeof node.value !== 'number') {
      this.wrongType(path, node, 'a whole number', numberHint(node));
    }
    return fallback;
  }

  /** A number of cores; null and 0 read as undefined. */
  cores(path: Path): number | undefined {
    const node = this.node(path);
    if (node === undefined || isNull(node)) return undefined;
    return this.coresOf(node, path);
  }

  coresOf(node: Node, path: Path): number | undefined {
    if (isNull(node)) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'number') {
      if (this.refuseAmbiguous(node)) return undefined;
      if (node.value >= 0 && Number.isFinite(node.value)) return node.value === 0 ? undefined : node.value;
      this.wrongType(path, node, 'a number of cores, 0 or more');
      return undefined;
    }
    this.wrongType(path, node, 'a number of cores', coresHint(node));
    return undefined;
  }

  /** Text; null reads as undefined. */
  string(path: Path, fallback: string | undefined): string | undefined {
    const node = this.node(path);
    if (node === undefined) return fallback;
    if (isNull(node)) return undefined;
    return this.stringOf(node, path) ?? fallback;
  }

  stringOf(node: Node, path: Path): string | undefined {
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      return this.refuseAmbiguous(node) ? undefined : node.value;
    }
    this.wrongType(path, node, 'text', quoteHint(node));
    return undefined;
  }

  oneOf<T extends string>(path: Path, options: readonly T[], fallback: T): T {
    const node = this.node(path);
    if (node === undefined) return fallback;
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      const found = options.find((option) => option === node.value);
      if (found !== undefined) return found;
    }
    const meant = node.kind === 'scalar' ? closest(String(node.value), options) : undefined;
    this.wrongType(path, node, `one of ${options.join(', ')}`, meant && `Did you mean ${meant}?`);
    return fallback;
  }

  pullPolicy(path: Path): PullPolicyValue | undefined {
    const node = this.node(path);
    if (node === undefined || isNull(node) || (node.kind === 'scalar' && node.value === '')) return undefined;
    return this.oneOf<PullPolicyValue>(path, ['Always', 'IfNotPresent', 'Never'], 'IfNotPresent');
  }

  /** `example` shows how to write it, for places where people write something else. */
  map(path: Path, example?: (node: Node) => string | undefined): MapNode | undefined {
    const node = this.node(path);
    if (node === undefined || isNull(node)) return undefined;
    if (node.kind === 'map') return node;
    this.wrongType(path, node, 'a map (key: value lines)', example?.(node));
    return undefined;
  }

  /** Labels, selectors and annotations: every value is text. */
  stringMap(path: Path): Record<string, string> {
    const map = this.map(path);
    return map === undefined ? {} : this.stringMapOf(map, path);
  }

  stringMapOf(map: MapNode, path: Path): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [key, entry] of map.entries) {
      this.refuseAmbiguousKey(entry.key);
      if (isNull(entry.value)) continue;
      const text = this.stringOf(entry.value, [...path, key]);
      if (text !== undefined) result[key] = text;
    }
    return result;
  }

  list(path: Path): readonly Node[] {
    const node = this.node(path);
    if (node === undefined || isNull(node)) return [];
    if (node.kind === 'list') return node.items;
    this.wrongType(path, node, 'a list ("- " lines)');
    return [];
  }

  /** A list of maps that go to Kubernetes as they are: tolerations, affinity terms. */
  fragments(path: Path): JsonMap[] {
    return this.fragmentsOf(this.list(path), path);
  }

  fragmentsOf(items: readonly Node[], path: Path): JsonMap[] {
    const result: JsonMap[] = [];
    items.forEach((item, index) => {
      if (item.kind === 'map') result.push(this.fragment(item));
      else this.wrongType([...path, index], item, 'a map (key: value lines)');
    });
    return result;
  }

  /** A map that goes to Kubernetes as it is; scalars whose meaning is doubtful are refused. */
  fragment(map: MapNode): JsonMap {
    this.refuseAmbiguousInside(map);
    return withoutNulls(toPlain(map)) as JsonMap;
  }

  /** A map laid over the chart's default, null deleting, as Helm merges. */
  mergedFragment(path: Path, defaults: JsonMap): JsonMap {
    const map = this.map(path);
    if (map === undefined) return this.wasDeleted(path) ? {} : defaults;
    this.refuseAmbiguousInside(map);
    return withoutNulls(overlay(defaults, toPlain(map) as JsonMap)) as JsonMap;
  }

  private wasDeleted(path: Path): boolean {
    const node = nodeAt(this.tree, path);
    return node !== undefined && isNull(node);
  }

  /** Requests and limits in Kubernetes' quantities; undefined when empty or absent. */
  resources(path: Path): ResourceValues | undefined {
    const map = this.map(path);
    if (map === undefined || map.entries.size === 0) return undefined;
    for (const [key, entry] of map.entries) {
      if (key !== 'requests' && key !== 'limits' && key !== 'claims') {
        this.error(
          'wrong-value',
          entry.key,
          `${pathText([...path, key])} is not known: resources have requests and limits`,
          'Put the quantity under requests: or limits:.',
        );
      }
    }
    const requests = this.quantities([...path, 'requests']);
    const limits = this.quantities([...path, 'limits']);
    return Object.keys(requests).length + Object.keys(limits).length === 0 ? undefined : { requests, limits };
  }

  quantities(path: Path): Record<string, string> {
    const map = this.map(path);
    const result: Record<string, string> = {};
    for (const [key, entry] of map?.entries ?? []) {
      const at = [...path, key];
      const node = entry.value;
      if (isNull(node)) continue;
      const text =
        node.kind === 'scalar' && (typeof node.value === 'number' || typeof node.value === 'string')
          ? numberText(node)
          : undefined;
      if (text !== undefined && node.kind === 'scalar' && this.refuseAmbiguous(node)) continue;
      const value = text === undefined ? undefined : parseQuantity(text);
      if (text === undefined || value === undefined || value < 0n) {
        this.wrongType(at, node, 'a Kubernetes quantity such as 500m, 2 or 4Gi', quantityHint(text));
      } else {
        result[key] = text;
      }
    }
    return result;
  }

  /** A list of pull secrets: names, or maps with a name. */
  secretNames(path: Path): string[] {
    const names: string[] = [];
    this.list(path).forEach((item, index) => {
      const at = [...path, index];
      const name = item.kind === 'map' ? item.entries.get('name')?.value : item;
      if (name === undefined) this.wrongType(at, item, 'a name, or a map with a name');
      else {
        const text = this.stringOf(name, at);
        if (text !== undefined && text !== '') names.push(text);
      }
    });
    return names;
  }

  wrongType(path: Path, node: Node, allowed: string, hint?: string): void {
    this.error(
      'wrong-value',
      node.where,
      `${pathText(path)} must be ${allowed}, got ${describe(node)}`,
      hint,
    );
  }

  keyWhere(path: Path): Where {
    return keyWhereAt(this.tree, path);
  }

  private refuseAmbiguous(node: ScalarNode, found = ambiguity(node)): boolean {
    if (found === undefined) return false;
    this.error(
      'ambiguous-scalar',
      node.where,
      `${describe(node)} is read by Helm as ${found.helm}`,
      found.hint,
    );
    return true;
  }

  /** Helm turns a bare key `on:` into `true:`. */
  private refuseAmbiguousKey(key: Where, found = keyAmbiguity(key)): void {
    if (found !== undefined) {
      this.error('ambiguous-scalar', key, `this key is read by Helm as ${found.helm}`, found.hint);
    }
  }

  private refuseAmbiguousInside(node: Node): void {
    for (const { where, scalar, found } of ambiguities(node)) {
      if (scalar === undefined) this.refuseAmbiguousKey(where, found);
      else this.refuseAmbiguous(scalar, found);
    }
  }
}
