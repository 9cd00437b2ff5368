import type { Delivery } from '../config/hub';

/**
 * Path of something in `dist`, seen from the root of the repository that is delivered.
 *
 * @param segments such as `('jupyterhub', 'gate')`
 */
export function repositoryPath(delivery: Pick<Delivery, 'path'>, ...segments: readonly string[]): string {
  return plainPath([delivery.path, ...segments].join('/'));
}

/** A path as people write it (`./hubs/a/`, `/hubs/a`), relative to the root and without a slash at its ends. */
export function plainPath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
