/** The folders of a hub in `dist`, in the order in which they are applied. */
export const STAGES = ['cluster', 'prepull', 'gate', 'seats'] as const;

export type Stage = (typeof STAGES)[number];

/** The same stages in the order of deployment, each once. */
export function inOrder(stages: readonly Stage[]): Stage[] {
  return STAGES.filter((stage) => stages.includes(stage));
}
