import { pathText, type Node } from '../../config/tree';
import { textsWhere } from '../json-path';
import { valuesBehind } from '../origins';
import { remembered } from '../remembered';
import { inObject, nameOf, writtenAt } from '../places';
import type { CheckedObject, Finding, HubUnderCheck, Rule } from '../rule';

/** What credentials look like, with what to call them. */
const SIGNS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, what: 'a private key' },
  { pattern: /\.dockerconfigjson|"auths"\s*:/, what: 'registry credentials (dockerconfigjson)' },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22}/, what: 'a GitHub token' },
  { pattern: /\bglpat-[\w-]{20}/, what: 'a GitLab token' },
  { pattern: /\bxox[abprs]-[\w-]{10}/, what: 'a Slack token' },
  { pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, what: 'an AWS access key' },
  { pattern: /\bAIza[\w-]{35}/, what: 'a Google API key' },
  { pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, what: 'a signed token (JWT)' },
  { pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@(?!sha256:)/i, what: 'a password in an address' },
];
/** One quick look for all of them, blind to case: nearly every text has none. */
const ANY_SIGN = new RegExp(SIGNS.map(({ pattern }) => `(?:${pattern.source})`).join('|'), 'i');

/** Keys of values whose text is a secret. */
const SECRET_KEY =
  /^(?:\w*password|(?:secret|api|access|auth|refresh|bearer)_?token|(?:client|cookie)_?secret|(?:private|secret|crypt|api)_?keys?)$/i;

/** What each secret text of the values is called. */
type Secrets = ReadonlyMap<string, string>;

/** Shorter texts are in names and addresses by chance, and so are plain words such as `placeholder`. */
const SHORTEST_SECRET = 6;
const PLAIN_WORDS = /^[a-z]+(?:-[a-z]+)*$/;

/** Most texts are in many objects of many hubs; each is looked through once. */
const harmless = remembered<readonly HubUnderCheck[], Set<string>>(() => new Set());

export const noCredential: Rule = {
  id: 'no-credential',
  severity: 'error',
  title: 'no credential gets into the output',
  guard: 'the output goes to a repository, where a credential stays readable for ever',
  check(hub, all) {
    const secrets = secretsOf(hub);
    const seen = harmless(all);
    return [
      ...hub.objects.flatMap((object) => [...secretObject(object), ...inTexts(hub, object, secrets, seen)]),
      ...inValuesLayer(hub, secrets, seen),
      ...inDelivery(hub),
    ];
  },
};

function secretObject(object: CheckedObject): Finding[] {
  if (object.json['kind'] !== 'Secret') return [];
  return [{ where: inObject(object), message: `${nameOf(object)} would be written to the output` }];
}

/** Placed in the object: a place in the values would be printed with its line, and so with the credential. */
function inTexts(hub: HubUnderCheck, object: CheckedObject, secrets: Secrets, seen: Set<string>): Finding[] {
  return textsWhere(object.json, isCredential(secrets, seen)).map(({ text, path }): Finding => {
    const what = credentialIn(text, secrets) ?? '';
    const origin = valuesBehind(object, path).find((values) => writtenAt(hub, values) !== undefined);
    const from = origin === undefined ? '' : `, from ${pathText(origin)}`;
    return {
      where: inObject(object, path),
      message: `${what} would be written to the output${from}`,
      hint: HINT,
    };
  });
}

function inValuesLayer(hub: HubUnderCheck, secrets: Secrets, seen: Set<string>): Finding[] {
  return textsWhere(hub.plan.valuesLayer, isCredential(secrets, seen)).map(({ text }) => ({
    where: hub.config.where,
    message: `${credentialIn(text, secrets) ?? ''} would be written to dist/values`,
    hint: HINT,
  }));
}

const HINT = 'Refer to a Secret by its name instead, and change the credential if the file was ever shared.';

function isCredential(secrets: Secrets, seen: Set<string>): (text: string) => boolean {
  return (text) => {
    for (const secret of secrets.keys()) if (text.includes(secret)) return true;
    if (seen.has(text)) return false;
    if (signIn(text) !== undefined) return true;
    seen.add(text);
    return false;
  };
}

function credentialIn(text: string, secrets: Secrets): string | undefined {
  for (const [secret, what] of secrets) if (text.includes(secret)) return what;
  return signIn(text);
}

function signIn(text: string): string | undefined {
  return ANY_SIGN.test(text) ? SIGNS.find(({ pattern }) => pattern.test(text))?.what : undefined;
}

/** Addresses of repositories are written to dist/delivery. */
function inDelivery(hub: HubUnderCheck): Finding[] {
  const { delivery } = hub.plan;
  const addresses = [delivery?.repoURL, delivery?.hub?.repoURL];
  return addresses.flatMap((address) =>
    address !== undefined && signIn(address) !== undefined
      ? [
          {
            where: hub.config.where,
            message: `the address of a repository holds a credential: ${address.replace(/\/\/[^@]*@/, '//…@')}`,
            hint: 'Argo CD and Flux take the credential of a repository from a Secret of their own.',
          },
        ]
      : [],
  );
}

/**
 * The secret texts of the values, each also in the form that a pull secret has, with what to call them. A text that
 * is a plain word, or part of the hub's own name or of an image, is left out: to find it proves nothing.
 */
function secretsOf(hub: HubUnderCheck): Map<string, string> {
  const secrets = new Map<string, string>();
  collect(hub.config.tree, '', secrets);
  const pull = hub.config.tree.entries.get('imagePullSecret')?.value;
  const username = pull === undefined ? undefined : textUnder(pull, 'username');
  const password = pull === undefined ? undefined : textUnder(pull, 'password');
  if (username !== undefined) {
    if (username.length >= SHORTEST_SECRET) secrets.set(username, 'imagePullSecret.username');
    if (password !== undefined)
      secrets.set(base64(`${username}:${password}`), 'imagePullSecret, encoded for a registry');
  }
  for (const [secret, what] of [...secrets])
    if (!secrets.has(base64(secret))) secrets.set(base64(secret), `${what}, encoded`);
  if (secrets.size === 0) return secrets;
  const { plan, config } = hub;
  const known = [
    ...[plan.name, plan.namespace, config.release, config.toolImage, plan.gate?.image.reference ?? ''],
    ...plan.pools.flatMap(({ images }) => images.map(({ reference }) => reference)),
  ];
  for (const secret of [...secrets.keys()]) {
    if (PLAIN_WORDS.test(secret) || known.some((text) => text.includes(secret))) secrets.delete(secret);
  }
  return secrets;
}

function collect(node: Node, path: string, secrets: Map<string, string>): void {
  if (node.kind === 'list') for (const item of node.items) collect(item, path, secrets);
  if (node.kind !== 'map') return;
  for (const [key, { value }] of node.entries) {
    const at = path === '' ? key : `${path}.${key}`;
    if (value.kind !== 'scalar') collect(value, at, secrets);
    else if (
      typeof value.value === 'string' &&
      value.value.length >= SHORTEST_SECRET &&
      SECRET_KEY.test(key)
    ) {
      secrets.set(value.value, at);
    }
  }
}

function textUnder(node: Node, key: string): string | undefined {
  const value = node.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
