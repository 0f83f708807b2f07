import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#common';

/** Longer fixtures say nothing that shorter ones do not, and take the time of many. */
const LONGEST = 1_500;

/** The project's own fixtures, small ones: X12 and EDIFACT, broken ones too, in one order on every machine. */
export const SOUND: readonly Buffer[] = ['test/fixtures/x12', 'test/fixtures/edifact']
  .map((top) => join(projectRoot(), top))
  .filter((top) => existsSync(top))
  .flatMap(filesBelow)
  .map((file) => readFileSync(file))
  .filter(({ length }) => length <= LONGEST);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(edi|bin)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
