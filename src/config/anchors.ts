import type { Where } from '../problem/source';
import type { Node } from './tree';

/** How many values the aliases of one file may stand for. Real files stay below some thousand. */
export const ALIAS_LIMIT = 200_000;

/** What an anchor stands for; `node` is absent until the end of its value has been reached. */
interface Anchored {
  node?: Node;
  /** Values in it, aliases followed. */
  size: number;
  /** Levels in it, aliases followed. */
  height: number;
}

type Fail = (rule: string, where: Where, message: string, hint?: string) => void;

/**
 * The anchors of one file in the order of writing. Aliases share the node of their anchor, so that ten lines
 * which stand for millions of values cost nothing here; they are counted, and refused, since everybody who
 * walks the tree later would pay.
 */
export class Anchors {
  /** The deepest level so far below the node that is being measured. */
  deepest = 0;
  private readonly byName = new Map<string, Anchored>();
  private size = 0;
  private repeated = 0;

  constructor(private readonly fail: Fail) {}

  /** Composes one node, and remembers it under its anchor when it has one. */
  measure(anchor: string | undefined, depth: number, compose: () => Node): Node {
    const anchored: Anchored = { size: 0, height: 0 };
    if (anchor !== undefined) this.byName.set(anchor, anchored);
    const before = this.size++;
    const outside = this.deepest;
    this.deepest = depth;
    const node = compose();
    anchored.node = node;
    anchored.size = this.size - before;
    anchored.height = this.deepest - depth;
    this.deepest = Math.max(this.deepest, outside);
    return node;
  }

  resolve(name: string, where: Where, depth: number): Node | undefined {
    const anchored = this.byName.get(name);
    if (anchored?.node === undefined) {
      if (anchored)
        this.fail('bad-alias', where, `the alias *${name} lies inside its own anchor, so it would never end`);
      else {
        const hint = `Write &${name} before the value that is meant, or quote the text when it only begins with *.`;
        this.fail('bad-alias', where, `the alias *${name} has no anchor &${name} above it`, hint);
      }
      return undefined;
    }
    this.size += anchored.size;
    this.deepest = Math.max(this.deepest, depth + anchored.height);
    this.allows(anchored.size, where);
    return anchored.node;
  }

  /** Counts values that an alias or a merge key brings; false, with one error, when there are too many. */
  allows(count: number, where: Where): boolean {
    const before = this.repeated;
    this.repeated += count;
    if (this.repeated <= ALIAS_LIMIT) return true;
    if (before <= ALIAS_LIMIT) {
      this.fail('bad-alias', where, `the aliases up to here stand for more than ${ALIAS_LIMIT} values`);
    }
    return false;
  }
}
