import { dkimVerify } from 'mailauth/lib/dkim/verify.js';

/** What stands in DNS, as the terminal was given it beforehand. */
export interface DkimRecord { name: string; type: string; value: string }

/** mailauth, another maker's verifier, asks a DNS that is played here. @returns one word for each signature, with why */
export async function verifyDkim(mail: Buffer, records: readonly DkimRecord[], at: Date): Promise<{ result: string; comment: string | undefined }[]> {
  const resolver = (name: string, type: string) => {
    const found = records.filter((one) => one.name === name && one.type === type);
    if (found.length === 0) return Promise.reject(Object.assign(new Error(`no ${type} for ${name}`), { code: 'ENOTFOUND' }));
    return Promise.resolve(found.map(({ value }) => value.match(/.{1,255}/g) ?? []));
  };
  const { results } = await dkimVerify(mail, { resolver, curTime: at });
  return results.map(({ status }) => ({ result: status.result, comment: status.comment }));
}
