import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimRecord } from '../trust/dkim-record.js';
import { answerResolver, readAnswerRecords } from './answer-records.js';

const KEY = dkimRecord({ domain: 'quay.example', selector: 'k1', key: generateKeyPairSync('ed25519').privateKey }).value;

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'hawser-records-')), 'records.yaml');
  writeFileSync(file, text);
  return file;
}

describe('records that were agreed beforehand', () => {
  it('are answered without DNS, whatever the capitals and the dot at the end', async () => {
    const { records, faults } = readAnswerRecords('mail.answers.dnsRecords', fileOf(`K1._domainkey.Quay.example.: ${KEY}\n_dmarc.quay.example: v=DMARC1; p=reject\n`));
    expect(faults).toEqual([]);
    const resolver = answerResolver(records, { timeoutMs: 1 });
    expect([await resolver('k1._domainkey.quay.example'), await resolver('_dmarc.QUAY.example')]).toEqual([[KEY], ['v=DMARC1; p=reject']]);
  });

  it.each([
    ['k1._domainkey.quay.example: v=DKIM1; k=rsa', 'no key (p=)'],
    ['k1._domainkey.quay.example: v=DKIM1; p=AAAA', 'cannot be read'],
    ['_dmarc.quay.example: p=reject', 'expected a DMARC record'],
    ['quay.example: v=spf1 -all', 'a name that nobody asks for'],
    ['"not a name": v=DMARC1; p=none', 'a name that DNS cannot have'],
    ['- list', 'expected'],
    ['k1._domainkey.quay.example: [a]', 'k1._domainkey.quay.example'],
  ])('with %s are a fault that says what was expected', (text, fault) => {
    const { faults } = readAnswerRecords('mail.answers.dnsRecords', fileOf(text));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('that cannot be read are a fault, and none need be named', () => {
    expect(readAnswerRecords('mail.answers.dnsRecords', '/nowhere/records.yaml').faults).toEqual([expect.stringContaining('/nowhere/records.yaml: cannot be read')]);
    expect(readAnswerRecords('mail.answers.dnsRecords', null)).toEqual({ records: new Map(), faults: [] });
  });
});
