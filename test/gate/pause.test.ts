import { causeOfError, causeOfStatus } from '../../src/gate/cause';
import { pauseAfter, retryAfterMs } from '../../src/gate/pause';

describe('pauseAfter', () => {
  test.each([
    { failures: 0, asked: 0, pause: 5_000 },
    { failures: 1, asked: 0, pause: 5_000 },
    { failures: 2, asked: 0, pause: 10_000 },
    { failures: 3, asked: 0, pause: 20_000 },
    { failures: 4, asked: 0, pause: 30_000 },
    { failures: 100_000, asked: 0, pause: 30_000 },
    { failures: 1, asked: 1_000, pause: 5_000 },
    { failures: 1, asked: 45_000, pause: 45_000 },
    { failures: 1, asked: 86_400_000, pause: 60_000 },
    { failures: 1, asked: Infinity, pause: 60_000 },
  ])('$failures failures, asked for $asked ms', ({ failures, asked, pause }) => {
    expect(pauseAfter(failures, asked, 5_000)).toBe(pause);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-01T10:00:00Z');
  test.each([
    { header: undefined, ms: 0 },
    { header: '', ms: 0 },
    { header: '3', ms: 3_000 },
    { header: '-3', ms: 0 },
    { header: 'soon', ms: 0 },
    { header: 'Sun, 01 Nov 2026 10:00:07 GMT', ms: 7_000 },
    { header: 'Sun, 01 Nov 2026 09:00:00 GMT', ms: 0 },
  ])('$header', ({ header, ms }) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test('reaches the fault of a status', () => {
    const answer = { status: 503, retryAfter: '3', body: 'busy' };
    expect(causeOfStatus(answer, now)).toMatchObject({ detail: '', retryAfterMs: 3_000 });
  });
});

describe('causeOfError', () => {
  test.each([
    { code: 'ETIMEDOUT', says: 'the API server cannot be reached' },
    { code: 'EHOSTUNREACH', says: 'the API server cannot be reached' },
    { code: 'ENETUNREACH', says: 'the API server cannot be reached' },
    { code: 'EAI_AGAIN', says: 'DNS' },
    { code: 'EPIPE', says: 'was cut' },
    { code: 'CERT_NOT_YET_VALID', says: 'not valid at this time' },
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', says: 'not signed by the CA' },
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', says: 'not signed by the CA' },
    { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', says: 'not signed by the CA' },
    { code: 'CERT_SIGNATURE_FAILURE', says: 'not signed by the CA' },
    { code: 'ERR_SSL_WRONG_VERSION_NUMBER', says: 'cannot be asked (ERR_SSL_WRONG_VERSION_NUMBER)' },
  ])('$code', ({ code, says }) => {
    const fault = causeOfError(Object.assign(new Error('as Node says it'), { code }));
    expect(fault.text).toContain(says);
    expect(fault.detail).toBe('as Node says it');
  });
});
