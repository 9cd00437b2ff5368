import type { KubernetesVersion } from '../config/hub';
import { containerFaults, contextFaults, type FieldFault } from './container-security';
import { jsonAt, listAt, mapAt, textAt, textsAt, type JsonPath } from './json-path';
import type { PodContainer, PodTemplate } from './pods';

/** One field that breaks the Pod Security Standard "restricted". */
export interface SecurityFault {
  /** Where the field is, or would be, from the pod spec on; for annotations, from the pod's metadata on. */
  readonly at: JsonPath;
  /** The container concerned; undefined: the pod as a whole. */
  readonly container: PodContainer | undefined;
  /** Such as `allowPrivilegeEscalation must be false, got true`. */
  readonly message: string;
}

const VOLUME_TYPES =
  'configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret'.split(' ');
const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** Safe kernel settings, by the minor version of Kubernetes 1 that first allowed them. */
const SYSCTLS: readonly (readonly [minor: number, names: readonly string[]])[] = [
  [
    0,
    [
      ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start'],
      ...['net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range'],
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
];

/** What Pod Security admission of this version, or a later one, refuses under "restricted"; "baseline" is part of it. */
export function securityFaults(pod: PodTemplate, version: KubernetesVersion): SecurityFault[] {
  const inPod = podFaults(pod, version).map(([at, message]) => ({ at, message, container: undefined }));
  const inContainers = pod.containers.flatMap((container) =>
    containerFaults(container.json, pod.spec).map(([at, message]) => ({
      at: [...container.at.slice(pod.at.length), ...at],
      message,
      container,
    })),
  );
  return [...inPod, ...inContainers];
}

function podFaults({ spec, object }: PodTemplate, version: KubernetesVersion): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[key] === true) faults.push([[key], `${key} must be false, got true`]);
  }
  const context: JsonPath = ['securityContext'];
  faults.push(...contextFaults(jsonAt(spec, context), context));
  const allowed = SYSCTLS.flatMap(([minor, names]) =>
    version.major > 1 || version.minor >= minor ? names : [],
  );
  for (const [index, sysctl] of listAt(spec, [...context, 'sysctls']).entries()) {
    const name = textAt(sysctl, ['name']) ?? '';
    if (!allowed.includes(name))
      faults.push([[...context, 'sysctls', index], `the kernel setting ${name} must not be changed`]);
  }
  for (const [index, volume] of listAt(spec, ['volumes']).entries()) {
    const types = Object.keys(mapAt(volume)).filter((key) => key !== 'name');
    if (types.some((type) => VOLUME_TYPES.includes(type))) continue;
    faults.push([
      ['volumes', index],
      `a volume must be of the types ${VOLUME_TYPES.join(', ')}, got ${types.join(', ') || 'none'}`,
    ]);
  }
  const annotations = textsAt(object.json, ['spec', 'template', 'metadata', 'annotations']);
  for (const [key, value] of Object.entries(annotations)) {
    if (!key.startsWith(APPARMOR_ANNOTATION) || /^(?:|runtime\/default|localhost\/.*)$/.test(value)) continue;
    faults.push([
      ['metadata', 'annotations', key],
      `the AppArmor profile must be runtime/default or localhost/…, got "${value}"`,
    ]);
  }
  return faults;
}
