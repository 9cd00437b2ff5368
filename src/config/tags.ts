import { coreMeaning, helmMeaning, type Meaning } from './scalars';

const PREFIX = 'tag:yaml.org,2002:';

const FITS: Readonly<Record<string, (value: Meaning) => boolean>> = {
  [`${PREFIX}str`]: (value) => typeof value === 'string',
  [`${PREFIX}int`]: (value) => Number.isInteger(value),
  [`${PREFIX}float`]: (value) => typeof value === 'number',
  [`${PREFIX}bool`]: (value) => typeof value === 'boolean',
  [`${PREFIX}null`]: (value) => value === null,
};

/** Whether a tag is one of YAML's own for single values: `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`. */
export function isScalarTag(tag: string): boolean {
  return Object.hasOwn(FITS, tag);
}

/** The tag as people write it: `!!int` for `tag:yaml.org,2002:int`. */
export function shortTag(tag: string): string {
  return tag.startsWith(PREFIX) ? `!!${tag.slice(PREFIX.length)}` : tag;
}

/** What a tagged scalar stands for. Numbers and booleans are read as Helm reads them, quoted or not. */
export function taggedMeaning(tag: string, text: string): Meaning {
  if (tag === `${PREFIX}str`) return text;
  return helmMeaning(text) ?? coreMeaning(text);
}

export function fitsTag(tag: string, value: Meaning): boolean {
  return FITS[tag]?.(value) ?? false;
}
