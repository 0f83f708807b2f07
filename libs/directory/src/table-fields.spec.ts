import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { TABLE_FIELDS, tableField } from './table-fields.js';

/** The table in the terminals' README, which both sides are held against. */
const listed = [...readFileSync(join(projectRoot(), 'config/terminals/README.md'), 'utf8').matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm)].map(([, name, rows, kind]) => ({ name, rows, kind }));

describe('the fields of a terminal\'s own table', () => {
  it('are those the README of the terminals lists, for the same rows and of the same kind', () => {
    const ours = Object.keys(TABLE_FIELDS).map((name) => {
      const field = tableField(name);
      return { name, rows: field?.rows?.join(', ') ?? 'all', kind: `${field?.kind}${field?.several ? ', several' : ''}` };
    });
    expect(ours).toEqual(listed);
  });

  it('are none of what every object has', () => { expect(['constructor', '__proto__', 'toString'].map(tableField)).toEqual([null, null, null]); });
});
