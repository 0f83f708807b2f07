import { describe, expect, it } from '@jest/globals';
import { mailFaults } from './mail-faults.js';

const MAIL = [
  'From: Documents <documents@hawser.example>', 'To: desk@quay.example', 'Subject: MANIFEST 309', 'Date: Tue, 24 Jul 2018 20:04:00 +0000', 'Message-ID: <HW-7F3K2Q.1@hawser.example>', 'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b1"', '',
  '--b1', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', 'caf=C3=A9', '--b1',
  'Content-Type: application/EDI-X12; name="a b.txt"', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename="a b.txt"', '', 'SVNBKjAwKg==', '--b1--', '',
].join('\r\n');

const faultsOf = (change: (mail: string) => string): string[] => mailFaults(Buffer.from(change(MAIL), 'latin1'));
const without = (line: string) => (mail: string) => mail.replace(`${line}\r\n`, '');
const instead = (was: string, is: string) => (mail: string) => mail.replace(was, is);

describe('a mail by the letter of RFC 5322 and 2045', () => {
  it('has no fault where it keeps to both', () => {
    expect(faultsOf((mail) => mail)).toEqual([]);
  });

  it('ends its lines with CRLF and has seven bits', () => {
    expect(faultsOf(instead('caf=C3=A9', 'café'))).toEqual(['bytes: found one over 127, or NUL; expected 7bit']);
    expect(faultsOf(instead('caf=C3=A9\r\n', 'caf=C3=A9\r\na\nb\r\n'))).toContain('bytes: found a CR or LF by itself; expected CRLF');
    expect(faultsOf(instead('MANIFEST 309', `MANIFEST ${'3'.repeat(998)}`))[0]).toMatch(/^line 3: found 1016 characters/);
  });

  it('says once who, when and which', () => {
    expect(faultsOf(without('Date: Tue, 24 Jul 2018 20:04:00 +0000'))[0]).toBe('mail: found 0 of date; expected one');
    expect(faultsOf(instead('Subject: MANIFEST 309\r\n', 'Subject: MANIFEST 309\r\nSubject: another\r\n'))).toEqual(['mail: found 2 of subject; expected one']);
    expect(faultsOf(instead('Tue, 24 Jul', '24.7.'))[0]).toContain("expected RFC 5322's form");
    expect(faultsOf(instead('<HW-7F3K2Q.1@hawser.example>', 'HW-7F3K2Q'))[0]).toContain('expected identifiers in angle brackets');
  });

  it('closes its boundaries', () => {
    expect(faultsOf(instead('--b1--\r\n', ''))[0]).toMatch(/^mail: found no closing boundary/);
  });

  it('is encoded as it says', () => {
    expect(faultsOf(instead('caf=C3=A9', 'caf=E'))[0]).toContain('expected = and two hexadecimal digits');
    expect(faultsOf(instead('SVNBKjAwKg==', 'SVNB*jAwKg=='))).toEqual(['mail.2: found "SVNB*jAwKg==" in base64']);
    expect(faultsOf(instead('quoted-printable', '8bit'))).toEqual(['mail.1: found the encoding 8bit; expected base64 or quoted-printable']);
  });

  it('writes parameters as parameters, each once', () => {
    expect(faultsOf(instead('filename="a b.txt"', 'filename=a b.txt'))).toEqual(['mail.2: found content-disposition: "attachment; filename=a b.txt"; expected a value and parameters (RFC 2045, 5.1)']);
    expect(faultsOf(instead('charset=utf-8', 'charset=utf-8; CHARSET=latin1'))).toEqual(['mail.1: found content-type with charset twice']);
  });
});
