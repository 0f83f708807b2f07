import { beforeAll, describe, expect, it } from '@jest/globals';
import { refolded, subjectReencoded, wordsReencoded } from './filters.js';
import { realMail, shown, verdictsOn, type RealMail } from './real-mail.js';

let mail: RealMail;
beforeAll(async () => { mail = await realMail(); }, 60_000);

describe('a relay that folds the fields anew', () => {
  it('breaks nothing: relaxed DKIM reads folds, capitals and blanks alike', async () => {
    expect(refolded(mail.bytes).equals(mail.bytes)).toBe(false);
    expect(await verdictsOn(refolded(mail.bytes), mail)).toEqual({ smime: true, dkim: ['pass'] });
  });
});

describe('a relay that spells the subject in another way', () => {
  it('breaks DKIM alone; a reader sees the same subject', async () => {
    expect(await verdictsOn(subjectReencoded(mail.bytes), mail)).toEqual({ smime: true, dkim: ['fail'] });
    expect((await shown(subjectReencoded(mail.bytes))).subject).toBe((await shown(mail.bytes)).subject);
  });
});

describe('a gateway that encodes the words anew', () => {
  it('breaks both, since what was signed are the bytes; a reader sees the same words', async () => {
    const changed = wordsReencoded(mail.bytes);
    expect(await verdictsOn(changed, mail)).toEqual({ smime: false, dkim: ['body changed'] });
    const [before, after] = await Promise.all([shown(mail.bytes), shown(changed)]);
    expect(after.text).toBe(before.text);
  });
});
