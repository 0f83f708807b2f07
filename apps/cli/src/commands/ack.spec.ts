import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { readEdi } from '#x12';
import { acknowledge, type AckOptions } from './ack.js';

const folder = mkdtempSync(join(tmpdir(), 'hawser-ack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = new Date('2018-07-24T18:00:00Z');
const fixture = (name: string) => join(projectRoot(), 'test/fixtures/x12', name);

async function said(file: string, options: AckOptions = {}) {
  const text = { code: -1, out: '', err: '' };
  text.code = await acknowledge(file, options, { out: async (more) => { text.out += Buffer.from(more).toString('latin1'); }, err: async (more) => { text.err += more.toString(); }, at });
  return text;
}

const segments = (text: string) => text.split('~').map((segment) => segment.trim());

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('the answer to a file', () => {
  it('is a 997 back to its sender, under the control number 1', async () => {
    const { code, out, err } = await said(fixture('309/update.edi'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answer = await readEdi([Buffer.from(out)]);
    expect(answer).toMatchObject({ verdict: 'accepted', findings: [], interchanges: [{ isa13: '000000001', findings: [], groups: [{ gs01: 'FA', gs06: '1', findings: [], sets: [{ st01: '997', findings: [] }] }] }] });
    const [isa = []] = [segments(out)[0]?.split('*')];
    expect(isa.slice(5, 9).map((element) => element.trim())).toEqual(['ZZ', 'USSEATERM9', 'ZZ', 'HAWSERLINE']);
    expect(segments(out)).toEqual(expect.arrayContaining(['AK2*309*0001', 'AK5*A', 'AK9*A*1*1*1']));
  });

  it('refuses a set whose count is wrong', async () => {
    expect(segments((await said(fixture('broken/wrong-se01.edi'))).out)).toEqual(expect.arrayContaining(['AK5*R*4', 'AK9*R*1*1*0']));
  });

  it('is a TA1 for an interchange that is refused whole', async () => {
    const { code, out } = await said(fixture('broken/wrong-iea02.edi'));
    expect(code).toBe(0);
    expect(segments(out).filter((segment) => segment.startsWith('TA1'))).toEqual(['TA1*000000901*180724*1800*R*001']);
    expect(out).not.toContain('AK9');
  });

  it.each([['ta1', 'TA1*'], ['997', 'AK5*A'], ['999', 'IK5*A']] as const)('is a %s where that is asked for', async (as, words) => {
    const { out } = await said(fixture('309/update.edi'), { as });
    expect(out).toContain(words);
    expect((await readEdi([Buffer.from(out)])).verdict).toBe('accepted');
  });

  it('is one for each interchange, with numbers that count on', async () => {
    const { out } = await said(fixture('broken/second-interchange.edi'), { isa13: 41, gs06: 7 });
    const answer = await readEdi([Buffer.from(out)]);
    expect(answer.interchanges.map((one) => [one.isa13, one.groups[0]?.gs06])).toEqual([['000000041', '7'], ['000000042', '8']]);
  });

  it('is none for an acknowledgement, and that is said', async () => {
    const path = fixture('997/accepted.edi');
    expect(await said(path)).toEqual({ code: 1, out: '', err: `hawser: ${path} holds nothing but acknowledgements, and those are not acknowledged\n` });
  });

  it('is a CONTRL for EDIFACT, which no other answer fits', async () => {
    const path = file('coprar.edi', "UNB+UNOA:2+HAWSERLINE+USLGBEAST+180724:1800+REF7'UNH+1+COPRAR:D:95B:UN:SMDG16'BGM+45+1+9'UNT+3+1'UNZ+1+REF7'");
    const { code, out, err } = await said(path);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answer = await readEdi([Buffer.from(out)]);
    expect(answer).toMatchObject({ syntax: 'edifact', verdict: 'accepted', findings: [], interchanges: [{ isa06: 'USLGBEAST', isa08: 'HAWSERLINE', isa13: '1', findings: [], groups: [{ sets: [{ st01: 'CONTRL', findings: [] }] }] }] });
    expect(out).toContain("UCI+REF7+HAWSERLINE+USLGBEAST+7'");
    expect(await said(path, { as: '997' })).toEqual({ code: 2, out: '', err: `hawser: ${path} is EDIFACT, which is answered by CONTRL; leave --as 997 out\n` });
    expect(await said(file('contrl.edi', out))).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/nothing but acknowledgements/) });
  });

  it('is none for TA1s, which are answers themselves', async () => {
    const ta1s = (await said(fixture('309/update.edi'), { as: 'ta1' })).out;
    expect(await said(file('ta1.edi', ta1s))).toMatchObject({ code: 1, out: '' });
  });

  it('is none for what cannot be read, and that is said', async () => {
    const path = file('letter.txt', 'Dear terminal,\n');
    expect(await said(path)).toEqual({ code: 1, out: '', err: [
      `hawser: ${path}: this is not X12: found "Dear terminal,\\x0a", expected ISA (byte 0)\n`,
      `hawser: ${path} holds no interchange that could be read. What is wrong: npx hawser check ${path}\n`,
    ].join('') });
    expect(await said(join(folder, 'nowhere.edi'))).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/there is no such file\n$/) });
  });
});

describe('what has no answer', () => {
  const manifest = readFileSync(fixture('309/update.edi'), 'latin1');
  const nameless = manifest.replace(/^(ISA(?:\*[^*]*){5}\*)[^*]{15}/, `$1${' '.repeat(15)}`);

  it.each([
    ['bytes behind the last interchange', `${manifest}Best regards\n`, /^hawser: .*: found "Best regards\\x0a" after the last interchange, .*\n$/],
    ['an ISA that cannot be read', `ISA*00*NOTHING~\n${manifest}`, /^hawser: .*: the ISA cannot be read at .*\n$/],
    ['an interchange from nobody', nameless + manifest, /^hawser: the interchange \d+ cannot be answered: ISA06 .*, expected whom to answer\n$/],
  ])('is told beside the answers that are written: %s', async (_what, content, line) => {
    const { code, out, err } = await said(file('left-out.edi', content));
    expect(code).toBe(1);
    expect(err).toMatch(line);
    expect((await readEdi([Buffer.from(out)])).interchanges).toHaveLength(1);
  });

  it('is no padding, which needs none', async () => {
    const path = file('padded.edi', "UNB+UNOA:2+HAWSERLINE+USLGBEAST+180724:1800+REF7'UNH+1+COPRAR:D:95B:UN:SMDG16'BGM+45+1+9'UNT+3+1'UNZ+1+REF7'\x1a");
    expect(await said(path)).toMatchObject({ code: 0, err: '' });
  });
});

describe('the answers to the published files', () => {
  const corpus = join(projectRoot(), '../shared/corpus');
  if (!existsSync(corpus)) {
    it.skip('are not here: ../shared/corpus is missing', () => undefined);
    return;
  }

  it.each(readdirSync(corpus).sort())('%s: what is written is read without a finding, what is not is told', async (name) => {
    const { code, out, err } = await said(join(corpus, name));
    expect([0, 1]).toContain(code);
    expect(err === '').toBe(code === 0);
    if (out === '') return;
    const answer = await readEdi([Buffer.from(out, 'latin1')], { structure: 'note' });
    expect(answer.verdict).toBe('accepted');
    expect([answer.findings, ...answer.interchanges.flatMap((one) => [one.findings, ...one.groups.flatMap((group) => [group.findings, ...group.sets.map((set) => set.findings)])])].flat()).toEqual([]);
  });
});
