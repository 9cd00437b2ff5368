import { DisruptionBudget } from '../../src/constructs/disruption-budget';
import { GateAccess } from '../../src/constructs/gate-access';
import { GateProgram } from '../../src/constructs/gate-program';
import { GateTraffic } from '../../src/constructs/gate-traffic';
import { PriorityClass } from '../../src/constructs/priority-class';
import { ServiceAccount } from '../../src/constructs/service-account';
import { TrafficDenial } from '../../src/constructs/traffic-denial';
import { objectOf, objectsOf } from '../fixtures/objects';

const common = { name: 'thing', labels: { app: 'prewarm' }, annotations: { 'example.org/a': 'b' } };
const metadata = { ...common, namespace: 'teaching' };

test('a priority is never the default of the cluster, and evicts unless it is told not to', () => {
  const props = { ...common, value: -10, description: 'Seats' };
  const built = (preemptionPolicy: 'Never' | undefined) =>
    objectOf((chart) => new PriorityClass(chart, 'x', { ...props, preemptionPolicy }));
  expect(built('Never')).toMatchObject({
    apiVersion: 'scheduling.k8s.io/v1',
    value: -10,
    description: 'Seats',
    globalDefault: false,
    preemptionPolicy: 'Never',
  });
  expect(built(undefined)).not.toHaveProperty('preemptionPolicy');
});

test('an account mounts no token', () => {
  expect(objectOf((chart) => new ServiceAccount(chart, 'x', common))).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
  });
});

test('the gate may read the state of its pullers, and nothing else', () => {
  const [role, binding] = objectsOf(
    (chart) =>
      new GateAccess(chart, 'x', {
        ...common,
        serviceAccountName: 'reader',
        namespace: 'teaching',
        pullers: ['a', 'b'],
      }),
  );
  expect(role).toMatchObject({
    kind: 'Role',
    metadata,
    rules: [{ apiGroups: ['apps'], resources: ['daemonsets'], resourceNames: ['a', 'b'], verbs: ['get'] }],
  });
  expect(binding).toMatchObject({
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'thing' },
    subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'teaching' }],
  });
});

test('the program cannot be changed in place', () => {
  expect(objectOf((chart) => new GateProgram(chart, 'x', { ...common, program: 'exit()\n' }))).toMatchObject({
    kind: 'ConfigMap',
    immutable: true,
    data: { 'gate.js': 'exit()\n' },
  });
});

test('denied traffic is all traffic, of the pods that are meant', () => {
  const object = objectOf(
    (chart) =>
      new TrafficDenial(chart, 'x', {
        ...common,
        matchLabels: { hub: 'course' },
        anyOf: { label: 'component', values: ['image-puller', 'placeholder'] },
      }),
  );
  // No `ingress` and no `egress`: a direction without a rule is closed.
  expect(object.spec).toEqual({
    podSelector: {
      matchLabels: { hub: 'course' },
      matchExpressions: [{ key: 'component', operator: 'In', values: ['image-puller', 'placeholder'] }],
    },
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('the gate reaches names and the API server, and nobody reaches it', () => {
  const object = objectOf(
    (chart) => new GateTraffic(chart, 'x', { ...common, matchLabels: { part: 'gate' } }),
  );
  expect(object.spec).toEqual({
    podSelector: { matchLabels: { part: 'gate' } },
    policyTypes: ['Ingress', 'Egress'],
    egress: [
      {
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
          { protocol: 'UDP', port: 5353 },
          { protocol: 'TCP', port: 5353 },
        ],
      },
      {
        ports: [
          { protocol: 'TCP', port: 443 },
          { protocol: 'TCP', port: 6443 },
          { protocol: 'TCP', port: 8443 },
          { protocol: 'TCP', port: 16443 },
        ],
      },
    ],
  });
});

test('a disruption budget of zero is written, not left out', () => {
  const object = objectOf(
    (chart) => new DisruptionBudget(chart, 'x', { ...common, selector: { part: 'seat' }, minAvailable: 0 }),
  );
  expect(object.spec).toEqual({ minAvailable: 0, selector: { matchLabels: { part: 'seat' } } });
});

test('annotations and labels that a chart of somebody else adds later are in the object', () => {
  const object = objectOf((chart) => {
    const account = new ServiceAccount(chart, 'x', common);
    account.metadata.addAnnotation('example.org/team', 'maths');
    account.metadata.addLabel('cost-centre', '4711');
  });
  expect(object.metadata.annotations).toEqual({ 'example.org/a': 'b', 'example.org/team': 'maths' });
  expect(object.metadata.labels).toEqual({ app: 'prewarm', 'cost-centre': '4711' });
});
