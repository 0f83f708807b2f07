import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HawserError } from './errors.js';

const NAME = 'hawser';

export class ProjectRootError extends HawserError {
  readonly code = 'COMMON.PROJECT_ROOT';
  readonly retry = 'never';
  constructor(from: string) {
    super(`Project folder: found no package.json named "${NAME}" in ${from} or above it; expected the checkout or the image's folder`, { from });
  }
}

/**
 * The folder that holds our package.json: the same one whether this runs from libs/ or from dist/libs/.
 * @throws ProjectRootError
 */
export function projectRoot(from: string = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (nameOf(join(folder, 'package.json')) === NAME) return folder;
    if (dirname(folder) === folder) throw new ProjectRootError(from);
  }
}

function nameOf(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed && typeof parsed.name === 'string' ? parsed.name : null;
}
