import { z } from 'zod';
import { deliverySchema } from './delivery-schema';
import { DNS_LABEL, dnsLabel, duration, image, map, text, whole } from './prewarm-fields';

/*
 * The schema of prewarm.yaml. The reference page, the JSON Schema for editors and the checks are all made from it.
 */

/** Names of the folders that stand beside the hubs in the output. */
const RESERVED = ['values', 'delivery'];

const kubernetes = text(
  'a quoted version from "1.27" on, major and minor only',
  /^1\.(?:2[7-9]|[3-9]\d)$/,
).describe(
  'Oldest Kubernetes API server that must accept the output, such as `"1.29"`. Quoted: unquoted, 1.30 is the number 1.3.',
);

const quorumText = 'a share of the nodes above 0% up to 100%, such as 95% or 0.95';
const quorum = z
  .union(
    [
      text(quorumText, /^(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%$/).refine((value) => parseFloat(value) > 0, {
        error: quorumText,
      }),
      z.number({ error: quorumText }).gt(0, { error: quorumText }).lte(1, { error: quorumText }),
    ],
    { error: quorumText },
  )
  .default('95%')
  .describe('Share of the nodes on which all images must be present before the gate opens: `95%` or `0.95`.');

export const gateSchema = map({
  quorum,
  deadline: duration('45m, 90s or 1h30m', '1m', '24h')
    .default('45m')
    .describe(
      'How long the gate waits, such as `45m` or `1h30m`. With Flux and `onTimeout: fail` it waits without end.',
    ),
  onTimeout: z
    .enum(['fail', 'proceed'], { error: 'fail or proceed' })
    .default('fail')
    .describe(
      'What the deadline means: `fail` stops the upgrade, `proceed` lets it go on without the images.',
    ),
  attempt: whole('a whole number, 0 or more', 0)
    .default(0)
    .describe('Raise it to run a failed gate again without changing an image.'),
  image: image('quay.io/jupyterhub/configurable-http-proxy:5.0.0')
    .optional()
    .describe(
      "Image with Node.js 18 or newer that runs the gate. Default: the image of the hub's proxy, which is there anyway.",
    ),
});

const filePath = text('the path of a values file');

export const layerSchema = map({
  file: filePath.describe('Values file, relative to the file that names it.'),
  path: text('keys joined by dots, such as jupyterhub or basehub.jupyterhub', /^(?:[^.]+(?:\.[^.]+)*)?$/)
    .default('')
    .describe(
      "Where the hub's values begin in the file when the chart is a dependency of another: `jupyterhub`, `basehub.jupyterhub`. Default: the top level.",
    ),
});

export const silenceSchema = map({
  rule: text('the name of a rule, such as mutable-tag', /^[a-z0-9]+(?:-[a-z0-9]+)*$/).describe(
    'The rule, as printed in brackets behind its findings.',
  ),
  reason: text('a sentence that says why').describe('Why the rule does not apply to this hub.'),
});

/** What `defaults` may have as well. */
const shared = {
  namespace: dnsLabel().optional().describe('Namespace of the hub. Default: its name.'),
  release: text('the name of a Helm release, at most 53 characters', DNS_LABEL)
    .max(53, { error: 'the name of a Helm release, at most 53 characters' })
    .optional()
    .describe("Name of the Helm release when the hub is installed from the chart. Default: the hub's name."),
  values: z
    .array(z.union([filePath, layerSchema], { error: 'a file name, or a map with file: and path:' }), {
      error: 'a list of values files',
    })
    .min(1, { error: 'a list of at least one values file' })
    .optional()
    .describe(
      "Values files in Helm's order: later ones win, maps merge, lists replace, null deletes. Required for each hub.",
    ),
  target: z
    .enum(['argocd', 'flux', 'kubectl'], { error: 'argocd, flux or kubectl' })
    .default('argocd')
    .describe('Who brings the output to the cluster: `argocd`, `flux` or `kubectl`.'),
  kubernetes: kubernetes.optional(),
  chartVersion: text('a release of the z2jh chart, such as 4.4.0', /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/)
    .default('4.4.0')
    .describe("Release of the z2jh chart whose defaults apply. Decides the tags of the chart's own images."),
  gate: gateSchema
    .prefault({})
    .describe('The gate that holds an upgrade back until the images are on the nodes.'),
  toolImage: image('docker.io/library/busybox:1.37.0-musl')
    .default('docker.io/library/busybox:1.37.0-musl')
    .describe(
      "Image with a statically linked `busybox` in /bin. It is run in place of each image's own program when that image is pulled.",
    ),
  priorityCutoff: whole('a whole number', -2_147_483_648)
    .default(-10)
    .describe('The cluster autoscaler ignores pending pods of a lower priority than this.'),
  cluster: z
    .enum(['inline', 'separate', 'none'], { error: 'inline, separate or none' })
    .default('inline')
    .describe(
      'Who owns the PriorityClasses: `inline` with the rest, `separate` in a delivery of their own, `none` somebody else.',
    ),
  schedulerName: text('the name of a scheduler', /^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/)
    .optional()
    .describe('Scheduler of the placeholder pods. Default: that of the cluster.'),
  delivery: deliverySchema
    .optional()
    .describe(
      'Where `dist` is delivered from. When given, the Application or the Kustomizations are written too.',
    ),
};

export const defaultsSchema = map(shared);

export const hubSchema = map({
  name: dnsLabel()
    .refine((name) => !RESERVED.includes(name), {
      error: `a name other than ${RESERVED.join(' and ')}, which are folders of the output`,
    })
    .describe('Name of the hub: its folder in `dist`, and part of the name of every object.'),
  ...shared,
  silence: z
    .array(silenceSchema, { error: 'a list of maps with rule: and reason:' })
    .default([])
    .describe(
      'Rules that are switched off for this hub, each with a reason. There is no way to do it for all hubs at once.',
    ),
});

export const prewarmSchema = map({
  kubernetes: kubernetes.default('1.27'),
  defaults: defaultsSchema
    .optional()
    .describe(
      'Any field of a hub but `name` and `silence`, laid under each hub: maps merge, lists replace, null deletes.',
    ),
  hubs: z
    .array(hubSchema, { error: 'a list of hubs' })
    .min(1, { error: 'a list of at least one hub' })
    .describe('The hubs. Each has at least a name and values.'),
});

/** One hub with the defaults of the file and of the schema applied. */
export type HubOptions = z.output<typeof hubSchema>;
