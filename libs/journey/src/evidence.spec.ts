import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import type { EvidenceForm, EvidencePack, RenderPool } from '#rendering';
import { outage, outageEvent } from '#ledger';
import { callReport } from '#vessel-calls';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { callTimeline } from './call-timeline.js';
import { withEvidence, type EvidenceOf } from './gather-evidence.js';
import { isolate, reopen } from './isolate.js';
import { outageHours } from './outage-hours.js';
import { actOn } from './person.js';
import { reportCall } from './report-call.js';
import { openStory, QUAY, type Story } from './testing.js';
import { writeEvidence } from './write-evidence.js';

let test: TestLedger;
let dir: string;
let story: Story;
let refs: string[];
let callId: number;
const OUTAGE = 1;

const installed = spawnSync('pdftotext', ['-v']).error === undefined;
const ifInstalled = installed ? it : it.skip;
const textOf = (pdf: Uint8Array): string => spawnSync('pdftotext', ['-layout', '-enc', 'UTF-8', '-', '-'], { input: pdf, maxBuffer: 1 << 28 }).stdout.toString('utf8');
const hand = (control: number) => story.take(interchange({ control, to: 'USLGBEAST', sets: [event(control)] }));

type Line = Record<string, string>;
async function pack(form: EvidenceForm, of: EvidenceOf = { call: callId }, names = false): Promise<Buffer> {
  const file = await writeEvidence(story.journey, of, { form, names, dir });
  if (!file) throw new Error('there is no such call, or outage');
  const bytes = await readFile(file.path);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
  await rm(file.path);
  return bytes;
}
const records = async (of?: EvidenceOf, names?: boolean): Promise<Line[]> => parse<Line>(await pack('csv', of, names), { columns: true, bom: true, record_delimiter: '\r\n' });

/** A call of four documents due an hour after they came: one by EDI and answered, three while EDI was cut, of which one was held and handed over by phone. */
beforeAll(async () => {
  test = await openTestLedger('evidence');
  dir = await mkdtemp(join(tmpdir(), 'hawser-evidence-spec-'));
  story = await openStory(test, { dueAfterMinutes: 60 });
  story.answers();
  callId = (await reportCall(story.journey, callReport.parse({
    reference: 'LARK-027W-USLGB', carrier: 'HWSR', imo: '9074729', vesselName: 'Harbour Lark', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W', aliases: [], phase: 'expected',
    timestamps: [{ event: 'ARRI', place: 'BRTH', classifier: 'EST', at: new Date(story.clock.now().getTime() + 30 * 3_600_000).toISOString(), reason: 'WEA' }],
  }))).id;
  refs = await hand(1);
  await story.through(0.5, 5);
  await isolate(story.journey, { region: 'AMERICAS', because: 'malware, notice 7', actor: 'duty manager 7' });
  for (const control of [2, 3, 4]) refs.push(...await hand(control));
  await actOn(story.journey, refs[3]!, { act: 'hold', because: 'asked by the terminal', actor: 'duty manager 7' });
  await story.through(2, 10);
  await actOn(story.journey, refs[3]!, { act: 'handed-over', because: 'read out to the night clerk', actor: 'duty manager 7' });
  await reopen(story.journey, { region: 'AMERICAS', because: 'cleaned', actor: 'duty manager 7' });
  await story.through(3, 10);
}, 120_000);
afterAll(async () => {
  await test.stop();
  await rm(dir, { recursive: true });
}, 60_000);

describe('the evidence of a call', () => {
  it('has a record for every try, answer and link of each document, with hashes, and says what was late and by how much', async () => {
    const lines = await records();
    const of = (record: string, ref?: string) => lines.filter((line) => line['RECORD'] === record && (ref === undefined || line['REF'] === ref));
    expect(of('DOCUMENT').map((line) => line['REF']).sort()).toEqual([...refs].sort());
    for (const ref of refs) {
      const told = await story.document(ref);
      expect(of('TRY', ref).map((line) => [line['CHANNEL'], line['OUTCOME'], line['IDENTITY']])).toEqual(told.tries.map((one) => [one.channel, one.outcome, one.transmission]));
      expect(of('ANSWER', ref)).toHaveLength(told.answers.length);
      expect(of('HISTORY', ref).map((line) => [line['LINK'], line['EVENT'], line['LINK_HASH']])).toEqual(told.history.map((one) => [String(one.seq), one.event, one.hash]));
      expect(of('DOCUMENT', ref)[0]).toMatchObject({ SHA256: told.sha256, ISA13: told.isa13, CHAIN: 'whole', LINK_HASH: told.history.at(-1)?.hash });
    }
    const minutes = (ref: string, to: Date | null) => of('DOCUMENT', ref).map((line) => Math.ceil((to!.getTime() - new Date(line['DUE_UTC']!).getTime()) / 60_000));
    const [early = '', mailed = ''] = refs;
    expect(of('DOCUMENT', early)[0]).toMatchObject({ DELAY_MINUTES: '0', DELAY_STOPPED: 'yes', CHANNEL: 'sftp', OUTAGE_MINUTES: '' });
    expect(of('DOCUMENT', mailed)[0]).toMatchObject({ CHANNEL: 'email', DELAY_STOPPED: 'yes', HAND_OVER_DELAY_MINUTES: '0', DELAY_MINUTES: String(minutes(mailed, (await story.document(mailed)).acknowledgedAt)[0]) });
    expect(of('TRY', mailed).find((line) => line['CHANNEL'] === 'email')).toMatchObject({ RELAY: 'mail-relay', RECIPIENTS: 'documents@uslgb-east.example', LABEL: 'sent as', VALUE: 'mail' });
    expect(of('CALL-TIME')).toEqual([expect.objectContaining({ EVENT: 'ARRI BRTH EST', BECAUSE: 'WEA' })]);
    expect(of('OUTAGE-EVENT').map((line) => line['EVENT'])).toEqual(['isolated', 'reopened', 'closed']);
    expect(of('TOTAL').find((line) => line['LABEL'] === 'History')?.['VALUE']).toContain('every chain is whole');
  });

  it('names no person unless it is asked to: the history shows the digest its link covers, which salt and name give', async () => {
    const shown = (await records()).filter((line) => line['RECORD'] === 'HISTORY' && line['EVENT'] === 'held' && line['BY']?.startsWith('person'));
    const [row] = (await story.ledger.db.query.history.findMany()).filter((one) => one.actor === 'duty manager 7');
    const digest = createHash('sha256').update(`${row!.salt}duty manager 7`).digest('hex');
    expect(shown.map((line) => line['BY'])).toEqual([`person ${digest.slice(0, 16)}`]);
    expect((await pack('csv')).toString()).not.toMatch(/duty manager 7/);
    const named = await records({ call: callId }, true);
    expect(named.find((line) => line['RECORD'] === 'OUTAGE')?.['BY']).toBe('duty manager 7');
    expect(named.some((line) => line['LABEL'] === 'How to read it' && /People are named/.test(line['VALUE'] ?? ''))).toBe(true);
  });

  ifInstalled('is a PDF whose first sheet has the totals and whose sheets are numbered of all there are', async () => {
    const sheets = textOf(await pack('pdf')).split('\f').slice(0, -1);
    expect(sheets[0]).toContain('HARBOUR LARK 027W at USLGB-EAST');
    expect(sheets[0]).toMatch(/Documents +4: 4 of 315/);
    expect(sheets[0]).toMatch(/Late +3 to the acknowledgement/);
    sheets.forEach((sheet, at) => { expect(sheet).toMatch(new RegExp(`page ${at + 1} +of ${sheets.length}\\b`)); });
    for (const ref of refs) expect(sheets.join('\n')).toContain(ref);
  });

  it('is nothing where it broke off: no file is left that looks like a pack', async () => {
    const { rendering } = story.journey;
    story.journey.rendering = { evidence: (form: EvidenceForm, about: EvidencePack) => rendering.evidence(form, about, broken()) } as Pick<RenderPool, 'evidence'> as RenderPool;
    try {
      await expect(pack('pdf')).rejects.toThrow('the ledger went away');
      expect(await readdir(dir)).toEqual([]);
    } finally {
      story.journey.rendering = rendering;
    }
  });

  it('says which chain is not whole, and of a changed row that it does not show what was hashed', async () => {
    const owner = new pg.Client({ connectionString: story.url });
    await owner.connect();
    try {
      await owner.query('alter table history disable trigger all');
      await owner.query(`update history set because = 'it was on time' where seq = 2 and document_id = (select id from document where ref = $1)`, [refs[1]]);
      await owner.query(`update history set hash = repeat('0', 64) where seq = 3 and document_id = (select id from document where ref = $1)`, [refs[2]]);
      const lines = (await records()).filter((line) => line['RECORD'] === 'DOCUMENT');
      const chain = (ref: string) => lines.find((line) => line['REF'] === ref)?.['CHAIN'];
      expect(refs.map(chain)).toEqual(['whole', 'not whole: what link 2 shows is not what was hashed', 'not whole: link 3 does not follow from the one before it', 'whole']);
    } finally {
      await owner.end();
    }
  });

  it('of a call that is not there is nothing', async () => {
    expect(await withEvidence(story.journey, { call: 999 }, { names: false }, () => Promise.resolve(true))).toBeNull();
    expect(await withEvidence(story.journey, { call: callId }, { names: false, scope: { carrier: 'OTHR', region: null } }, () => Promise.resolve(true))).toBeNull();
    const ours = (carrier: string) => withEvidence(story.journey, { outage: 1 }, { names: false, scope: { carrier, region: null } }, async ({ documents }) => { let n = 0; for await (const _ of documents) n += 1; return n; });
    expect([await ours('OTHR'), (await ours('HWSR'))! > 0]).toEqual([0, true]);
    expect(await writeEvidence(story.journey, { outage: 999 }, { form: 'csv', names: false, dir })).toBeNull();
  });
});

describe('the evidence of an outage', () => {
  it('has the documents that were on their way while it lasted, and no other', async () => {
    const lines = await records({ outage: OUTAGE });
    expect(lines.filter((line) => line['RECORD'] === 'DOCUMENT').map((line) => line['REF']).sort()).toEqual(refs.slice(1).sort());
    expect(lines.find((line) => line['LABEL'] === 'Because')?.['VALUE']).toBe('malware, notice 7');
  });
});

describe('what pictures are drawn of', () => {
  it('a call has its documents in due order with their way, its hours, and the trouble behind them', async () => {
    const timeline = await callTimeline(story.journey, callId);
    expect(timeline?.documents.map((doc) => [doc.ref, doc.way, doc.lateMinutes > 0])).toEqual([[refs[0], 'edi', false], [refs[1], 'mail', true], [refs[2], 'mail', true], [refs[3], 'paper', true]]);
    expect(timeline).toMatchObject({ vessel: 'HARBOUR LARK', terminal: QUAY, hours: [{ label: 'ETA', kind: 'time' }], troubles: [{ label: 'region AMERICAS: malware, notice 7' }], more: 0 });
    expect(await callTimeline(story.journey, 999)).toBeNull();
    expect(await callTimeline(story.journey, callId, { carrier: 'OTHR', region: null })).toBeNull();
  });

  it('an outage has an hour for each, from a day before it, told apart as before, during and after', async () => {
    const hours = await outageHours(story.journey, OUTAGE, 'America/Los_Angeles');
    const during = hours!.hours.filter(({ phase }) => phase === 'during');
    expect(hours!.hours[0]!.at.getTime()).toBeLessThanOrEqual(hours!.from.getTime() - 24 * 3_600_000);
    expect(hours!.hours.reduce((sum, hour) => sum + hour.documents, 0)).toBe(4);
    expect(during.reduce((sum, hour) => sum + hour.late, 0)).toBe(3);
    expect(await outageHours(story.journey, 999)).toBeNull();
  });
});

describe('what an outage cost', () => {
  /** Six documents took ten minutes each; a fortnight later the region is cut for two hours while one more is on its way. */
  async function cutAFortnightAfter(between: (other: Story) => Promise<void> = () => Promise.resolve()) {
    const other = await openStory(test, { dueAfterMinutes: 60 });
    other.answers();
    for (const control of [1, 2, 3, 4, 5, 6]) await other.take(interchange({ control, to: 'USLGBEAST', sets: [event(control)] }));
    await other.step();
    await other.after(10);
    await between(other);
    other.clock.advance(14 * 24 * 3_600_000 - 10 * 60_000);
    const { outage: id } = await isolate(other.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager 7' });
    const [ref = ''] = await other.take(interchange({ control: 7, to: 'USLGBEAST', sets: [event(7)] }));
    await other.through(2, 10);
    await reopen(other.journey, { region: 'AMERICAS', because: 'cleaned', actor: 'duty manager 7' });
    await other.through(2, 10);
    const { receivedAt, acknowledgedAt } = await other.document(ref);
    const took = (acknowledgedAt!.getTime() - receivedAt.getTime()) / 60_000;
    expect(took).toBeGreaterThan(120);
    const hour = (await outageHours(other.journey, id))!.hours.find(({ documents }) => documents > 0)!;
    const told = await withEvidence(other.journey, { outage: id }, { names: false }, async ({ documents }) => { for await (const doc of documents) return doc; return null; });
    return { id, ref, took, hour, told };
  }

  it('is told against the normal of the same far side, set and weekday: six documents a fortnight before took ten minutes each', async () => {
    const { id, ref, took, hour, told } = await cutAFortnightAfter();
    expect(hour).toMatchObject({ phase: 'during', documents: 1, late: 1, open: 0 });
    expect([Math.round(hour.normalMinutes!), Math.round(hour.medianMinutes!)]).toEqual([10, Math.round(took)]);
    expect(told).toMatchObject({ ref, outageMinutes: Math.round(took - 10), outageBecause: `outage ${id}; the median of 6 normal documents of set 315 to USLGB-EAST is 10 min` });
  }, 60_000);

  it('has no normal of documents in the first cut of a region that was cut again while it returned', async () => {
    const { id, hour, told } = await cutAFortnightAfter(async ({ ledger: { db }, clock }) => {
      const now = clock.now().getTime();
      const [{ id: earlier } = { id: 0 }] = await db.insert(outage).values({ scopeKind: 'region', scope: 'AMERICAS', declaredBy: 'person', actor: 'duty manager 7', because: 'cut again', state: 'closed', openedAt: new Date(now + 60_000), closedAt: new Date(now + 120_000) }).returning({ id: outage.id });
      await db.insert(outageEvent).values({ outageId: earlier, at: new Date(now - 3_600_000), actor: 'duty manager 7', what: 'isolated', because: 'the first cut' });
    });
    expect(hour.normalMinutes).toBeNull();
    expect(told).toMatchObject({ outageMinutes: null, outageBecause: expect.stringContaining(`outage ${id}; too few normal documents to compare with: found 0 of set 315`) });
  }, 60_000);
});

async function* broken(): AsyncGenerator<never> { throw new Error('the ledger went away'); }
