/** The parts of a container image reference, as the distribution grammar has them. */
export interface ImageReference {
  /** Registry and repository, such as `quay.io/jupyter/scipy-notebook`. */
  readonly name: string;
  readonly tag: string | undefined;
  /** With its algorithm, such as `sha256:…`. */
  readonly digest: string | undefined;
}

const DOMAIN =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/**
 * Reads a reference, or says in one phrase why it is none. The tag begins at the last colon after the last
 * slash, so that `localhost:30050/a/b:v1` has the tag `v1`.
 */
export function parseImageReference(text: string): ImageReference | { readonly fault: string } {
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const named = at === -1 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const name = hasTag ? named.slice(0, colon) : named;
  const tag = hasTag ? named.slice(colon + 1) : undefined;

  if (/\s/.test(text)) return { fault: 'it contains white space' };
  if (name === '') return { fault: 'it has no name' };
  if (tag === '') return { fault: 'its tag is empty' };
  if (tag !== undefined && !TAG.test(tag))
    return { fault: `its tag "${tag}" has characters that tags cannot have` };
  if (digest !== undefined && !DIGEST.test(digest))
    return { fault: `its digest "${digest}" is not algorithm:hex` };
  return nameFault(name) ?? { name, tag, digest };
}

function nameFault(name: string): { fault: string } | undefined {
  const parts = name.split('/');
  const first = parts[0] ?? '';
  const hasDomain =
    parts.length > 1 && (/[.:[]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (hasDomain && !DOMAIN.test(first)) return { fault: `"${first}" is not a registry host` };
  for (const part of hasDomain ? parts.slice(1) : parts) {
    if (COMPONENT.test(part)) continue;
    if (part === '') return { fault: 'it has an empty part between slashes' };
    if (part !== part.toLowerCase())
      return { fault: `"${part}" has upper-case letters, which repository names cannot have` };
    return { fault: `"${part}" is not a valid repository name` };
  }
  return name.length > 255 ? { fault: 'its name is longer than 255 characters' } : undefined;
}
