import { nodeAt, type Path } from '../../config/tree';
import { hasPuller, imagesOf } from '../pool-images';
import type { HubUnderCheck, Rule } from '../rule';

/** Images whose tag is that of the chart's release unless the values say one. */
const CHART_IMAGES: readonly Path[] = [
  ['singleuser', 'image'],
  ['singleuser', 'networkTools', 'image'],
];

export const chartVersionAssumed: Rule = {
  id: 'chart-version-assumed',
  severity: 'note',
  title: 'the release of the chart is known where it decides a tag',
  check(hub) {
    const { chartVersion, chartVersionGiven, where } = hub.config;
    if (chartVersionGiven || !hasPuller(hub)) return [];
    const images = imagesOf(hub).filter(({ origins }) => origins.some(({ path }) => takesRelease(hub, path)));
    if (images.length === 0) return [];
    return [
      {
        where,
        message: `the release of the chart is not written down, so ${chartVersion} is assumed for ${images.map(({ reference }) => reference).join(' and ')}`,
        hint: `In prewarm.yaml, set chartVersion to the release that you run (helm list shows it).`,
      },
    ];
  },
};

function takesRelease({ config }: HubUnderCheck, origin: string): boolean {
  return CHART_IMAGES.some(
    (path) => path.join('.') === origin && nodeAt(config.tree, [...path, 'tag']) === undefined,
  );
}
