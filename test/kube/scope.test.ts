import { isClusterScoped } from '../../src/kube/scope';

test.each([
  ['v1', 'Namespace', true],
  ['v1', 'PersistentVolume', true],
  ['v1', 'PersistentVolumeClaim', false],
  ['v1', 'ServiceAccount', false],
  ['apps/v1', 'DaemonSet', false],
  ['scheduling.k8s.io/v1', 'PriorityClass', true],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', true],
  ['rbac.authorization.k8s.io/v1beta1', 'ClusterRoleBinding', true],
  ['rbac.authorization.k8s.io/v1', 'Role', false],
  ['networking.k8s.io/v1', 'NetworkPolicy', false],
  ['networking.k8s.io/v1', 'IngressClass', true],
  ['storage.k8s.io/v1', 'StorageClass', true],
  ['storage.k8s.io/v1', 'CSIStorageCapacity', false],
  ['authorization.k8s.io/v1', 'LocalSubjectAccessReview', false],
  // The same word in somebody else's group is another kind.
  ['example.org/v1', 'Namespace', false],
  ['v1', 'PriorityClass', false],
  ['constructor/v1', 'name', false],
])('%s %s: %p', (apiVersion, kind, expected) => {
  expect(isClusterScoped(apiVersion, kind)).toBe(expected);
});
