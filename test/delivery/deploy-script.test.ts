import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from '../../src/plan/stage';
import type { HubPlan } from '../../src/plan/plan';
import { Deployment, LABELS, MANIFESTS } from './deployment';
import { hubPlan, hubWithPassingPuller } from './hub-plan';

const made: Deployment[] = [];
function deployment(hub?: HubPlan, stages?: readonly Stage[]): Deployment {
  const one = new Deployment(hub ?? hubPlan(), stages);
  made.push(one);
  return one;
}
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

const everything = Object.values(MANIFESTS)
  .flat()
  .map((line) => line.split(' ')[0])
  .sort();

/** What was done in the cluster, without the looking. */
function deeds(one: Deployment): string[] {
  return one
    .state('calls')
    .filter((call) => /^(apply|delete|create namespace)/.test(call))
    .map((call) => call.replace(/^apply .*\/my dist\/jupyterhub\/(\w+)\/.*/, 'apply $1'));
}

const SHELLS = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh'], ['ksh'], ['yash']].filter(
  ([program = '', ...rest]) => spawnSync(program, [...rest, '-c', 'true']).status === 0,
);

describe('a first deployment', () => {
  test.each(SHELLS)('goes stage by stage, waits, and says so (%s)', (...shell) => {
    const one = deployment();
    one.set('words', ['3 of 3 nodes ready after 10 s']);
    const { status, stdout, stderr } = one.run(['--', 'kubectl', 'config', 'view'], shell);
    expect(stderr).toBe('');
    expect(stdout.replace(/\S+\/bin\//g, '').replace(/applying .*\/my dist\//g, 'applying ')).toBe(
      `cluster: applying jupyterhub/cluster/manifests.k8s.yaml
priorityclass.scheduling.k8s.io/jupyterhub-jupyterhub-default-0 serverside-applied
prepull: applying jupyterhub/prepull/manifests.k8s.yaml
serviceaccount/jupyterhub-image-puller serverside-applied
configmap/jupyterhub-image-gate-cccc3333 serverside-applied
daemonset.apps/jupyterhub-image-puller-aaaa1111 serverside-applied
gate: applying jupyterhub/gate/manifests.k8s.yaml
job.batch/jupyterhub-image-gate-bbbb2222 serverside-applied
gate: 0 of 3 nodes ready, 0 s
gate: 1 of 3 nodes ready, 5 s
gate: open, 3 of 3 nodes ready, 10 s
  3 of 3 nodes ready after 10 s
hub: kubectl config view
seats: applying jupyterhub/seats/manifests.k8s.yaml
statefulset.apps/jupyterhub-user-placeholder serverside-applied
poddisruptionbudget.policy/jupyterhub-user-placeholder serverside-applied
Done: hub jupyterhub, namespace jupyterhub.
`,
    );
    expect(status).toBe(0);
    expect(one.objects()).toEqual(everything);
  });

  it('says how to deploy the hub when no command is given', () => {
    const { status, stdout } = deployment().run();
    expect(status).toBe(0);
    expect(stdout).toContain('The hub itself was not deployed');
    expect(stdout).toContain('--values config.yaml --values dist/values/jupyterhub.yaml');
  });

  it('needs a namespace, and makes one only when asked', () => {
    const one = deployment();
    one.set('namespaces', ['default']);
    expect(one.run()).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('--create-namespace') as string,
    });
    expect(deeds(one)).toEqual([]);
    expect(one.run(['--create-namespace', '--', 'true']).status).toBe(0);
    expect(deeds(one)[0]).toBe('create namespace jupyterhub');
  });

  it('works on the stages that there are', () => {
    const one = deployment(hubPlan({ gate: undefined }), ['prepull']);
    expect(one.run(['--', 'true']).status).toBe(0);
    expect(deeds(one)).toEqual(['apply prepull']);
  });

  it('only cleans up when there is no stage at all', () => {
    const one = deployment(hubPlan({ gate: undefined, pools: [] }), []);
    one.add(...MANIFESTS.prepull, ...MANIFESTS.cluster, `configmap/foreign prewarm.dev/hub=jupyterhub`);
    expect(one.run(['--', 'true'])).toMatchObject({ status: 0, stderr: '' });
    expect(one.objects()).toEqual(['configmap/foreign']);
  });
});

describe('a second run', () => {
  it('changes nothing and says so', () => {
    const one = deployment();
    one.install();
    const { status, stdout } = one.run(['--', 'true']);
    expect(status).toBe(0);
    expect(stdout).toBe(
      `cluster: unchanged
prepull: unchanged
gate: open since an earlier run
hub: true
seats: unchanged
Nothing had to be changed: hub jupyterhub, namespace jupyterhub.
`,
    );
    expect(deeds(one)).toEqual([]);
  });

  it('goes on waiting for a gate that is under way', () => {
    const one = deployment();
    one.install();
    one.set('gate', ['running', 'running', 'complete']);
    const { status, stdout } = one.run(['--', 'true']);
    expect(status).toBe(0);
    expect(stdout).toContain('is under way');
    expect(deeds(one)).toEqual([]);
  });

  it('shows in a dry run what it would do, and does none of it', () => {
    const one = deployment();
    one.add(...MANIFESTS.cluster, `daemonset.apps/old ${LABELS.puller}`);
    const before = one.state('objects');
    const { status, stdout } = one.run(['--dry-run', '--', 'sh', '-c', 'exit 9']);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /== cluster: changes to be applied\nnone\n== prepull: changes to be applied\n\+ serviceaccount/,
    );
    expect(stdout).toContain('== gate: changes to be applied\n+ job.batch/jupyterhub-image-gate-bbbb2222');
    expect(stdout).toContain('== hub: to be run: sh -c exit 9');
    expect(stdout).toContain('== to be removed (no longer needed):\n  daemonset.apps/old\n');
    expect(deeds(one)).toEqual([]);
    expect(one.state('objects')).toEqual(before);
  });
});

describe('the gate', () => {
  it('stops everything when it fails, and says why', () => {
    const one = deployment();
    one.set('gate', ['running', 'failed']);
    one.set('progress', ['3 0', '3 2']);
    one.set('words', ['2 of 3 nodes ready after 45 min, 100 % needed']);
    one.set('standing', [
      'node-1\tImagePullBackOff\tquay.io/a:1\tBack-off pulling image "quay.io/a:1"',
      'node-2\tImagePullBackOff\tquay.io/a:1\tBack-off pulling image "quay.io/a:1"',
      'node-3\tPodInitializing\tquay.io/b:2\t<no value>',
    ]);
    one.set('events', [
      'jupyterhub-image-puller-aaaa1111-x7k2q   Failed   toomanyrequests',
      'jupyterhub-image-puller-aaaa1111-9zzzz   Failed   toomanyrequests',
      'somebody-else   Failed   their own trouble',
    ]);
    const { status, stdout, stderr } = one.run(['--', 'echo', 'DEPLOYED']);
    expect(status).toBe(2);
    expect(stdout).not.toContain('DEPLOYED');
    expect(stderr).toBe(
      `gate: failed, 5 s
Job jupyterhub-image-gate-bbbb2222: DeadlineExceeded: Job was active longer than specified deadline
Pullers: 2 of 3 nodes ready
The gate said:
  2 of 3 nodes ready after 45 min, 100 % needed
Pods that are not ready:
  2 x ImagePullBackOff quay.io/a:1 on node-1: Back-off pulling image "quay.io/a:1"
  1 x PodInitializing quay.io/b:2 on node-3
Events:
  jupyterhub-image-puller-aaaa1111-x7k2q: Failed   toomanyrequests
The hub and its seats were not touched. When the cause is removed: run this again with --retry-gate, or raise
gate.attempt in prewarm.yaml and synthesize. To deploy without the images: --skip-gate.
`,
    );
    expect(deeds(one)).toEqual(['apply cluster', 'apply prepull', 'apply gate']);
  });

  it('is not run again by itself after a failure', () => {
    const one = deployment();
    one.install();
    one.set('gate', ['failed']);
    const { status, stderr } = one.run(['--', 'true']);
    expect(status).toBe(2);
    expect(stderr).toContain('failed in an earlier run');
    expect(stderr).toContain('--retry-gate');
    expect(deeds(one)).toEqual([]);
  });

  it('is run again with --retry-gate', () => {
    const one = deployment();
    one.install();
    one.set('gate', ['failed']);
    one.set('gate.after', ['running', 'complete']);
    expect(one.run(['--retry-gate', '--', 'true'])).toMatchObject({ status: 0, stderr: '' });
    expect(deeds(one)).toEqual([
      'delete job jupyterhub-image-gate-bbbb2222 --namespace jupyterhub --ignore-not-found',
      'apply gate',
    ]);
  });

  it('is left out with --skip-gate, loudly', () => {
    const one = deployment();
    const { status, stdout, stderr } = one.run(['--skip-gate', '--', 'echo', 'DEPLOYED']);
    expect(status).toBe(0);
    expect(stdout).toContain('DEPLOYED');
    expect(stderr).toContain('--skip-gate: the hub goes on whether or not its images are on the nodes');
    expect(deeds(one)).toEqual(['apply cluster', 'apply prepull', 'apply seats']);
  });

  it('is waited for no longer than --timeout', () => {
    const one = deployment();
    one.set('gate', ['running']);
    const { status, stderr } = one.run(['--timeout', '2m', '--', 'true']);
    expect(status).toBe(2);
    expect(stderr).toContain('gate: not open after 2 min');
    expect(one.state('clock')).toEqual(['120']);
  });

  it('outlasts an API server that does not answer for a while', () => {
    const one = deployment();
    const refused = (port: number): string => `read tcp 10.0.0.1:${port}: connection reset by peer`;
    one.set('gate', ['running', refused(1), refused(2), refused(3), 'running', 'complete']);
    one.set('progress', ['3 1']);
    const { status, stdout, stderr } = one.run(['--', 'true']);
    expect(status).toBe(0);
    expect(stderr).toBe(`${refused(1)}\n`);
    expect(stdout.match(/no answer from the cluster/g)).toHaveLength(1);
    expect(stdout.match(/1 of 3 nodes ready, /g)).toHaveLength(3);
  });

  it('is given up when watching it is forbidden', () => {
    const one = deployment();
    one.set('gate', ['running', 'Error from server (Forbidden): jobs is forbidden']);
    const { status, stderr } = one.run(['--', 'true']);
    expect(status).toBe(1);
    expect(stderr).toContain('cannot watch the gate');
  });

  it.each([
    [
      'pods that hang',
      '3 0',
      ['n\tErrImagePull\ta:1\tnot found', 'm\tPodInitializing\tb\t'],
      '  1 x ErrImagePull a:1 on n: not found\n',
    ],
    [
      'pods that cannot be created',
      '3 0',
      [],
      '  jupyterhub-image-puller-aaaa1111: FailedCreate no PriorityClass\n',
    ],
    ['nothing while it goes well', '3 1', [], undefined],
  ])('shows %s once, while it waits', (_, progress, standing, shown) => {
    const one = deployment();
    one.set('progress', [progress]);
    one.set('standing', standing);
    one.set('events', ['jupyterhub-image-puller-aaaa1111  FailedCreate no PriorityClass']);
    one.set('gate', [...Array<string>(60).fill('running'), 'complete']);
    const { status, stdout } = one.run(['--', 'true']);
    expect(status).toBe(0);
    expect(stdout.match(/^ {2}\d x|FailedCreate/gm)?.length ?? 0).toBe(shown === undefined ? 0 : 1);
    if (shown !== undefined) expect(stdout).toContain(shown);
  });
});

describe("the hub's command", () => {
  it('runs only when the gate is open, and before seats and clean-up', () => {
    const one = deployment();
    one.add(`daemonset.apps/old ${LABELS.puller}`);
    const { status, stdout } = one.run([
      '--',
      'sh',
      '-c',
      'echo "$@ $(grep -c . "$FAKE/objects")"',
      '-',
      'a  b',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/gate: open(.|\n)*\na {2}b 6\nseats: (.|\n)*Removing/);
  });

  it('stops everything when it fails, with its own status', () => {
    const one = deployment();
    const { status, stderr } = one.run(['--', 'sh', '-c', 'exit 7']);
    expect(status).toBe(7);
    expect(stderr).toContain('the command of the hub failed with status 7');
    expect(deeds(one)).toEqual(['apply cluster', 'apply prepull', 'apply gate']);
  });

  it('may be missing', () => {
    expect(deployment().run(['--', 'no-such-program'])).toMatchObject({ status: 127 });
  });

  it('gets the cluster that was asked for', () => {
    const one = deployment();
    one.install();
    const options = ['--context', 'my ctx', '--kubeconfig=/my config', '--'];
    const { stdout } = one.run([...options, 'sh', '-c', 'echo "$HELM_KUBECONTEXT|$KUBECONFIG"']);
    expect(stdout).toContain('my ctx|/my config\n');
    one.run([...options, 'kubectl', 'config', 'view']);
    expect(one.state('calls').at(-1)).toBeDefined();
    const asked = one.state('connection');
    expect(new Set(asked)).toEqual(new Set(['--kubeconfig /my config', '--context my ctx']));
    expect(asked).toHaveLength(2 * one.state('calls').length);
  });
});

describe('clean-up', () => {
  const foreign = [
    'configmap/by-hand prewarm.dev/hub=jupyterhub',
    'configmap/other-hub app.kubernetes.io/managed-by=prewarm,prewarm.dev/hub=jupyterhub-2',
    'configmap/helm app.kubernetes.io/managed-by=Helm,prewarm.dev/hub=jupyterhub',
    `job.batch/window ${LABELS.namespaced},prewarm.dev/component=placeholder`,
    `secret/ours ${LABELS.namespaced}`,
    `priorityclass.scheduling.k8s.io/same-name ${LABELS.namespaced},prewarm.dev/namespace=elsewhere`,
  ];
  const superseded = [
    `daemonset.apps/jupyterhub-image-puller-old ${LABELS.puller}`,
    `configmap/jupyterhub-image-gate-old ${LABELS.namespaced}`,
    `job.batch/jupyterhub-image-gate-old ${LABELS.gate}`,
    `statefulset.apps/jupyterhub-gpu-placeholder ${LABELS.namespaced}`,
    `poddisruptionbudget.policy/jupyterhub-gpu-placeholder ${LABELS.namespaced}`,
    `networkpolicy.networking.k8s.io/old ${LABELS.namespaced}`,
    `rolebinding.rbac.authorization.k8s.io/old ${LABELS.namespaced}`,
    `role.rbac.authorization.k8s.io/old ${LABELS.namespaced}`,
    `serviceaccount/old ${LABELS.namespaced}`,
  ];
  const oldClass = `priorityclass.scheduling.k8s.io/jupyterhub-jupyterhub-default-5`;

  it('removes exactly what is ours and no longer in dist', () => {
    const one = deployment();
    one.install();
    one.add(...foreign, ...superseded, `${oldClass} ${LABELS.cluster}`);
    expect(one.run(['--', 'true']).status).toBe(0);
    expect(one.objects()).toEqual([...everything, ...foreign.map((line) => line.split(' ')[0])].sort());
  });

  it.each([
    ['a pod names it', ['--', 'true'], [oldClass]],
    ['the hub may still be the old one', [], ['priorityclass.scheduling.k8s.io/']],
  ])('keeps a PriorityClass while %s', (_, options, used) => {
    const one = deployment();
    one.install();
    one.add(`${oldClass} ${LABELS.cluster}`);
    one.set('used', used);
    const { status, stdout } = one.run(options);
    expect(status).toBe(0);
    expect(one.objects()).toContain(oldClass);
    expect(stdout).toContain(`kubectl delete ${oldClass}`);
  });

  it.each(['separate', 'none'] as const)(
    'leaves PriorityClasses alone when their owner is %s',
    (clusterOwner) => {
      const one = deployment(hubPlan({ clusterOwner, priorities: undefined }), ['prepull', 'gate', 'seats']);
      one.install();
      one.add(`${oldClass} ${LABELS.cluster}`);
      expect(one.run(['--', 'true']).status).toBe(0);
      expect(one.state('calls').filter((call) => call.includes('priorityclass'))).toEqual([]);
    },
  );

  it('removes nothing when dist cannot be read', () => {
    const one = deployment();
    one.install();
    one.add(...superseded);
    const before = one.objects();
    one.set('../my dist/jupyterhub/seats/manifests.k8s.yaml', []);
    one.set('../my dist/jupyterhub/prepull/manifests.k8s.yaml', []);
    one.set('../my dist/jupyterhub/cluster/manifests.k8s.yaml', []);
    one.set('../my dist/jupyterhub/gate/manifests.k8s.yaml', []);
    expect(one.run(['--', 'true'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('nothing was removed') as string,
    });
    expect(one.objects()).toEqual(before);
  });

  it('takes away pullers that are wanted only while the gate is shut', () => {
    const one = deployment(hubWithPassingPuller());
    expect(one.run(['--', 'true']).status).toBe(0);
    const without = everything.filter((name) => !name?.startsWith('daemonset'));
    expect(one.objects()).toEqual(without);
    one.set('calls', []);
    expect(one.run(['--', 'true']).stdout).toContain('Nothing had to be changed');
    expect(deeds(one)).toEqual([]);
  });
});

describe('PriorityClasses of somebody else', () => {
  const hub = hubPlan({ clusterOwner: 'separate' });

  it('have to be there first', () => {
    const one = deployment(hub);
    const { status, stderr } = one.run(['--', 'true']);
    expect(status).toBe(1);
    expect(stderr).toContain('do not exist yet: jupyterhub-jupyterhub-default-0 ');
    expect(stderr).toContain('deploy.sh --cluster-only');
    expect(deeds(one)).toEqual([]);
  });

  it('are applied alone with --cluster-only', () => {
    const one = deployment(hub);
    one.set('denied', ['daemonsets.apps', 'jobs.batch', 'statefulsets.apps']);
    expect(one.run(['--cluster-only'])).toMatchObject({ status: 0, stderr: '' });
    expect(deeds(one)).toEqual(['apply cluster']);
  });

  it('are not touched otherwise', () => {
    const one = deployment(hub);
    const classes = ['default-0', 'image-puller-m5', 'placeholder-m10'].map(
      (role) => `jupyterhub-jupyterhub-${role}`,
    );
    one.add(...classes.map((name) => `priorityclass.scheduling.k8s.io/${name} x=y`));
    one.set('denied', ['priorityclasses.scheduling.k8s.io']);
    expect(one.run(['--', 'true'])).toMatchObject({ status: 0, stderr: '' });
    expect(deeds(one)).toEqual(['apply prepull', 'apply gate', 'apply seats']);
  });
});

describe('uninstalling', () => {
  it('shows first, and removes nothing without --yes', () => {
    const one = deployment();
    one.install();
    const { status, stdout } = one.run(['--uninstall']);
    expect(status).toBe(0);
    expect(stdout).toContain('daemonset.apps/jupyterhub-image-puller-aaaa1111');
    expect(stdout).toContain('Run the same with --yes');
    expect(deeds(one)).toEqual([]);
  });

  it('goes backwards, and what is cluster-scoped last', () => {
    const one = deployment();
    one.install();
    one.add('configmap/by-hand prewarm.dev/hub=jupyterhub');
    expect(one.run(['--uninstall', '--yes'])).toMatchObject({ status: 0, stderr: '' });
    expect(one.objects()).toEqual(['configmap/by-hand']);
    expect(deeds(one).map((call) => call.split(' ').at(-1)?.split('/')[0])).toEqual([
      'poddisruptionbudget.policy',
      'job.batch',
      'daemonset.apps',
      'priorityclass.scheduling.k8s.io',
    ]);
  });

  it('keeps PriorityClasses that pods of users name', () => {
    const one = deployment();
    one.install();
    const name = 'priorityclass.scheduling.k8s.io/jupyterhub-jupyterhub-default-0';
    one.set('used', [name]);
    const { status, stderr } = one.run(['--uninstall', '--yes']);
    expect(status).toBe(0);
    expect(stderr).toContain(name);
    expect(one.objects()).toEqual([name]);
  });
});

describe('a cluster that cannot be used', () => {
  it('is named before anything is done', () => {
    const one = deployment();
    one.set('down', ['Unable to connect to the server: dial tcp 127.0.0.1:6443: connection refused']);
    const { status, stdout, stderr } = one.run(['--', 'true']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('connection refused\ndeploy.sh: the cluster does not answer as it should');
  });

  it('need not show the namespace', () => {
    const one = deployment();
    one.set('down', ['Error from server (Forbidden): namespaces is forbidden']);
    const { stderr } = one.run(['--', 'true']);
    expect(stderr).not.toContain('does not answer as it should');
    expect(deeds(one)).toEqual(['apply cluster']);
  });

  it('names the rights that are missing', () => {
    const one = deployment();
    one.set('denied', ['priorityclasses.scheduling.k8s.io', 'jobs.batch']);
    const { status, stderr } = one.run(['--', 'true']);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'may not patch, in namespace jupyterhub or cluster-wide: priorityclasses.scheduling.k8s.io jobs.batch',
    );
    expect(stderr).toContain('--cluster-only');
    expect(deeds(one)).toEqual([]);
  });

  it('stops at the stage that cannot be applied', () => {
    const one = deployment();
    one.set('../my dist/jupyterhub/prepull/manifests.k8s.yaml', ['configmap/a forbidden=yes']);
    const { status, stderr } = one.run(['--', 'true']);
    expect(status).toBe(1);
    expect(stderr).toContain('could not apply');
    expect(deeds(one)).toEqual(['apply cluster', 'apply prepull']);
  });

  it('is no matter when kubectl is missing', () => {
    const one = deployment();
    const tools = mkdtempSync(join(tmpdir(), 'prewarm-tools-'));
    for (const tool of ['cat', 'dirname']) symlinkSync(`/usr/bin/${tool}`, join(tools, tool));
    const { status, stderr } = spawnSync('/bin/sh', [one.script], { env: { PATH: tools }, encoding: 'utf8' });
    rmSync(tools, { recursive: true });
    expect(stderr).toContain('kubectl was not found on PATH');
    expect(status).toBe(1);
  });

  it('is not asked when the script was moved away from dist', () => {
    const one = deployment();
    unlinkSync(join(one.script, '../../../jupyterhub/gate/manifests.k8s.yaml'));
    const { status, stderr } = one.run();
    expect(stderr).toContain('gate/manifests.k8s.yaml; deploy.sh has to stay in the dist folder');
    expect(status).toBe(1);
    expect(one.state('calls')).toEqual([]);
  });
});

describe('signals', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('%s ends a wait at once, and the next run goes on', async (signal, expected) => {
    const one = deployment();
    one.set('hang', []);
    const child = one.start(['--', 'echo', 'DEPLOYED']);
    let stdout = '';
    let stderr = '';
    child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (data: Buffer) => {
        stdout += data.toString();
        if (stdout.includes('nodes ready')) resolve();
      });
    });
    while (one.state('sleeper').length === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill(signal);
    // The sleep holds the other end of the output: this comes when nothing is left behind.
    const [status] = (await once(child, 'close')) as [number];
    expect(status).toBe(expected);
    expect(stderr).toContain('Interrupted.');
    expect(stdout).not.toContain('DEPLOYED');

    unlinkSync(join(one.script, '../../../../cluster/hang'));
    expect(one.run(['--', 'echo', 'DEPLOYED'])).toMatchObject({ status: 0, stderr: '' });
    expect(deeds(one).filter((deed) => deed === 'apply gate')).toHaveLength(1);
  });
});

describe('options', () => {
  it.each([
    [['--bogus'], "unknown argument '--bogus'"],
    [['helm', 'upgrade'], "unknown argument 'helm'; a command to deploy the hub goes after --"],
    [['--'], 'there is no command after --'],
    [['--timeout'], '--timeout needs a value'],
    [['--context='], '--context needs a value'],
    [['--timeout', '5x'], "--timeout must be a time such as 90s, 45m or 2h, got '5x'"],
    [['--timeout=010'], "got '010'"],
    [['--timeout', '-5'], "got '-5'"],
    [['--retry-gate', '--skip-gate'], 'exclude each other'],
    [['--uninstall', '--', 'true'], 'does not go with'],
    [['--cluster-only', '--', 'true'], 'does not go with'],
  ])('%j is refused', (options, message) => {
    const one = deployment();
    const { status, stdout, stderr } = one.run(options);
    expect(stderr).toContain(message);
    expect({ status, stdout, calls: one.state('calls') }).toEqual({ status: 1, stdout: '', calls: [] });
  });

  it.each([
    ['90', 90],
    ['90s', 90],
    ['3m', 180],
    ['2h', 7200],
  ])('--timeout %s is understood', (time, seconds) => {
    const one = deployment();
    const { stdout } = one.run([`--timeout=${time}`, '--help']);
    expect(stdout).toContain(`(now: ${seconds} s)`);
  });

  it('can be run as a program, by any path', () => {
    const one = deployment();
    chmodSync(one.script, 0o755);
    expect(
      spawnSync('./deploy.sh', ['-h'], { cwd: join(one.script, '..'), encoding: 'utf8' }).stdout,
    ).toMatch(/^Usage: /);
  });
});
