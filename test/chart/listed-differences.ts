import { bytesQuantity, parseJupyterHubBytes, parseQuantity } from '../../src/kube/quantity';
import type { CaseDifference } from './cases';

/** A reason why an object of ours is not the chart's; explained in docs/decisions under the same id. */
export interface ListedDifference {
  readonly id: string;
  readonly covers: (difference: CaseDifference) => boolean;
}

const PULLERS = /^DaemonSet /;

function listed(
  id: string,
  object: RegExp,
  path: RegExp,
  holds: (difference: CaseDifference) => boolean = () => true,
): ListedDifference {
  return {
    id,
    covers: (difference) => object.test(difference.object) && path.test(difference.path) && holds(difference),
  };
}

const onlyChart = ({ ours }: CaseDifference) => ours === undefined;
const onlyOurs = ({ chart }: CaseDifference) => chart === undefined;
const becomes = (chart: RegExp, ours: RegExp) => (difference: CaseDifference) =>
  chart.test(String(difference.chart)) && ours.test(String(difference.ours));

/** What differs from the chart's rendering, on purpose. The order does not matter; an unlisted difference fails. */
export const LISTED: readonly ListedDifference[] = [
  // Names and labels
  listed('names', /./, /^\/metadata\/name$/, ({ ours }) => /^(myhub-|jhub\.myhub\.)/.test(String(ours))),
  listed(
    'names',
    /^(DaemonSet|Job)/,
    /serviceAccountName$/,
    becomes(/image-(puller|awaiter)$/, /^myhub-image-(puller|gate)$/),
  ),
  listed(
    'names',
    /^RoleBinding/,
    /^\/(roleRef|subjects\/0)\/name$/,
    becomes(/hook-image-awaiter$/, /^myhub-image-gate$/),
  ),
  listed(
    'names',
    /^StatefulSet/,
    /^\/spec\/serviceName$/,
    becomes(/user-placeholder$/, /^myhub-user-placeholder$/),
  ),
  listed(
    'priority-names',
    /./,
    /priorityClassName$/,
    becomes(/^(myhub|physics)-/, /^jhub\.myhub\.(image-puller--?\d+|placeholder--?\d+)$/),
  ),
  listed('labels', /./, /^\/metadata\/labels\//),
  listed('selectors', /./, /^\/spec\/selector\/matchLabels\//),
  listed(
    'pod-labels',
    /./,
    /^\/spec\/template\/metadata\/labels\/(app|release|component|app\.kubernetes\.io~1\w+|prewarm\.dev~1[-\w]+)$/,
  ),
  listed(
    'namespace',
    /./,
    /^\/metadata\/namespace$/,
    ({ chart, ours }) => chart === undefined && ours === 'jhub',
  ),

  // What Helm needs and nobody else
  listed('annotations', /./, /^\/metadata\/annotations\/helm\.sh~1/, onlyChart),
  listed('annotations', /^PriorityClass/, /^\/metadata\/annotations\/meta\.helm\.sh~1/, onlyChart),
  listed('descriptions', /^PriorityClass/, /^\/description$/),

  // The puller
  listed('one-puller', PULLERS, /^\/metadata\/annotations\/example\.org~1hook$/, ({ case: name }) =>
    name.startsWith('10'),
  ),
  listed(
    'distinct-images',
    PULLERS,
    /^\/spec\/template\/spec\/initContainers\/.*\/name$/,
    ({ chart, ours }) => chart !== undefined && ours !== undefined,
  ),
  listed(
    'distinct-images',
    PULLERS,
    /^\/spec\/template\/spec\/initContainers\/.*\/order$/,
    ({ chart, ours }) => Number(ours) <= Number(chart) + 1,
  ),
  listed(
    'static-command',
    PULLERS,
    /^\/spec\/template\/spec\/initContainers\/docker\.io~1library~1busybox:1\.37\.0-musl\//,
    onlyOurs,
  ),
  listed(
    'static-command',
    PULLERS,
    /^\/spec\/template\/spec\/initContainers\/.*\/command\/0$/,
    becomes(/^\/bin\/sh$/, /^\/prewarm\/true$/),
  ),
  listed('static-command', PULLERS, /^\/spec\/template\/spec\/initContainers\/.*\/command\/[12]$/, onlyChart),
  listed(
    'static-command',
    PULLERS,
    /^\/spec\/template\/spec\/initContainers\/.*\/(volumeMounts\/0\/\w+|workingDir)$/,
    onlyOurs,
  ),
  listed('static-command', PULLERS, /^\/spec\/template\/spec\/volumes\/0\//, onlyOurs),
  listed(
    'small-requests',
    PULLERS,
    /\/resources\/requests\/(cpu|memory)$/,
    ({ chart, ours }) => chart === undefined && /^(1m|8Mi)$/.test(String(ours)),
  ),
  listed(
    'pod-security',
    /^(DaemonSet|Job|StatefulSet)/,
    /^\/spec\/template\/spec\/securityContext\/.*$/,
    onlyOurs,
  ),
  listed(
    'service-links',
    /^(DaemonSet|Job|StatefulSet)/,
    /^\/spec\/template\/spec\/enableServiceLinks$/,
    ({ ours }) => ours === false,
  ),
  listed(
    'profile-placement',
    PULLERS,
    /^\/spec\/template\/spec\/tolerations\/2\//,
    ({ chart, case: name }) => chart === undefined && /^0[35]/.test(name),
  ),
  listed(
    'pause-image-settings',
    PULLERS,
    /^\/spec\/template\/spec\/(containers\/0\/imagePullPolicy|imagePullSecrets\/[2-4]\/name)$/,
    ({ case: name }) => name.startsWith('06'),
  ),
  listed(
    'account-token',
    /^ServiceAccount/,
    /^\/automountServiceAccountToken$/,
    ({ ours }) => ours === false,
  ),

  listed(
    'accounts-that-exist',
    /^(DaemonSet|ServiceAccount)/,
    /(serviceAccountName|^\/metadata\/name)$/,
    ({ case: name, ours }) => name.startsWith('10') && ours === 'my-puller',
  ),

  // The gate
  listed(
    'account-token',
    /^Job/,
    /^\/spec\/template\/spec\/automountServiceAccountToken$/,
    ({ chart, ours }) => chart === undefined && ours === true,
  ),
  listed('gate-end', /^Job/, /^\/spec\/(activeDeadlineSeconds|backoffLimit|podFailurePolicy\/.*)$/, onlyOurs),
  listed(
    'gate-command',
    /^Job/,
    /^\/spec\/template\/spec\/(containers\/0\/(command\/\d+|env\/.*|image|imagePullPolicy|name|terminationMessagePolicy|volumeMounts\/0\/\w+)|volumes\/0\/.*)$/,
  ),
  listed('gate-stays', /^Job/, /^\/spec\/template\/metadata\/annotations\/cluster-autoscaler/, onlyOurs),
  listed('gate-place', /^Job/, /^\/spec\/template\/spec\/(affinity\/.*|priorityClassName)$/, onlyOurs),
  listed('gate-labels', /^Job/, /^\/spec\/template\/metadata\/labels\/team$/, onlyChart),
  listed('gate-rights', /^Role /, /^\/rules\/0\/resourceNames\/0$/, ({ ours }) =>
    /^myhub-image-puller-[0-9a-f]{8}$/.test(String(ours)),
  ),
  listed('gate-program', /^ConfigMap image-gate$/, /^$/, onlyOurs),

  // Seats
  listed(
    'memory-units',
    /^StatefulSet/,
    /\/resources\/(requests|limits)\/memory$/,
    ({ chart, ours }) => asJupyterHub(chart) === ours,
  ),
  listed(
    'cpu-notation',
    /^StatefulSet/,
    /\/resources\/(requests|limits)\/cpu$/,
    ({ chart, ours }) => parseQuantity(String(chart)) === parseQuantity(String(ours)),
  ),
  listed('scheduler-name', /^StatefulSet/, /^\/spec\/template\/spec\/schedulerName$/, onlyChart),
  listed(
    'update-strategy-written',
    /^StatefulSet/,
    /^\/spec\/updateStrategy\/type$/,
    ({ ours }) => ours === 'RollingUpdate',
  ),
  listed(
    'never-preempting',
    /^PriorityClass user-placeholder/,
    /^\/preemptionPolicy$/,
    ({ ours }) => ours === 'Never',
  ),
  listed('never-global-default', /^PriorityClass default/, /^\/globalDefault$/, ({ ours }) => ours === false),

  // Whole objects
  listed(
    'user-scheduler-stays',
    /^(ClusterRole|ClusterRoleBinding|ConfigMap|Deployment|PodDisruptionBudget|ServiceAccount) .*(user-scheduler|shared-scheduler)$/,
    /^$/,
    onlyChart,
  ),
  listed('pull-secret-stays', /^Secret image-pull-secret$/, /^$/, onlyChart),
  listed('traffic-rules', /^NetworkPolicy/, /^$/, onlyOurs),
];

function asJupyterHub(chart: unknown): string | undefined {
  const bytes =
    typeof chart === 'string' || typeof chart === 'number' ? parseJupyterHubBytes(chart) : undefined;
  return bytes === undefined ? undefined : bytesQuantity(bytes);
}
