import { closest, editDistance } from '../kube/closest';
import { deliverySchema, hubChartSchema, hubFolderSchema } from './delivery-schema';
import {
  defaultsSchema,
  gateSchema,
  hubSchema,
  layerSchema,
  prewarmSchema,
  silenceSchema,
} from './prewarm-schema';
import type { Path } from './tree';

/** A map of prewarm.yaml: what it is called, where it is written, and the keys that it may have. */
interface Level {
  readonly title: string;
  readonly place: string;
  readonly keys: readonly string[];
}

function level(title: string, place: string, ...schemas: { shape: object }[]): Level {
  return { title, place, keys: [...new Set(schemas.flatMap(({ shape }) => Object.keys(shape)))] };
}

const TOP = level('prewarm.yaml', 'at the top level of prewarm.yaml', prewarmSchema);
const HUB = level('a hub', 'in a hub (an entry of hubs:), or under defaults: for all hubs', hubSchema);
const DEFAULTS = level('defaults', 'under defaults:', defaultsSchema);
const GATE = level('gate', 'under gate: of a hub', gateSchema);
const DELIVERY = level('delivery', 'under delivery: of a hub', deliverySchema);
const HUB_SOURCE = level('delivery.hub', 'under delivery.hub: of a hub', hubFolderSchema, hubChartSchema);
const LAYER = level('an entry of values', 'in an entry of values:', layerSchema);
const SILENCE = level('an entry of silence', 'in an entry of silence:', silenceSchema);

/** In the order in which a key that several of them have is looked for. */
const LEVELS = [TOP, HUB, GATE, DELIVERY, HUB_SOURCE, LAYER, SILENCE];

/** Keys at the top of the chart's values that nobody would take for ours. */
const VALUES_KEYS = [
  'singleuser',
  'prePuller',
  'scheduling',
  'proxy',
  'cull',
  'ingress',
  'imagePullSecrets',
  'rbac',
];

/** The map of prewarm.yaml that a path leads to. */
function levelAt(path: Path): Level {
  const names = path.filter((step) => typeof step === 'string');
  switch (names.at(-1)) {
    case undefined:
      return TOP;
    case 'hubs':
      return HUB;
    case 'defaults':
      return DEFAULTS;
    case 'gate':
      return GATE;
    case 'delivery':
      return DELIVERY;
    case 'hub':
      return HUB_SOURCE;
    case 'values':
      return LAYER;
    default:
      return SILENCE;
  }
}

/** What is wrong with a key that the map at `path` cannot have, and where it belongs or what was meant. */
export function unknownKey(path: Path, key: string): { message: string; hint: string } {
  const here = levelAt(path);
  if (here.keys.includes(key)) {
    // Only delivery.hub has alternatives. Defaults and a hub may each be right, and not fit together.
    const message = `${key} does not go with the other keys of ${here.title}`;
    return {
      message,
      hint: `Keep path: or chart: with its keys. Writing ${key}: null takes away what defaults give.`,
    };
  }
  return { message: `${key} is not a key of ${here.title}`, hint: whereItBelongs(here, key) };
}

function whereItBelongs(here: Level, key: string): string {
  if (here === DEFAULTS && key === 'silence')
    return 'A rule is silenced for one hub, with a reason: write it in that hub.';
  const near = closest(key, here.keys);
  // `hub:` for `hubs:` is a slip of the finger, although delivery has a key `hub`.
  if (near !== undefined && editDistance(near, key) <= 1) return `Did you mean ${near}?`;
  const elsewhere = LEVELS.find((other) => other !== here && other.keys.includes(key));
  if (elsewhere) return `It belongs ${elsewhere.place}.`;
  if (near !== undefined) return `Did you mean ${near}?`;
  if (VALUES_KEYS.includes(key))
    return 'It is a key of the chart: write it in a values file, and name that file under values:.';
  return `The keys of ${here.title} are ${here.keys.join(', ')}.`;
}
