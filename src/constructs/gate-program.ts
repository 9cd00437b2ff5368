import type { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import type { JsonMap } from '../kube/json';
import { Manifest } from './manifest';
import type { ObjectProps } from './manifest';

/** Key of the ConfigMap, and so the file name of the program in the gate's pod. */
export const PROGRAM_FILE = 'gate.js';

export interface GateProgramProps extends ObjectProps {
  /** JavaScript, one file. */
  readonly program: string;
}

/** The program of the gate. Immutable: its name holds a hash of the content, another program is another object. */
export class GateProgram extends Manifest {
  constructor(scope: Construct, id: string, props: GateProgramProps) {
    super(
      scope,
      id,
      k8s.KubeConfigMap.manifest({
        metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
        immutable: true,
        data: { [PROGRAM_FILE]: props.program },
      }) as JsonMap,
    );
  }
}
