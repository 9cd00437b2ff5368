export * from 'cdk8s-plus-27/lib/imports/k8s';
