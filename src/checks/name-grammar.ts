/** The grammars of names in Kubernetes, and how to say them. */
/** Names of namespaces, containers, and whatever ends up in a host name or a label. */
export const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
export const DNS_SUBDOMAIN =
  /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

const LABEL_WORDS = 'at most 63 letters, digits, "-", "_" or ".", with a letter or digit at both ends';
export const DNS_LABEL_WORDS = 'at most 63 small letters, digits or "-", with a letter or digit at both ends';
export const SUBDOMAIN_WORDS = 'small letters, digits, "-" and ".", with a letter or digit at both ends';

/** What the API server would say of a label, or of an entry of a node selector. */
export function labelFault(key: string, value: string): string | undefined {
  const fault = keyFault('label', key);
  if (fault !== undefined || LABEL_VALUE.test(value)) return fault;
  return `the label ${key} must be empty or ${LABEL_WORDS}, got "${value}"`;
}

/**
 * Keys are words, perhaps after a DNS name and a slash.
 *
 * @param compared the key as the API server looks at it
 */
export function keyFault(kind: 'label' | 'annotation', key: string, compared = key): string | undefined {
  const parts = compared.split('/');
  const name = parts.pop() ?? '';
  const [prefix] = parts;
  const isPrefixed = parts.length === 0 || (parts.length === 1 && DNS_SUBDOMAIN.test(prefix ?? ''));
  if (isPrefixed && name !== '' && LABEL_VALUE.test(name)) return undefined;
  return `the ${kind} key "${key}" must be ${LABEL_WORDS}, perhaps after "prefix/"`;
}
