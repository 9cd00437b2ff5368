import { closest } from '../kube/closest';
import { isSwitchedOff, nodeAt, pathText, type MapNode, type Path } from './tree';
import {
  ANY,
  KNOWN_KEYS,
  knownPathsEndingIn,
  MISPLACED,
  WITHOUT_EFFECT,
  type KnownKeys,
} from './chart-key-table';
import type { ValuesReader } from './values-reader';

/** Longer lists of keys do not help anybody who reads them in a terminal. */
const MOST_KEYS_NAMED = 12;

/**
 * Says what the reading of values left out: keys that have no effect here, blocks in a place where the chart does
 * not read them, and keys that no release of the chart knows. All of them are warnings or notes, since the same
 * file also serves the chart.
 */
export function reportMisplacedKeys(reader: ValuesReader): void {
  for (const { path, reason, unless } of WITHOUT_EFFECT) {
    const node = nodeAt(reader.tree, path);
    // A block that is switched off is not missed.
    if (node === undefined || isSwitchedOff(node) || unless?.(reader.tree) === true) continue;
    reader.note('without-effect', reader.keyWhere(path), `${pathText(path)} has no effect here: ${reason}`);
  }
  for (const { path, belongs } of MISPLACED) {
    if (nodeAt(reader.tree, path) === undefined) continue;
    warnMisplaced(reader, path, belongs);
  }
  reportUnknown(reader, reader.tree, [], KNOWN_KEYS);
}

function reportUnknown(reader: ValuesReader, map: MapNode, at: Path, known: KnownKeys): void {
  for (const [key, entry] of map.entries) {
    const path = [...at, key];
    const inner = known.keys[key];
    if (inner !== undefined) {
      if (inner !== ANY && entry.value.kind === 'map') reportUnknown(reader, entry.value, path, inner);
      continue;
    }
    if (MISPLACED.some((misplaced) => pathText(misplaced.path) === pathText(path))) continue;
    reportUnknownKey(reader, path, known);
  }
}

function reportUnknownKey(reader: ValuesReader, path: Path, known: KnownKeys): void {
  const key = String(path[path.length - 1]);
  const parent = pathText(path.slice(0, -1));
  const near = closest(key, Object.keys(known.keys));
  const elsewhere = knownPathsEndingIn(key);
  if (near !== undefined) {
    reader.warning(
      'unknown-key',
      reader.keyWhere(path),
      `${pathText(path)} is not a key of the chart and has no effect`,
      `Did you mean ${parent === '' ? '' : `${parent}.`}${near}?`,
    );
  } else if (elsewhere.length > 0) {
    warnMisplaced(reader, path, elsewhere.join(' or '));
  } else if (known.closed) {
    reader.warning(
      'unknown-key',
      reader.keyWhere(path),
      `${pathText(path)} is not a key of the chart and has no effect`,
      Object.keys(known.keys).length > MOST_KEYS_NAMED
        ? `See ${parent} in the chart's reference.`
        : `${parent} has ${Object.keys(known.keys).join(', ')}.`,
    );
  }
}

function warnMisplaced(reader: ValuesReader, path: Path, belongs: string): void {
  reader.warning(
    'misplaced-key',
    reader.keyWhere(path),
    `${pathText(path)} is read by nobody in this place and has no effect`,
    `It belongs under ${belongs}.`,
  );
}
