import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { FINDINGS, type FindingKind } from '#x12';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const answerOf = ({ answer, answers }: FindingKind) => [answer, ...Object.values(answers ?? {})].flatMap((one) => (one ? [`${one.element} ${one.code}`] : [])).join(', ');

describe('the finding codes', () => {
  it('stand in the README with their severity, answer and meaning, and no others do', () => {
    const rows = [...readme.matchAll(/^\| `(X12\.[A-Z0-9_]+)` \| (\w+) \| (\w+) \| (.*?) \| (.+) \|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(Object.entries<FindingKind>(FINDINGS).map(([code, kind]) => [code, kind.severity, kind.level, answerOf(kind), kind.means]));
  });

  it('that refuse become something when they are answered, but for those no answer has a code for', () => {
    const without = Object.entries<FindingKind>(FINDINGS).filter(([, kind]) => kind.severity === 'fatal' && answerOf(kind) === '').map(([code]) => code);
    expect(without).toEqual(['X12.NOT_X12', 'X12.BYTES_AFTER_IEA']);
  });

  it('have the thrown code beside them', () => {
    expect(readme).toContain('`X12.CANNOT_COMPOSE`');
  });
});
