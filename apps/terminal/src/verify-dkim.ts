import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { DkimRecord } from '#channels';

/** mailauth, another maker's verifier, asks a DNS that the test plays. @returns one word for each signature, with why */
export async function verifyDkim(mail: Buffer, records: readonly DkimRecord[], at: Date): Promise<{ result: string; comment: string | undefined }[]> {
  const resolver = (name: string, type: string) => {
    const found = records.filter((one) => one.name === name && one.type === type);
    if (found.length === 0) return Promise.reject(Object.assign(new Error(`no ${type} for ${name}`), { code: 'ENOTFOUND' }));
    return Promise.resolve(found.map(({ value }) => value.match(/.{1,255}/g) ?? []));
  };
  const { results } = await dkimVerify(mail, { resolver, curTime: at });
  return results.map(({ status }) => ({ result: status.result, comment: status.comment }));
}
