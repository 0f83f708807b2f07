import { describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { composeInParts, type LetterInParts } from './compose-in-parts.js';
import { composeMail } from './compose-mail.js';
import { planParts } from './plan-parts.js';

const KIB = 1024;
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const piece = (name: string, size: number, contentType = 'application/pdf') => ({ name, contentType, bytes: randomBytes(size) });
const edi = (size: number) => piece('000004711-4711-0001-309.edi.txt', size, 'application/EDI-X12');

const letter = (attachments: LetterInParts['attachments'], more: Partial<LetterInParts> = {}): LetterInParts => ({
  identity: { from: 'desk@hawser.example', replyTo: 'desk@hawser.example', domain: 'hawser.example' }, to: ['desk@east.example'], subject: 'USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v1 | Ref HW-7F3K2Q',
  text: 'Please key in this manifest.\n', html: '<p>Please key in this manifest.</p>', messageId: '<HW-7F3K2Q.1@hawser.example>', date: new Date('2018-07-24T18:00:00Z'), threadRoot: '<call.1@hawser.example>', headers: { 'X-Hawser-Ref': 'HW-7F3K2Q' },
  attachments, ediName: '000004711-4711-0001-309.edi.txt', capBytes: 400 * KIB, wordsName: 'HW-7F3K2Q.txt',
  partWords: ({ part, parts, withWords, wordsAttached }) => ({ text: `part ${part} of ${parts.length}; ${withWords ? 'with the words' : wordsAttached ?? 'alone'}`, html: '<p></p>' }), ...more,
});
const parsed = async (mail: LetterInParts) => Promise.all((await composeInParts(mail)).map(async (part) => ({ ...part, mail: await simpleParser(part.bytes) })));

describe('a mail within the cap', () => {
  it('is one mail, byte for byte as it is composed without one', async () => {
    const given = letter([piece('HW-7F3K2Q.pdf', 100 * KIB), edi(10 * KIB)]);
    const [only, ...more] = await composeInParts(given);
    const { capBytes: _, ediName: __, wordsName: ___, partWords: ____, ...mail } = given;
    expect(more).toEqual([]);
    expect(only!.bytes.equals((await composeMail({ ...mail, attachments: [...mail.attachments] })).bytes)).toBe(true);
  });
});

describe('a mail over the cap', () => {
  it('goes by attachment: words and EDI copy first, in the same order of the subject, each a mail of its own with the ref, none over the cap', async () => {
    const given = letter([piece('HW-7F3K2Q.pdf', 200 * KIB), piece('HW-7F3K2Q.xlsx', 180 * KIB), edi(30 * KIB)]);
    const parts = await parsed(given);
    expect(parts.map(({ mail }) => mail.attachments.map((one) => one.filename))).toEqual([[given.ediName, 'HW-7F3K2Q.pdf'], ['HW-7F3K2Q.xlsx']]);
    expect(parts.map(({ messageId }) => messageId)).toEqual(['<HW-7F3K2Q.1.1of2@hawser.example>', '<HW-7F3K2Q.1.2of2@hawser.example>']);
    expect(parts.map(({ mail }) => mail.subject)).toEqual([1, 2].map((n) => `USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v1 | Ref HW-7F3K2Q | part ${n}/2`));
    expect(parts.map(({ mail }) => [mail.headers.get('x-hawser-ref'), mail.headers.get('x-hawser-part'), mail.inReplyTo])).toEqual([1, 2].map((n) => ['HW-7F3K2Q', `${n}/2`, '<call.1@hawser.example>']));
    expect(parts.map(({ mail }) => mail.text?.trim())).toEqual(['part 1 of 2; with the words', 'part 2 of 2; alone']);
    for (const { bytes } of parts) expect(bytes.length).toBeLessThanOrEqual(given.capBytes);
  });

  it('cuts what is larger than a mail into slices that are the whole again, one behind the other', async () => {
    const copy = edi(700 * KIB);
    const parts = await parsed(letter([piece('HW-7F3K2Q.pdf', 20 * KIB), copy]));
    const attached = parts.flatMap(({ mail }) => mail.attachments);
    const slices = attached.filter((one) => one.filename?.includes('.slice-'));
    expect(slices.map((one) => one.filename)).toEqual([1, 2, 3].map((n) => `${copy.name}.slice-${n}-of-3.txt`));
    expect(sha(Buffer.concat(slices.map((one) => one.content)))).toBe(sha(copy.bytes));
    for (const { bytes } of parts) expect(bytes.length).toBeLessThanOrEqual(400 * KIB);
  });

  it('attaches the words themselves where they do not fit', async () => {
    const parts = await parsed(letter([edi(10 * KIB)], { text: 'A long manifest line.\n'.repeat(30_000) }));
    expect(parts[0]!.mail.text?.trim()).toBe(`part 1 of ${parts.length}; HW-7F3K2Q.txt`);
    const words = parts.flatMap(({ mail }) => mail.attachments).filter((one) => one.filename?.startsWith('HW-7F3K2Q.txt'));
    expect(Buffer.concat(words.map((one) => one.content)).toString()).toBe('A long manifest line.\n'.repeat(30_000));
  });

  it('is refused where nobody would put it together', async () => {
    await expect(composeInParts(letter([edi(20 * 1024 * KIB)], { capBytes: 256 * KIB }))).rejects.toMatchObject({ code: 'CHANNELS.MAIL_INPUT', message: expect.stringMatching(/found \d+ parts of at most 262144 bytes, expected at most 60/) });
  });
});

describe('the plan of parts', () => {
  it('keeps the order, fills a mail before it begins the next, and leaves the first to the words where nothing fits beside them', () => {
    const names = (first: number) => planParts([edi(50), piece('a', 40), piece('b', 30), piece('c', 250)], first, 100).map((part) => part.map((one) => one.name.replace(/^.*slice/, 'c')));
    expect(names(100)).toEqual([['000004711-4711-0001-309.edi.txt', 'a'], ['b'], ['c-1-of-3.txt'], ['c-2-of-3.txt'], ['c-3-of-3.txt']]);
    expect(names(0)[0]).toEqual([]);
  });
});
