import { describe, expect, it } from '@jest/globals';
import { addressIn, fieldGroups } from './report-fields.js';
import { readReport } from './read-report.js';

describe('the fields of a report', () => {
  it('reads addresses of RFC 6533, and only what is an address', () => {
    expect(addressIn('utf-8; \\x{E4}mter@quay.example')).toBe('ämter@quay.example');
    expect(addressIn('rfc822; <A@B.example>')).toBe('a@b.example');
    expect([addressIn('x400; /c=us/'), addressIn('rfc822; nobody'), addressIn(undefined), addressIn('rfc822; a@b, c@d'), addressIn(`rfc822; ${'a'.repeat(400)}@b`), addressIn('utf-8; \\x{D800}@b')]).toEqual([null, null, null, null, null, '\\x{d800}@b']);
  });

  it('are read to its limits and not beyond, whatever its sender wrote', () => {
    const many = Buffer.from(Array.from({ length: 5_000 }, (_, n) => `Final-Recipient: rfc822; a${n}@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n`).join('\r\n'));
    expect(readReport({ reports: [{ contentType: 'message/delivery-status', content: many }], headers: [], text: '', references: [], subject: '' }).recipients).toHaveLength(50);
    expect(fieldGroups(Buffer.from(`X: ${'y'.repeat(5_000_000)}`))[0]!.get('x')).toHaveLength(1_000);
    expect(fieldGroups(Buffer.from('Action: failed\u202e\u0007 x\r\n\tand more'))[0]!.get('action')).toBe('failed x and more');
    expect(fieldGroups(Buffer.from([0xff, 0xfe, 0x00]))).toEqual([]);
  });
});
