import { describe, expect, it } from '@jest/globals';
import { prepare } from './prepare.js';
import { BILL, CONTEXT, DELIMITERS, MANIFEST, SAMPLES, STOW_PLAN } from './samples.js';
import { subjectOf } from './subject.js';
import type { DocumentToRender, RenderingContext } from './types.js';
import { writeHtml } from './writers/html.js';
import { writeText } from './writers/text.js';

function render(text: string, context: Partial<RenderingContext> = {}, delimiters = DELIMITERS) {
  return rendered({ setBytes: Buffer.from(text), delimiters, context: { ...CONTEXT, set: text.slice(3, 6), ...context } });
}

function rendered(document: DocumentToRender): { subject: string; text: string; html: string } {
  const prepared = prepare(document);
  return { subject: subjectOf(prepared), text: writeText([prepared]), html: writeHtml([prepared]) };
}

describe('the subject', () => {
  it('has a fixed order for mail rules', () => {
    expect(render(MANIFEST).subject).toBe('USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v2 REPLACES v1 | HAZ | Ref HW-7F3K2Q');
    expect(render(MANIFEST, { urgent: true }).subject).toBe('URGENT | USLGB-EAST | HARBOUR LARK 048E | MANIFEST 309 v2 REPLACES v1 | HAZ | Ref HW-7F3K2Q');
    expect(render(MANIFEST, { urgent: true, test: true }).subject).toMatch(/^TEST \| USLGB-EAST/);
    expect(render(SAMPLES['315'] ?? '', { version: 1, replaces: null }).subject).toBe('USLGB-EAST | HARBOUR LARK 048E | STATUS 315 v1 | Ref HW-7F3K2Q');
  });

  it('lets no vessel name add a header, leave ASCII or push the ref out', () => {
    const { subject } = render(MANIFEST, { vessel: { ...CONTEXT.vessel, name: `SÃO VICENTE\r\nBcc: someone${' LONG'.repeat(40)}` } });
    expect(subject).toMatch(/^USLGB-EAST \| SAO VICENTE Bcc: someone LONG[ LONG]* \| MANIFEST 309 v2 REPLACES v1 \| HAZ \| Ref HW-7F3K2Q$/);
    expect(subject.length).toBeLessThanOrEqual(120);
  });
});

describe('the first screen', () => {
  it('says what, by when in the quay\'s time and UTC, why, and how to answer', () => {
    const { text } = render(MANIFEST);
    expect(text.split('\n').slice(0, 10).join(' ')).toContain('Please key in this manifest before Thu 26 Jul 2018 06:00 PDT (13:00 UTC).');
    expect(text).toContain('answer this mail (a person reads it)');
    expect(render(MANIFEST, { madeAt: new Date('2018-07-27T13:00:00Z') }).text.replace(/\s+/g, ' ')).toContain('This is late: please key in this manifest at once. It was due Thu 26 Jul 2018 06:00 PDT (13:00 UTC).');
    expect(text.replace(/\s+/g, ' ')).toContain('isolated by a person; documents go by e-mail until it is reopened. Since Tue 24 Jul 2018 17:04 PDT (Wed 25 Jul 2018 00:04 UTC). The reason given: notice 2018-07-24/A.');
    expect(text.replace(/\s+/g, ' ')).toContain('(ISA 000004711, GS 4711, ST 0001). When EDI returns you may see it again: do not key it twice.');
    expect(text).toContain('We never ask you to click or to give a password.');
  });

  it('marks a possible duplicate before anything else', () => {
    const { text, html } = render(MANIFEST, { possibleDuplicate: true });
    expect(text.indexOf('POSSIBLE DUPLICATE')).toBeLessThan(text.indexOf('Please key in'));
    expect(html).toContain('You may already hold this document');
  });

  it('shows UTC\'s own day where it differs', () => {
    expect(render(MANIFEST, { dueAt: new Date('2018-07-27T04:30:00Z') }).html).toContain('Thu 26 Jul 2018 21:30 PDT (Fri 27 Jul 2018 04:30 UTC)');
  });
});

describe('the tables', () => {
  it('say of a bill what an amendment does to it, and of the containers of a deleted one', () => {
    const amendment = 'ST*309*0001~M10*HWSR*O*US*9074729*LARK*048E***C~LX*1~M13*HWSR*2709*D*BL1~M11*BL1~VID*CN*CSQU*3054383~LX*2~M13*HWSR*2709*R*BL2*7~M11*BL2~VID*CN*CBHU*3202732~SE*10*0001~';
    const { model: { bills, containers } } = prepare({ setBytes: Buffer.from(amendment), delimiters: DELIMITERS, context: { ...CONTEXT, set: '309' } });
    expect(bills.map(({ notes }) => notes)).toEqual([['amendment type Bill of lading deleted (D), at 2709'], ['amendment type Quantity replaced (R), quantity 7, at 2709']]);
    expect(containers.map(({ notes }) => notes)).toEqual([['bill BL1: Bill of lading deleted (D)'], []]);
  });

  it('put hazardous goods before the containers, with their own box', () => {
    const { text } = render(MANIFEST);
    expect(text.indexOf('!!! HAZARDOUS')).toBeLessThan(text.indexOf('--- CONTAINERS'));
    expect(text).toMatch(/^1263 +3 +III +CBHU3202732 +21,400 +47,179 +180001235$/m);
  });

  it('add up weight, laden and empty, and types', () => {
    expect(render(MANIFEST).text).toContain('4 (2 x 22G1 20 ft dry, 2 x 45G1 40 ft high cube dry); 3\n                    laden, 1 empty');
    expect(render(MANIFEST).text).toContain('57,180 kg / 126,060 lb');
  });

  it('weigh a container by its goods, whether the description takes one line or two', () => {
    const { text } = render(MANIFEST.replace('N10*320*PLASTIC TOYS*NO', 'N10*300*PLASTIC TOYS*NO MARKS****K*16000**CTN~N10**KEEP DRY~N10*20*TOY PARTS*NO'));
    expect(text).toMatch(/MWCU6059784 +45G1 +L +32,750 +72,201/);
    expect(text).toContain('weight added up from 2 lines of goods');
    expect(text).toContain('PLASTIC TOYS KEEP DRY');
  });

  it('say when a container or one of its lines has no weight', () => {
    const { text } = render(MANIFEST.replace('N10*320*PLASTIC TOYS*NO MARKS****K*16750**CTN', 'N10*320*PLASTIC TOYS'));
    expect(text).toContain('1 of its 1 lines of goods without a weight');
    expect(text).toContain('40,430 kg / 89,133 lb; 1 without a weight');
  });

  it('do not put hazardous goods into one box when the bill names two for the line', () => {
    const { text } = render(BILL);
    expect(text.replace(/\s+/g, ' ')).toContain('the document does not say in which of these containers');
    expect(text).toMatch(/^3481 .*CSQU3054383/m);
  });

  it('say a status in words with its code', () => {
    expect(render(SAMPLES['315'] ?? '').text).toContain('Discharged from vessel (UV)');
  });

  it('convert a weight in pounds and keep the figure that was sent', () => {
    expect(render(SAMPLES['322'] ?? '').text).toMatch(/MWCU6059784 +45R1 +L +28,123 +62,000/);
  });

  it('say when a weight has no unit instead of guessing one', () => {
    expect(render('ST*324*1~V1*9074729*HARBOUR LARK~N7*CSQU*3054383*16750*G~V4*010204~SE*5*1~').text).toContain('weight 16,750, unit not stated, gross weight (G)');
  });

  it('show the stow cell and the port of each box', () => {
    expect(render(STOW_PLAN).text).toMatch(/CBHU3202732 +22G1 +0010204 +21,400 +47,179 +HZ771042 +CNSHA +USOAK +UN1263/);
  });

  it('stay within 78 columns and aligned with signs of other scripts', () => {
    const { text } = render(MANIFEST.replace('PACIFIC SHELF STORES', '太平洋商店 é').replace('PACIFIC PAINT WORKS', 'ÅNGSTRÖM'));
    expect(text.split('\n').filter((line) => line.length > 78)).toEqual([]);
    const [wide, narrow] = ['太平洋商店 é', 'ÅNGSTRÖM'].map((name) => text.split('\n').find((line) => line.includes(name)) ?? '');
    expect((wide ?? '').indexOf('180001234') + '太平洋商店'.length).toBe((narrow ?? '').indexOf('180001235'));
  });
});

describe('odd content', () => {
  it('lists an element no table says', () => {
    expect(render(STOW_PLAN.replace('V4*0340282', 'V4*0340282~GR5*AA*BB')).text).toMatch(/GR5 +Loading detail +AA \| BB/);
  });

  it('shows every segment of a set it does not know', () => {
    const { text } = render('ST*353*0009~M10*HWSR~M15*5*180001234~SE*4*0009~');
    expect(text).toMatch(/^CUSTOMS EVENTS \(353\)/);
    expect(text).toMatch(/M15 .* 5 \| 180001234/);
  });

  it('is marked as shown as received when it cannot be read safely', () => {
    for (const broken of ['M10*HWSR~P4*2709~SE*5*0001~', 'ST*309*0001~M10*HWSR~P4*2709~', 'hello', '']) {
      const { text, html } = render(broken, { set: '309' });
      expect(text).toContain('SHOWN AS RECEIVED');
      expect(html).toContain('Shown as received');
    }
  });

  it('lists a segment that is nothing but a tag, and reads on', () => {
    const { text } = render('ST*309*0001~M10*HWSR~ZZZ~P4*2709~SE*5*0001~');
    expect(text).toMatch(/3 +ZZZ/);
    expect(text).toContain('2709 (Schedule D)');
  });

  it('reads a set whose own segment count is wrong', () => {
    expect(render(MANIFEST.replace('SE*27', 'SE*622')).text).toContain('CSQU3054383');
  });

  it('takes other delimiters, line ends and Latin-1 bytes', () => {
    const text = MANIFEST.replaceAll('~', '\n').replaceAll('*', '|').replace('PAINT WORKS', 'PEINTURE \u00C9T\u00C9');
    const shown = rendered({ setBytes: Buffer.from(text, 'latin1'), delimiters: { element: '|', component: '>', segment: '\n' }, context: CONTEXT });
    expect(shown.text).toContain('PEINTURE ÉTÉ');
    expect(shown.text).toContain('SL0012346');
  });

  it('cannot break out of the HTML or rewrite a terminal\'s screen', () => {
    const { html, text } = render(MANIFEST.replace('PLASTIC TOYS, NOT MOTORISED', '<script>alert("1")</script>\u001B[2J\u202E'), { terminal: { ...CONTEXT.terminal, name: '<img src=x>' } });
    expect(html).not.toMatch(/<script|<img|<a |https?:|src=[^x]/);
    expect(html).toContain('&#60;script&#62;');
    expect(text).toContain('<U+001B>[2J<U+202E>');
  });

  it('renders two thousand containers, each of them', () => {
    const boxes = Array.from({ length: 2_000 }, (_, n) => `N7*TEST*${String(100_000 + n)}*12000*G*******CN******K*****45G1~V4*${String(n).padStart(7, '0')}~R4*D*UN*USLGB~`).join('');
    const { text, html } = render(`ST*324*0004~V1*9074729*HARBOUR LARK~${boxes}SE*6003*0004~`);
    for (const n of [0, 999, 1_999]) {
      expect(text).toContain(`TEST${100_000 + n}`);
      expect(html).toContain(`TEST${100_000 + n}`);
    }
    expect(text).toContain('24,000,000 kg');
  });

  it('shows EDIFACT as received, its release characters taken out, and says that dangerous goods are in it', () => {
    const setBytes = Buffer.from("UNH+1+COPRAR:D:95B:UN:SMDG16'FTX+AAA+++CHAIRS ?'ROCKER?', 40 ?+ 2'DGS+IMD+3+1263'UNT+4+1'");
    const delimiters = { element: '+', component: ':', segment: "'", repetition: null, release: '?' };
    const { subject, text } = rendered({ setBytes, delimiters, context: { ...CONTEXT, set: 'COPRAR', numbers: { isa13: 'E1', gs06: '', st02: '1' }, hazardous: true } });
    expect(subject).toMatch(/LOAD-DISCHARGE LIST COPRAR v\d.* \| HAZ \|/);
    expect(text).toContain("CHAIRS 'ROCKER', 40 + 2");
    expect(text).toContain('It carries dangerous goods');
    expect(text.replace(/\s+/g, ' ')).toContain('(interchange E1, message 1)');
    expect(text).toMatch(/DGS[^]*Dangerous goods/);
  });

  it('says of a set that has no tables that dangerous goods are in it', () => {
    const { subject, text, html } = render('ST*300*0001~B1*HWSR*BK1*20180720*N~L5*1*GASOLINE~H1*UN1203*3~SE*5*0001~', { version: 1, replaces: null });
    expect(subject).toContain('| HAZ |');
    expect(text).toContain('!!! DANGEROUS GOODS · SHOWN AS RECEIVED');
    expect(text).toMatch(/Hazardous +YES, among the segments below/);
    expect(html).toContain('Dangerous goods');
  });

  it('marks a quantity that is no number and a day that is in no calendar', () => {
    const { text } = render(MANIFEST.replace('*640*CTN', '*8O*CTN').replace('P4*2709*20180726', 'P4*2709*20261331'));
    expect(text).toContain('quantity 8O is not a number, as received');
    expect(text).toContain('20261331 14:00 (not a day of the calendar)');
  });

  it('does not say that EDI will bring it again to a terminal that has none', () => {
    const { text } = render(MANIFEST, { because: { sentence: 'The receiver takes documents by e-mail only.', ediReturns: false } });
    expect(text).toContain('Its numbers: ISA 000004711');
    expect(text).not.toContain('When EDI returns');
  });
});
