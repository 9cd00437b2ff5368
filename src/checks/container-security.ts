import type { Json, JsonMap } from '../kube/json';
import { jsonAt, listAt, mapAt, textAt, textsAt, type JsonPath } from './json-path';

/** A field that is refused, and what it must be. */
export type FieldFault = readonly [at: JsonPath, message: string];

const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const SECCOMP_TYPES = ['RuntimeDefault', 'Localhost'];
const APPARMOR_TYPES = ['RuntimeDefault', 'Localhost'];

/** What Pod Security "restricted" refuses of a container, given the pod's own security context. */
export function containerFaults(json: JsonMap, spec: JsonMap): FieldFault[] {
  const context: JsonPath = ['securityContext'];
  const own = mapAt(json, context);
  const pod = mapAt(spec, context);
  const faults: FieldFault[] = [...contextFaults(own, context)];
  const must = (at: JsonPath, wanted: string, got: Json | undefined): void => {
    faults.push([
      [...context, ...at],
      `${at.join('.')} must be ${wanted}, got ${got === undefined ? 'nothing' : JSON.stringify(got)}`,
    ]);
  };
  if (own['privileged'] === true) must(['privileged'], 'false', true);
  if (own['allowPrivilegeEscalation'] !== false)
    must(['allowPrivilegeEscalation'], 'false', own['allowPrivilegeEscalation']);
  const nonRoot = own['runAsNonRoot'] ?? pod['runAsNonRoot'];
  if (nonRoot !== true) must(['runAsNonRoot'], 'true', nonRoot);
  const seccomp = textAt(own, ['seccompProfile', 'type']) ?? textAt(pod, ['seccompProfile', 'type']);
  if (seccomp === undefined) must(['seccompProfile', 'type'], SECCOMP_TYPES.join(' or '), seccomp);
  if (!listAt(own, ['capabilities', 'drop']).includes('ALL'))
    must(['capabilities', 'drop'], '["ALL"]', jsonAt(own, ['capabilities', 'drop']));
  const added = listAt(own, ['capabilities', 'add']);
  if (added.some((name) => name !== 'NET_BIND_SERVICE'))
    must(['capabilities', 'add'], 'empty or ["NET_BIND_SERVICE"]', added);
  const procMount = own['procMount'] ?? 'Default';
  if (procMount !== 'Default') must(['procMount'], 'Default', procMount);
  return [...faults, ...hostFaults(json)];
}

/** What is refused alike for a pod and for a container. */
export function contextFaults(context: Json | undefined, at: JsonPath): FieldFault[] {
  const faults: FieldFault[] = [];
  const must = (field: JsonPath, wanted: string, got: Json | undefined): void => {
    faults.push([[...at, ...field], `${field.join('.')} must be ${wanted}, got ${JSON.stringify(got)}`]);
  };
  const user = jsonAt(context, ['runAsUser']);
  if (user === 0) must(['runAsUser'], 'other than 0', user);
  const seccomp = textAt(context, ['seccompProfile', 'type']);
  if (seccomp !== undefined && !SECCOMP_TYPES.includes(seccomp))
    must(['seccompProfile', 'type'], SECCOMP_TYPES.join(' or '), seccomp);
  const appArmor = textAt(context, ['appArmorProfile', 'type']);
  if (appArmor !== undefined && !APPARMOR_TYPES.includes(appArmor))
    must(['appArmorProfile', 'type'], APPARMOR_TYPES.join(' or '), appArmor);
  const label = textsAt(context, ['seLinuxOptions']);
  if (!SELINUX_TYPES.includes(label['type'] ?? ''))
    must(['seLinuxOptions', 'type'], SELINUX_TYPES.slice(1).join(', '), label['type']);
  for (const key of ['user', 'role'])
    if ((label[key] ?? '') !== '') must(['seLinuxOptions', key], 'left out', label[key]);
  if (jsonAt(context, ['windowsOptions', 'hostProcess']) === true)
    must(['windowsOptions', 'hostProcess'], 'false', true);
  return faults;
}

const ACTIONS: readonly JsonPath[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [probe]),
  ...['postStart', 'preStop'].map((hook) => ['lifecycle', hook]),
];

/** Ports of the node, and probes and hooks that go to another host than the pod (refused since 1.34). */
function hostFaults(json: JsonMap): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [index, port] of listAt(json, ['ports']).entries()) {
    const number = jsonAt(port, ['hostPort']) ?? 0;
    if (number === 0) continue;
    faults.push([['ports', index, 'hostPort'], `hostPort must be left out, got ${JSON.stringify(number)}`]);
  }
  for (const path of ACTIONS) {
    const action = mapAt(json, path);
    for (const kind of ['httpGet', 'tcpSocket']) {
      const host = textAt(action[kind], ['host']) ?? '';
      if (host === '') continue;
      const name = [...path, kind].join('.');
      faults.push([[...path, kind, 'host'], `${name}.host must be left out, got "${host}"`]);
    }
  }
  return faults;
}
