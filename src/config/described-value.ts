import { parseQuantity } from '../kube/quantity';
import type { Node, ScalarNode } from './tree';

export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The value as the user wrote it, short enough for a message. */
export function describe(node: Node): string {
  if (node.kind === 'map') return node.entries.size === 0 ? 'an empty map' : 'a map';
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value !== 'string') return node.plain ?? String(node.value);
  const text = node.value.length > 60 ? `${node.value.slice(0, 57)}…` : node.value;
  return JSON.stringify(text);
}

/** Digits as written, so that `124062199808` does not become `1.24e+11`. */
export function numberText(node: ScalarNode): string {
  if (typeof node.value === 'string') return node.value;
  return node.plain !== undefined && parseQuantity(node.plain) !== undefined
    ? node.plain
    : String(node.value);
}

export function numberHint(node: Node): string | undefined {
  return node.kind === 'scalar' && typeof node.value === 'string' && /^-?\d+$/.test(node.value)
    ? `Write ${node.value} without quotes.`
    : undefined;
}

export function coresHint(node: Node): string | undefined {
  const match = node.kind === 'scalar' && typeof node.value === 'string' ? /^(\d+)m$/.exec(node.value) : null;
  if (match) return `JupyterHub wants cores as a number: write ${Number(match[1]) / 1000}.`;
  return numberHint(node);
}

export function quoteHint(node: Node): string | undefined {
  return node.kind === 'scalar' && node.plain !== undefined && node.value !== null
    ? `Quote it: "${node.plain}".`
    : undefined;
}

export function quantityHint(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/\s/.test(text)) return 'Quantities have no space between number and unit.';
  if (/^\d+(\.\d+)?([kmgt]b|[KMGT]B|g|mb|gb)$/.test(text))
    return 'Units are k, M, G, T (powers of 1000) or Ki, Mi, Gi, Ti (powers of 1024).';
  return undefined;
}
