import { describe, expect, it } from '@jest/globals';
import { codesOf, corpus } from '../testing.js';
import { readEdifact, readThroughDoor } from './testing.js';

/** The files that are refused, for what and why; one that stands nowhere here is accepted. */
const REFUSED: Record<string, string[]> = {
  // UNZ refers to 2805570, UNB is 2803570: masked by hand.
  'apim-d00b_iftsta.edi': ['UNZ_REFERENCE'],
  // UNB without anything but a 4, then a whole interchange whose UNB has no control reference.
  'edinet-Apperak_edi_out_issue235.edi': ['UNB_UNREADABLE', 'UNZ_MISSING', 'UNB_UNREADABLE', 'UNZ_REFERENCE'],
  // Cut down: UNT counts 787 of 27 segments.
  'edinet-D01B.IFCSUM.edi': ['UNT_COUNT'],
  // No message type in UNH, and UNT counts 53 of 52.
  'edinet-D95B.CUSCAR.edi': ['UNH_UNREADABLE', 'UNT_COUNT'],
};

/** What is only noted: check digits of made-up numbers. */
const NOTED: Record<string, string[]> = {
  'apim-d04b_baplie.edi': ['IMO_CHECK'], 'phpgen-codeco.edi': ['CONTAINER_CHECK'], 'phpgen-coparn.edi': ['CONTAINER_CHECK'],
  'phpgen-coprar.edi': ['CONTAINER_CHECK'], 'phpgen-vermas.edi': ['CONTAINER_CHECK'],
};

/** Message type, release and segments of each message. */
const MESSAGES: Record<string, string[]> = {
  'apim-d00b_iftsta.edi': ['IFTSTA D.00B 31'], 'apim-d04b_baplie.edi': ['BAPLIE D.04B 19'], 'edinet-Apperak_edi_out_issue235.edi': ['APERAK D.96A 9'],
  'edinet-D01B.IFCSUM.edi': ['IFCSUM D.01B.EAN003 27'], 'edinet-D95B.CUSCAR.edi': [' D.95B 52'], 'phpedifact-D95BBAPLIE.edi': ['BAPLIE D.95B.SMDG20 30'],
  'phpedifact-example.edi': ['PAORES 93.1 13'], 'phpedifact-exampleMulti.edi': ['PAORES 93.1 13', 'PAORES 93.1 13'],
  'phpedifact-example_order_error.edi': ['ORDERS D.01B.EAN010 599'], 'phpedifact-example_utf8.edi': ['DESADV 0.96A 21'],
  'phpedifact-example_wrapped.edi': ['PAORES 93.1 13'], 'phpgen-codeco.edi': ['CODECO D.95B 13'], 'phpgen-cohaor.edi': ['COHAOR D.17B.ITG12 12'],
  'phpgen-coparn.edi': ['COPARN D.00B.SMDG20 31'], 'phpgen-coprar.edi': ['COPRAR D.95B.SMDG16 25'], 'phpgen-vermas.edi': ['VERMAS D.16A.SMDG10 17'],
  'staedi-baplie.edi': ['BAPLIE D.95B.SMDG20 19'], 'staedi-edifact-empty-segment.edi': ['PNRGOV 11.1 5'], 'staedi-edifact-wrapped-invoic.edi': ['INVOIC D.97B 24'],
};

const files = corpus();

describe('the published files', () => {
  if (!files) {
    it.skip('are not here: ../shared/corpus is missing', () => undefined);
    return;
  }
  const edifact = files.filter(({ name }) => name.endsWith('.edi'));

  it.each(edifact.map(({ name, bytes }) => [name, bytes] as const))('%s gets its verdict, the same in any chunks', (name, bytes) => {
    const file = readEdifact(bytes);
    const codes = (severity: string) => codesOf(file).filter((code) => code.startsWith(severity)).map((code) => code.replace(`${severity} EDIFACT.`, ''));
    expect(codes('fatal')).toEqual(REFUSED[name] ?? []);
    expect(codes('note')).toEqual(NOTED[name] ?? []);
    expect([file.syntax, file.verdict]).toEqual(['edifact', REFUSED[name] ? 'rejected' : 'accepted']);
    const messages = file.interchanges.flatMap(({ groups }) => groups.flatMap(({ sets }) => sets.map(({ st01, release, segments }) => `${st01} ${release} ${segments}`)));
    expect(messages).toEqual(MESSAGES[name]);
    for (const size of [1, 7]) expect(readEdifact(bytes, {}, size)).toEqual(file);
    for (const size of [1, 7, bytes.length]) expect(readThroughDoor(bytes, size)).toEqual(file);
  });

  it('are all of them', () => {
    expect(edifact.map(({ name }) => name)).toEqual(Object.keys(MESSAGES).sort());
  });

  it('of X12 are not taken for EDIFACT', () => {
    const taken = files.filter(({ name, bytes }) => !name.endsWith('.edi') && readThroughDoor(bytes).syntax === 'edifact');
    expect(taken.map(({ name }) => name)).toEqual([]);
  });
});
