import type { core } from 'zod';
import { closest } from '../kube/closest';
import { lostDigits } from './scalars';
import type { Node, Path, ScalarNode } from './tree';

/** What to write instead of a value that a field of prewarm.yaml does not take; undefined when nothing is obvious. */
export function hintFor(issue: core.$ZodIssue, node: Node, path: Path): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  const key = path.filter((step) => typeof step === 'string').at(-1) ?? '';
  if (['values', 'hubs', 'silence', 'valueFiles'].includes(key) && typeof path.at(-1) === 'string') {
    return 'Begin each entry with "- " on a line of its own.';
  }
  if (typeof node.value === 'number') return forNumber(key, node.value) ?? quoted(issue, node);
  return typeof node.value === 'string' ? forText(issue, key, node.value) : undefined;
}

function forNumber(key: string, value: number): string | undefined {
  if (key === 'quorum') return value > 1 && value <= 100 ? `Write ${value}% or ${value / 100}.` : undefined;
  return key === 'deadline' || key === 'interval' ? `Add a unit: ${value}m or ${value}s.` : undefined;
}

/** For numbers where text is wanted: versions, names. */
function quoted(issue: core.$ZodIssue, node: ScalarNode): string | undefined {
  const textWanted =
    issue.code === 'invalid_union' || (issue.code === 'invalid_type' && issue.expected === 'string');
  if (!textWanted || node.plain === undefined) return undefined;
  const left = lostDigits(node);
  return `Quote it: "${node.plain}".${left === undefined ? '' : ` Without quotes it is the number ${left}.`}`;
}

function forText(issue: core.$ZodIssue, key: string, text: string): string | undefined {
  if (issue.code === 'invalid_value') {
    const options = issue.values.map((value) => String(value));
    const meant = closest(text, options);
    return meant === undefined ? undefined : `Did you mean ${meant}?`;
  }
  if (key === 'name' || key === 'namespace' || key === 'release') {
    const valid = dnsLabelLike(text);
    return valid === '' || valid === text ? undefined : `Such as ${valid}.`;
  }
  return key === 'quorum' && /^\d*\.?\d+$/.test(text) ? `Write it without quotes: ${text}.` : undefined;
}

function dnsLabelLike(text: string): string {
  const dashed = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return dashed.slice(0, 50).replace(/^-|-$/g, '');
}
