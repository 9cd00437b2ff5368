import { isSwitchedOff, nodeAt, pathText, type MapNode, type Node, type Path } from './tree';
import type { NotSeenValue } from './values';

/** Python that decides about images, with what to say of it. */
const PYTHON_SIGNS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    pattern: /\bprofile_list\b|\bprofileList\b/,
    what: 'profiles that Python code makes or changes (profile_list)',
  },
  {
    pattern: /\bKubeSpawner\.image\b|\bspawner\.image\b|\bself\.image\b/,
    what: 'images that Python code sets (image)',
  },
  {
    pattern: /\binit_containers\b|\bextra_containers\b/,
    what: 'containers that Python code adds to user pods',
  },
  { pattern: /\bBinderSpawner|\bBinderHub\b|\bbinderhub\b/, what: 'images that BinderHub builds' },
];

/** KubeSpawner options that win over singleuser.* when they stand in hub.config. */
const SPAWNER_OPTIONS = ['image', 'profile_list', 'init_containers', 'extra_containers', 'image_spec'];

/** Sources of images that the values only hint at. Each is listed with its position; nothing is guessed. */
export function findUnseen(
  tree: MapNode,
  layers: readonly { readonly root: MapNode; readonly path: readonly string[] }[],
): NotSeenValue[] {
  return [...inPython(tree), ...inSpawnerConfig(tree), ...inServices(tree), ...besideTheHub(layers)];
}

function inPython(tree: MapNode): NotSeenValue[] {
  return (['extraConfig', 'extraFiles'] as const).flatMap((key) => {
    const path: Path = ['hub', key];
    return texts(nodeAt(tree, path), path).flatMap(({ node, text, path: at }) => {
      const code = text.replace(/^\s*#.*$/gm, '');
      const found = PYTHON_SIGNS.filter(({ pattern }) => pattern.test(code)).map(({ what }) => what);
      return found.length === 0 ? [] : [{ path: pathText(at), where: node.where, what: found.join('; ') }];
    });
  });
}

function inSpawnerConfig(tree: MapNode): NotSeenValue[] {
  return ['KubeSpawner', 'BinderSpawner', 'Spawner'].flatMap((spawner) =>
    SPAWNER_OPTIONS.flatMap((option) => {
      const path: Path = ['hub', 'config', spawner, option];
      const node = nodeAt(tree, path);
      return node === undefined || (node.kind === 'scalar' && node.value === null)
        ? []
        : [{ path: pathText(path), where: node.where, what: `hub.config sets ${option} past singleuser.*` }];
    }),
  );
}

function inServices(tree: MapNode): NotSeenValue[] {
  const services = nodeAt(tree, ['hub', 'services']);
  if (services?.kind !== 'map') return [];
  return [...services.entries]
    .filter(([key]) => /^binder/i.test(key))
    .map(([key, entry]) => ({
      path: pathText(['hub', 'services', key]),
      where: entry.key,
      what: 'images that BinderHub builds',
    }));
}

/** An umbrella chart that brings BinderHub keeps it beside, or above, the hub's own values. */
function besideTheHub(
  layers: readonly { readonly root: MapNode; readonly path: readonly string[] }[],
): NotSeenValue[] {
  const found = new Map<string, NotSeenValue>();
  for (const { root, path } of layers) {
    for (let depth = 0; depth < path.length; depth++) {
      const parentPath = path.slice(0, depth);
      const parent = nodeAt(root, parentPath);
      if (parent?.kind !== 'map') continue;
      for (const [key, entry] of parent.entries) {
        if (!/^binderhub/i.test(key) || isSwitchedOff(entry.value)) continue;
        const at = pathText([...parentPath, key]);
        if (!found.has(at))
          found.set(at, { path: at, where: entry.key, what: 'images that BinderHub builds' });
      }
    }
  }
  return [...found.values()];
}

/** Every text below a node, with its path. */
function texts(node: Node | undefined, path: Path): { node: Node; text: string; path: Path }[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return typeof node.value === 'string' ? [{ node, text: node.value, path }] : [];
  if (node.kind === 'list') return node.items.flatMap((item, index) => texts(item, [...path, index]));
  return [...node.entries].flatMap(([key, entry]) => texts(entry.value, [...path, key]));
}
