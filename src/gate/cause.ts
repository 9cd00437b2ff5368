import type { Answer } from './api';
import { retryAfterMs } from './pause';
import { type Fault, fault, field, parse } from './reading';

/** Error codes of Node and OpenSSL in words; the first that matches. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'the API server refuses connections (it may be restarting)'],
  [/^(ECONNRESET|EPIPE)$/, 'the connection to the API server was cut (it may be restarting)'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'the API server cannot be reached (network, NetworkPolicy)'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name of the API server cannot be resolved (DNS)'],
  [/ALTNAME/, 'TLS: the certificate of the API server is for another host'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'TLS: the certificate of the API server is not valid at this time'],
  [
    /^(UNABLE_|SELF_|DEPTH_|CERT_)/,
    'TLS: the certificate of the API server is not signed by the CA in ca.crt',
  ],
];

const STATUSES: Readonly<Record<number, string>> = {
  401: 'the API server does not accept the token (expired, or the ServiceAccount is gone)',
  403: 'the gate may not read the DaemonSet (Role or RoleBinding missing, or not there yet)',
  404: 'the image puller does not exist yet',
  429: 'the API server is busy and asks to come back later',
};

/** Why there was no whole answer. */
export function causeOfError(error: unknown): Fault {
  const code = field(error, 'code');
  const message = String(field(error, 'message'));
  // Errors of our own have no code: they are sentences already.
  if (typeof code !== 'string') return fault(message);
  const known = CAUSES.find(([pattern]) => pattern.test(code));
  return fault(known ? known[1] : 'the API server cannot be asked (' + code + ')', message);
}

/** Why an answer is not the DaemonSet. */
export function causeOfStatus(answer: Answer, wallClock: number): Fault {
  const meaning =
    STATUSES[answer.status] ??
    (answer.status >= 500
      ? 'the API server has trouble'
      : 'the API server gave an answer that is not expected');
  const message = field(parse(answer.body), 'message');
  const detail = typeof message === 'string' ? message : '';
  return fault(String(answer.status) + ': ' + meaning, detail, retryAfterMs(answer.retryAfter, wallClock));
}
