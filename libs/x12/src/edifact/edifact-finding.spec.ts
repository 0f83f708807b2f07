import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { EDIFACT_FINDINGS, type FindingKind } from '#x12';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** What the README says of its answer: 0085, where a CONTRL has a code for it. */
const codeOf = ({ answer, answers }: FindingKind): string => answer?.code ?? answers?.interchange?.code ?? '';

describe('the finding codes of EDIFACT', () => {
  it('stand in the README with their severity, level, answer and meaning, and no others do', () => {
    const rows = [...readme.matchAll(/^\| `(EDIFACT\.[A-Z0-9_]+)` \| (fatal|note) \| (\w+) \| (\d*) ?\| (.+) \|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(Object.entries<FindingKind>(EDIFACT_FINDINGS).map(([code, kind]) => [code, kind.severity, kind.level, codeOf(kind), kind.means]));
  });

  it('that refuse, but for those that nobody can be told of, have an answer', () => {
    const silent = Object.entries<FindingKind>(EDIFACT_FINDINGS).filter(([, kind]) => kind.severity === 'fatal' && codeOf(kind) === '').map(([code]) => code);
    expect(silent).toEqual(['EDIFACT.NO_UNB', 'EDIFACT.INTERACTIVE', 'EDIFACT.BYTES_AFTER_UNZ']);
  });
});
