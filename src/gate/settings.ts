/** What the gate waits for and how, from the environment that its Job sets. */
export interface Settings {
  /** PREWARM_NAMESPACE: namespace of the pullers. */
  readonly namespace: string;
  /** PREWARM_PULLERS: names of DaemonSets, separated by commas. All of them must be ready. */
  readonly pullers: readonly string[];
  /** PREWARM_QUORUM: above 0, at most 1; the share of the desired nodes that must be ready. In parts per million. */
  readonly quorumPpm: number;
  /** PREWARM_DEADLINE_SECONDS, counted from the start of the program. Absent or empty: no end. */
  readonly deadlineMs: number | undefined;
  /** PREWARM_ON_TIMEOUT, `fail` or `proceed`: what the deadline does. Absent: fail, the safe one. */
  readonly onTimeout: string;
  /** PREWARM_POLL_SECONDS, default 5. */
  readonly pollMs: number;
  /** PREWARM_SETTLE_SECONDS, default 60: how long zero desired nodes must last before they are believed. */
  readonly settleMs: number;
  /** PREWARM_REQUEST_SECONDS, default 10: longest time for one request, from the first packet to the last byte. */
  readonly requestMs: number;
  /** PREWARM_SERVICE_ACCOUNT_DIR: folder with `token` and `ca.crt`. Default: where Kubernetes mounts them. */
  readonly serviceAccountDir: string;
  /** KUBERNETES_SERVICE_HOST: name, IPv4 or IPv6 address. */
  readonly host: string;
  /** KUBERNETES_SERVICE_PORT. */
  readonly port: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

// Timers of Node fire at once when they are asked to wait for 2^31 ms or longer: a deadline would have passed already.
const LONGEST_SECONDS = 2_000_000;

/** PREWARM_TERMINATION_LOG: the file that Kubernetes shows as the reason of the end. */
export function terminationLog(env: Environment): string {
  return env['PREWARM_TERMINATION_LOG'] || '/dev/termination-log';
}

/** The settings, or one sentence for each variable that is wrong. An empty variable counts as absent. */
export function readSettings(env: Environment): Settings | readonly string[] {
  const faults: string[] = [];

  const take = (
    name: string,
    fallback: string,
    meaning: string,
    allowed: (value: string) => boolean,
  ): string => {
    const value = env[name] || fallback;
    if (!allowed(value)) faults.push(name + ' must be ' + meaning + ', got ' + JSON.stringify(value));
    return value;
  };
  const text = (name: string, fallback: string, allowed: RegExp, meaning: string): string =>
    take(name, fallback, meaning, (value) => allowed.test(value));
  const number = (name: string, fallback: string, least: number, most: number): number => {
    const allowed = (value: string): boolean =>
      /^\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most;
    return Number(
      take(name, fallback, 'a decimal number from ' + String(least) + ' to ' + String(most), allowed),
    );
  };
  const seconds = (name: string, fallback: string, least: number): number =>
    1000 * number(name, fallback, least, LONGEST_SECONDS);

  const settings = {
    namespace: text('PREWARM_NAMESPACE', '', /^[a-z0-9][-a-z0-9]*$/, 'the name of a namespace'),
    pullers: text(
      'PREWARM_PULLERS',
      '',
      /^[a-z0-9][-.a-z0-9]*(,[a-z0-9][-.a-z0-9]*)*$/,
      'names of DaemonSets with commas between them',
    ).split(','),
    quorumPpm: Math.round(1e6 * number('PREWARM_QUORUM', '', 0.000001, 1)),
    deadlineMs: env['PREWARM_DEADLINE_SECONDS'] ? seconds('PREWARM_DEADLINE_SECONDS', '', 0.001) : undefined,
    onTimeout: text('PREWARM_ON_TIMEOUT', 'fail', /^(fail|proceed)$/, 'fail or proceed'),
    pollMs: seconds('PREWARM_POLL_SECONDS', '5', 0.001),
    settleMs: seconds('PREWARM_SETTLE_SECONDS', '60', 0),
    requestMs: seconds('PREWARM_REQUEST_SECONDS', '10', 0.001),
    serviceAccountDir: env['PREWARM_SERVICE_ACCOUNT_DIR'] || '/var/run/secrets/kubernetes.io/serviceaccount',
    host: text('KUBERNETES_SERVICE_HOST', '', /^[0-9A-Za-z.:-]+$/, 'the address of the API server'),
    port: number('KUBERNETES_SERVICE_PORT', '', 1, 65535),
  };
  return faults.length > 0 ? faults : settings;
}
