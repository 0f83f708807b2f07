import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq, sql, type SQL } from 'drizzle-orm';
import { document, transmission, transmissionDocument, tries } from '#ledger';
import { interchange, type Set } from '../../../test/support/interchange.js';
import { sample } from '../../../test/support/samples.js';
import { callOf, DIGESTS, flat, MAILBOX, one, parsed, refsIn, sent, sha, status, storyWithDigests, takeAll } from '../../../test/support/digests.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate, reopen } from './isolate.js';
import { actOn } from './person.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('digest'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const withDigests = (...more: Parameters<typeof storyWithDigests> extends [unknown, ...infer More] ? More : never) => storyWithDigests(test, ...more);

/** As an older reader, or one that looked less closely, would have left it. */
const factsChange = (story: Story, ref: string, to: SQL<Record<string, unknown>>) => story.ledger.db.update(document).set({ facts: to }).where(eq(document.ref, ref));

describe('documents that can wait', () => {
  it('leave on the hour in one mail, whatever interchanges they came in; it lists them, says each whole, and carries what belongs to each', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    expect(await story.document(refs[0]!)).toMatchObject({ state: 'waiting', held: 'waits-for-digest', because: 'There is time: it leaves with the next digest.' });
    await story.after(59);
    expect(sent(story)).toEqual([]);
    await story.after(1);
    const [mail, ...more] = await parsed(story);
    expect(more).toEqual([]);
    expect(refsIn(mail!).sort()).toEqual([...refs].sort());
    expect(mail!.subject).toBe(`USOAK-NORTH | NO VESSEL CALL | DIGEST OF 3 | Ref ${refsIn(mail!)[0]} + 2`);
    expect(sent(story)[0]!.identity).toBe(`<digest.${refsIn(mail!)[0]}.1@hawser.example>`);
    const words = flat(mail!.text);
    expect(words).toContain('Please key in these 3 documents, each before the time beside it. The first is due Thu 02 Aug 2018 11:00 PDT (18:00 UTC).');
    expect(words).toContain('None of them carries dangerous goods');
    expect(mail!.attachments).toHaveLength(9);
    for (const ref of refs) {
      const copy = mail!.attachments.find((one) => one.filename?.startsWith(`${ref}-`) && one.contentType === 'application/edi-x12');
      for (const said of [words, flat(String(mail!.html).replace(/<[^>]*>/g, ' '))]) {
        expect(said).toContain(`${ref} Status (315) v1 Thu 02 Aug 2018 11:00 PDT (18:00 UTC)`);
        expect(said.match(new RegExp(`bytes, SHA-256 ${sha(copy!.content)}`, 'g'))).toHaveLength(2);
        expect(said).toContain(`name the ref ${ref}.`);
      }
      for (const name of [`${ref}.pdf`, `${ref}.xlsx`]) {
        const attached = mail!.attachments.find((one) => one.filename === name);
        expect(words).toContain(`bytes, SHA-256 ${sha(attached!.content)}`);
      }
    }
    expect(mail!.html).not.toMatch(/href|src=/);
    expect(String(mail!.html).match(/<body>/g)).toHaveLength(1);
  }, 60_000);

  it('are one transmission with one try: all handed over by it, each with it in its own story', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
    const rows = await story.ledger.db.select().from(transmission).where(eq(transmission.channel, 'email'));
    expect(rows.map((row) => row.kind)).toEqual(['digest']);
    expect(await story.ledger.db.select().from(transmissionDocument).where(eq(transmissionDocument.transmissionId, rows[0]!.id))).toHaveLength(3);
    expect(await story.ledger.db.select().from(tries)).toHaveLength(1);
    for (const ref of refs) expect((await story.document(ref)).tries).toMatchObject([{ transmission: sent(story)[0]!.identity, outcome: 'accepted' }]);
  }, 60_000);

  it('leave every quarter when there is less time, and go apart from those that have more', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 4);
    await story.dueIn(refs[0]!, 600);
    await story.dueIn(refs[1]!, 601);
    await story.step();
    expect(await story.document(refs[0]!)).toMatchObject({ because: 'There is some time: it leaves with the next of the frequent digests.' });
    await story.after(15);
    expect((await parsed(story)).map(refsIn)).toEqual([[refs[0], refs[1]]]);
    await story.after(45);
    expect((await parsed(story)).map((mail) => refsIn(mail).sort())).toEqual([[refs[0], refs[1]].sort(), [refs[2], refs[3]].sort()]);
  }, 60_000);

  it('make a digest for each vessel call, and one for those without', async () => {
    const story = await withDigests();
    await callOf(story, '027W');
    await callOf(story, '028W');
    const refs: string[] = [];
    for (const [control, voyage] of ['027W', '027W', '028W', '028W', '099X', '099X'].entries()) refs.push(...await story.take(one(control + 1, status(control + 1, voyage))));
    await story.step();
    await story.after(60);
    const mails = await parsed(story);
    expect(mails.map((mail) => mail.subject?.split(' | ').slice(1, 3).join(' | ')).sort()).toEqual(['HARBOUR LARK 027W | DIGEST OF 2', 'HARBOUR LARK 028W | DIGEST OF 2', 'NO VESSEL CALL | DIGEST OF 2']);
    expect(new Set(mails.map((mail) => mail.inReplyTo)).size).toBe(3);
    expect(mails.flatMap(refsIn).sort()).toEqual([...refs].sort());
  }, 60_000);

  it('are a plain mail where only one is there', async () => {
    const story = await withDigests();
    const [ref = ''] = await story.take(one(1));
    await story.step();
    await story.after(60);
    expect(sent(story).map((mail) => mail.identity)).toEqual([`<${ref}.1@hawser.example>`]);
    expect((await parsed(story))[0]!.subject).toContain(`| STATUS 315 v1 | Ref ${ref}`);
  }, 60_000);

  it('leave one by one and at once where no digest is wished for', async () => {
    const story = await withDigests({ digest: { amberEveryMs: null, greenEveryMs: null } });
    await takeAll(story, 3);
    await story.step();
    expect(sent(story)).toHaveLength(3);
  }, 60_000);

  it('say it in the language of their terminal', async () => {
    const story = await withDigests({}, { mail: { to: [MAILBOX], language: 'es', forms: ['all'], encryptTo: null } });
    await takeAll(story, 2);
    await story.step();
    await story.after(60);
    expect(flat((await parsed(story))[0]!.text)).toContain('registre estos 2 documentos, cada uno antes de la hora indicada a su lado');
  }, 60_000);
});

describe('what must not wait leaves at once, alone', () => {
  const paint: Set = ['324', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'N7*CBHU*320273*21400*G*******CN******K*2****22G1', 'V4*0010204', 'H1*1263*3*I*PAINT'];

  it.each([
    ['red', status(2), 239],
    ['a release', status(2, '027W', 'CT'), 9_000],
    ['a hold', status(2, '027W', 'PA'), 9_000],
    ['dangerous goods', paint, 9_000],
    ['dangerous goods of a set that tells of an event', status(2, '027W', 'UV', 'H1*1263*3'), 9_000],
    ['dangerous goods that are only described', status(2, '027W', 'UV', 'H2*PAINT'), 9_000],
    ['dangerous goods of a set whose facts nobody reads', ['204', 'ZC1*1*CSQU*305438*SH', 'LH1*KG*1*UN1263'] as const, 9_000],
    ['a delivery order', ['317', 'G62*54*20180801', 'N9*DO*4711'] as const, 9_000],
  ] as const)('%s', async (_, set, minutes) => {
    const story = await withDigests();
    const [waits = ''] = await story.take(one(1));
    const [ref = ''] = await story.take(one(2, set));
    await story.dueIn(ref, minutes);
    await story.step();
    expect(sent(story).map((mail) => mail.identity)).toEqual([`<${ref}.1@hawser.example>`]);
    expect(await story.stateOf(waits)).toBe('waiting');
  }, 60_000);

  it('what nobody looked through for dangerous goods, as long ago', async () => {
    const story = await withDigests();
    const [ref = ''] = await story.take(one(1));
    await factsChange(story, ref, sql<Record<string, unknown>>`facts - 'hazmat'`);
    await story.step();
    expect(sent(story).map((mail) => mail.identity)).toEqual([`<${ref}.1@hawser.example>`]);
    expect(JSON.stringify((await story.document(ref)).history)).not.toContain('waits-for-digest');
  }, 60_000);

  it('what is found to carry dangerous goods when the words of its digest are made; the others leave in it', async () => {
    const story = await withDigests();
    const refs = [...await takeAll(story, 2), ...await story.take(one(3, status(3, '027W', 'UV', 'H1*1263*3')))];
    await factsChange(story, refs[2]!, sql<Record<string, unknown>>`facts || '{"hazmat": false}'`);
    await story.step();
    expect(sent(story)).toEqual([]);
    await story.after(60);
    const mails = await parsed(story);
    expect(mails.map((mail) => refsIn(mail).sort())).toEqual([[refs[0], refs[1]].sort(), [refs[2]]]);
    expect(mails[1]!.subject).toContain('| HAZ |');
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
  }, 60_000);

  it('an original that a later version waits for, so that this need not wait long', async () => {
    const story = await withDigests();
    const [first = ''] = await story.take(sample('310/original', { to: 'USOAKNORTH', control: 1 }));
    await story.step();
    expect(await story.document(first)).toMatchObject({ state: 'waiting', held: 'waits-for-digest' });
    const [second = ''] = await story.take(sample('310/original', { to: 'USOAKNORTH', control: 2, replace: { 'B2A*00': 'B2A*04' } }));
    expect(await story.document(second)).toMatchObject({ version: 2 });
    await story.step();
    await story.step();
    expect(sent(story).map((mail) => mail.identity)).toEqual([`<${first}.1@hawser.example>`]);
    expect(await story.document(second)).toMatchObject({ state: 'waiting', held: 'waits-for-digest' });
  }, 60_000);

  describe('versions of one document in one interchange', () => {
    const lines = sample('310/original', { to: 'USOAKNORTH', control: 1 }).toString().split('~').map((line) => line.trim());
    const bill = lines.slice(lines.findIndex((line) => line.startsWith('ST*')) + 1, lines.findIndex((line) => line.startsWith('SE*')));
    const versions = interchange({ control: 1, to: 'USOAKNORTH', sets: [['310', ...bill], ['310', ...bill.map((line) => line.replace('B2A*00', 'B2A*04')), 'H1*1263*3*I*PAINT']] });

    it('leave in their order, the original at once, when the later one must not wait', async () => {
      const story = await withDigests();
      const refs = await story.take(versions);
      expect(await story.document(refs[1]!)).toMatchObject({ version: 2 });
      await story.step();
      await story.step();
      expect(sent(story).map((mail) => mail.identity)).toEqual(refs.map((ref) => `<${ref}.1@hawser.example>`));
      expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted']);
    }, 60_000);

    it('leave with the original first when both could wait', async () => {
      const story = await withDigests();
      const refs = await story.take(interchange({ control: 1, to: 'USOAKNORTH', sets: [['310', ...bill], ['310', ...bill.map((line) => line.replace('B2A*00', 'B2A*04'))]] }));
      await story.step();
      expect(sent(story).map((mail) => mail.identity)).toEqual([`<${refs[0]}.1@hawser.example>`]);
      await story.after(60);
      expect(sent(story).map((mail) => mail.identity)).toEqual(refs.map((ref) => `<${ref}.1@hawser.example>`));
    }, 60_000);

    it('wait both while the original cannot be made: the later one says for what it waits', async () => {
      const story = await withDigests();
      const refs = await story.take(versions);
      const { renderMail } = story.journey.rendering;
      story.journey.rendering.renderMail = (document, attach) => (document.context.ref === refs[0] ? Promise.reject(new Error('the thread ended')) : renderMail(document, attach));
      await story.step();
      expect(sent(story)).toEqual([]);
      expect(await story.document(refs[0]!)).toMatchObject({ state: 'waiting', held: 'trouble' });
      expect(await story.document(refs[1]!)).toMatchObject({ state: 'waiting', held: 'waits-for-original' });
      story.journey.rendering.renderMail = renderMail;
      await story.through(1, 5);
      expect(sent(story).map((mail) => mail.identity)).toEqual(refs.map((ref) => `<${ref}.1@hawser.example>`));
    }, 60_000);
  });

  it('a document that turns red while it waits leaves then, and its digest without it', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.dueIn(refs[1]!, 241);
    await story.step();
    await story.dueIn(refs[1]!, 242);
    await story.after(3);
    expect(sent(story).map((mail) => mail.identity)).toEqual([`<${refs[1]}.1@hawser.example>`]);
    await story.after(57);
    expect(refsIn((await parsed(story))[1]!).sort()).toEqual([refs[0], refs[2]].sort());
  }, 60_000);
});

describe('a document that leaves its digest', () => {
  it('because EDI is back goes by EDI, with all the others', async () => {
    const story = await openStory(test, { mail: DIGESTS, quay: { acknowledges: 'none' } });
    await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager' });
    const refs = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [status(1), status(2)] }));
    await story.step();
    expect((await story.document(refs[0]!)).held).toBe('waits-for-digest');
    await story.after(10);
    await reopen(story.journey, { region: 'AMERICAS', because: 'cleaned', actor: 'duty manager' });
    await story.through(0.5, 5);
    expect(sent(story)).toEqual([]);
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect((await story.document(refs[0]!))).toMatchObject({ state: 'accepted', acceptedBy: 'sftp' });
  }, 60_000);

  it('because a person holds it stays, and the others leave', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    await actOn(story.journey, refs[0]!, { act: 'hold', because: 'the agent calls back', actor: 'desk' });
    await story.after(60);
    expect(refsIn((await parsed(story))[0]!).sort()).toEqual([refs[1], refs[2]].sort());
    expect(await story.document(refs[0]!)).toMatchObject({ state: 'waiting', held: 'person' });
  }, 60_000);

  it('because a person takes hold of it while the digest is made is not claimed, nor is anything with it; the others leave without it', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    const { renderMail } = story.journey.rendering;
    let held = false;
    story.journey.rendering.renderMail = async (...asked) => {
      if (!held) { held = true; await actOn(story.journey, refs[0]!, { act: 'hold', because: 'wait', actor: 'desk' }); }
      return renderMail(...asked);
    };
    await story.after(60);
    await story.step();
    expect(await story.statesOf(refs)).toEqual(['waiting', 'accepted', 'accepted']);
    expect((await parsed(story)).flatMap(refsIn)).not.toContain(refs[0]);
  }, 60_000);
});
