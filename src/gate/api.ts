import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { isIPv6 } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { causeOfError, causeOfStatus } from './cause';
import { field, type Reading, readDaemonSet } from './reading';
import type { Settings } from './settings';

/** A whole answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

// A DaemonSet is some kB; etcd takes no object above 1.5 MB.
const LONGEST_BODY = 4_000_000;

/** One look at one puller. Never rejects: what goes wrong is a reading, too. */
export async function look(puller: string, settings: Settings): Promise<Reading> {
  try {
    const answer = await get(puller, settings);
    return answer.status === 200 ? readDaemonSet(answer.body, puller) : causeOfStatus(answer, Date.now());
  } catch (error) {
    return causeOfError(error);
  }
}

function get(puller: string, settings: Settings): Promise<Answer> {
  // Read each time: the kubelet renews the token long before it expires, and a cluster may get a new CA.
  const token = read(settings.serviceAccountDir + '/token');
  const ca = read(settings.serviceAccountDir + '/ca.crt');
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: settings.host,
      port: settings.port,
      path: '/apis/apps/v1/namespaces/' + settings.namespace + '/daemonsets/' + puller,
      ca,
      rejectUnauthorized: true,
      checkServerIdentity: checkHost,
      // A connection each time: one that was kept would outlive the CA and the API server that it was made with.
      agent: false,
      headers: { Authorization: 'Bearer ' + token, Accept: 'application/json', 'User-Agent': 'prewarm-gate' },
    });
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
      outgoing.destroy();
    };
    const late = new Error(
      'no whole answer within ' + String(settings.requestMs / 1000) + ' s (overload, NetworkPolicy)',
    );
    const timer = setTimeout(fail, settings.requestMs, late);
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      // A body that breaks off is an error here; `end` comes only after a whole one.
      incoming.on('error', fail);
      incoming.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > LONGEST_BODY) fail(new Error('the answer is far too long for a DaemonSet'));
      });
      incoming.on('end', () => {
        clearTimeout(timer);
        resolve({ status: incoming.statusCode ?? 0, retryAfter: incoming.headers['retry-after'], body });
      });
    });
    outgoing.end();
  });
}

/**
 * Whether the certificate is for this host; undefined: it is. Node 22.23 and 24.17 do not recognise an IPv6 address
 * in a certificate (https://github.com/nodejs/node/issues/64144), OpenSSL does.
 */
function checkHost(host: string, certificate: PeerCertificate): Error | undefined {
  if (isIPv6(host) && new X509Certificate(certificate.raw).checkIP(host) !== undefined) return undefined;
  return checkServerIdentity(host, certificate);
}

/** Content of a file of the ServiceAccount. An empty `ca.crt` would make Node trust every public CA. */
function read(path: string): string {
  let content: string;
  try {
    content = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error('cannot read ' + path + ' (' + String(field(error, 'code')) + ')', { cause: error });
  }
  if (content === '') throw new Error(path + ' is empty');
  return content;
}
