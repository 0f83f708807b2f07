import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { FINDINGS } from '#x12';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the finding codes', () => {
  it('stand in the README with their severity and meaning, and no others do', () => {
    const rows = [...readme.matchAll(/^\| `(X12\.[A-Z0-9_]+)` \| (fatal|note) \| (\w+) \| (.+) \|$/gm)].map(([, code, severity, level, means]) => [code, severity, level, means]);
    expect(rows).toEqual(Object.entries(FINDINGS).map(([code, { severity, level, means }]) => [code, severity, level, means]));
  });

  it('have the thrown code beside them', () => {
    expect(readme).toContain('`X12.CANNOT_COMPOSE`');
  });
});
