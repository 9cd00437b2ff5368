import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Version of this package, such as `0.1.0`. */
export const VERSION = versionAbove(__dirname);

/** Sources and built program lie at different depths below `package.json`. */
function versionAbove(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
    return version;
  }
  if (dirname(folder) === folder) throw new Error('package.json of prewarm is missing');
  return versionAbove(dirname(folder));
}
