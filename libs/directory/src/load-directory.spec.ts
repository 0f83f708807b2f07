import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, projectRoot } from '#common';
import { endpointFromProfile, loadDirectory, loadSettings, profileOf, ProfileError, type Directory } from '#directory';

const settings = loadSettings({ env: {} });
const installation = (files: Record<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-directory-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};
const load = (files: Record<string, string>): Directory => loadDirectory({ settings, env: {}, dir: installation(files) });
const listed = (read: () => unknown): readonly string[] => {
  try { read(); } catch (error) { if (error instanceof ConfigError) return error.faults; throw error; }
  return [];
};
const faultsOf = (files: Record<string, string>) => listed(() => load(files));

const east = `
name: East Basin Terminal
kind: terminal
carrier: EXSL
region: AMERICAS
unlocode: USLGB
terminal: EAST
zone: America/Los_Angeles
receives: [{ isa08: EASTBASIN, gs03: EAST }]
edi: { kind: sftp, host: edi.eastbasin.example, user: exsl, privateKeyFile: keys/east, hostKey: "SHA256:${'A'.repeat(43)}", inbox: /inbox }
mail: { to: [desk@eastbasin.example] }
acknowledges: 997
`;
const home = `
name: Example Shipping Lines
kind: carrier
carrier: EXSL
region: ASIA
zone: UTC
receives: [{ isa08: EXSL }]
mail: { to: [documents@exsl.example] }
acknowledges: none
`;
const docs = 'name: Documentation system\ncarrier: EXSL\nregion: ASIA\nidentities: [{ isa05: "02", isa06: EXSL }]\nendpoint: EXSL-HOME\n';
const calm = { 'terminals/USLGB-EAST.yaml': east, 'terminals/EXSL-HOME.yaml': home, 'partners/EXSL-DOCS.yaml': docs };

describe('the directory', () => {
  it('of a fresh checkout has nobody in it, and starts', () => {
    const directory = loadDirectory({ settings, env: {} });
    expect([directory.endpoints.size, directory.partners.size]).toEqual([0, 0]);
    expect(directory.dueRules.at(-1)).toMatchObject({ id: 'RECEIVED', sets: ['*'], offsetMinutes: 1_440 });
    expect(directory.dueRules.find((rule) => rule.id === 'T-STOW')).toMatchObject({ anchor: 'ETA', offsetMinutes: -2_880, law: false });
    expect([directory.portCodes.get('D:2709'), directory.portCodes.get('UN:USEWR'), directory.portCodes.get('UN:USLGB')]).toEqual(['USLGB', 'USNYC', 'USLGB']);
  });

  it('fills what a file leaves out from the settings', () => {
    const dir = installation(calm);
    const terminal = loadDirectory({ settings, env: { HAWSER_CONFIG: dir } }).endpoints.get('USLGB-EAST');
    expect(terminal).toMatchObject({
      code: 'USLGB-EAST', firms: null, acknowledges: '997', answerWithinMs: 1_800_000, replay: 'unconfirmed', concurrency: 1, ratePerSecond: null,
      edi: { port: 22, privateKeyFile: join(dir, 'keys/east'), passwordEnv: null, outbox: null, temporarySuffix: '.part', connectTimeoutMs: 10_000, stallTimeoutMs: 30_000 },
      mail: { to: ['desk@eastbasin.example'], language: 'en', forms: ['all', 'print'], encryptTo: null }, phones: [],
    });
  });

  it('takes the forms of a terminal in its order, and refuses an order of which a part would never be tried', () => {
    const withForms = (forms: string) => ({ ...calm, 'terminals/USLGB-EAST.yaml': east.replace('[desk@eastbasin.example]', `[desk@eastbasin.example], forms: ${forms}`) });
    expect(load(withForms('[tables, words]')).endpoints.get('USLGB-EAST')?.mail?.forms).toEqual(['tables', 'words']);
    expect(faultsOf(withForms('[print, all]'))).toEqual(expect.arrayContaining(['terminals.USLGB-EAST.mail.forms: found a list of 2; expected print at the end: nothing behind it would be tried']));
    expect(faultsOf(withForms('[print]'))).toEqual(['terminals.USLGB-EAST.mail.forms: found a list of 1; expected a form of mail first; leave mail out where there is none']);
    expect(faultsOf(withForms('[all, all]'))).toEqual(['terminals.USLGB-EAST.mail.forms: found a list of 2; expected each form once']);
  });

  it('takes the examples of its own README as they stand', () => {
    const example = (folder: string) => /```yaml\n(?:#.*\n)?([\s\S]+?)```/.exec(readFileSync(join(projectRoot(), 'config', folder, 'README.md'), 'utf8'))?.[1] ?? '';
    const directory = load({ 'terminals/USLGB-EAST.yaml': example('terminals'), 'terminals/EXSL-HOME.yaml': home.replace('isa08: EXSL', 'isa08: EXSLHOME'), 'partners/EXSL-DOCS.yaml': example('partners') });
    expect([...directory.endpoints.keys(), ...directory.partners.keys()]).toEqual(['EXSL-HOME', 'USLGB-EAST', 'EXSL-DOCS']);
  });

  it('lists every fault of every file at once', () => {
    expect(faultsOf({
      ...calm,
      'terminals/USLGB-EAST.yaml': east.replace('[desk@eastbasin.example]', '[]').replace('AMERICAS', 'AMERICA').replace('privateKeyFile: keys/east, ', '').replace('Los_Angeles', 'Long_Beach'),
      'terminals/USOAK-WEST.yaml': home.replace('mail:', 'post:').replace('isa08: EXSL', 'isa08: 123456789').replace('UTC', 'Europe/Berlin'),
      'terminals/old.yml': '',
      'partners/EXSL-DOCS.yaml': docs.replace('EXSL-HOME', 'EXSL-AWAY').replace('"02"', '2'),
    })).toEqual([
      'terminals.USLGB-EAST.zone: found "America/Long_Beach"; expected an IANA zone such as America/Los_Angeles',
      'terminals.USLGB-EAST.edi.privateKeyFile: missing; expected either privateKeyFile or passwordEnv',
      'terminals.USLGB-EAST.mail.to: found an empty list; expected at least one address',
      'terminals.USOAK-WEST.receives.0.isa08: found the number 123456789; expected text, in quotes when it is all digits',
      'terminals.USOAK-WEST.post: found a setting of this name; expected none (a misspelling?)',
      'terminals/old.yml: found a file of this name; expected CODE.yaml with a code of 2 to 32 capitals, digits and hyphens',
      'partners.EXSL-DOCS.identities: found a list of 1; expected a list of isa05 and isa06 (in quotes when all digits), or any',
    ]);
  });

  it('says which files do not fit together', () => {
    expect(faultsOf({
      ...calm,
      'terminals/USLGB-EAST.yaml': east.replace('AMERICAS', 'AMERICA'),
      'terminals/USOAK-WEST.yaml': east,
      'partners/EXSL-DOCS.yaml': docs.replace('EXSL-HOME', 'EXSL-AWAY'),
      'partners/OTHR-DOCS.yaml': docs.replace('carrier: EXSL', 'carrier: OTHR'),
    })).toEqual([
      'terminals.USLGB-EAST.region: found "AMERICA"; expected one of AMERICAS, ASIA, EUROPE, AFRICA, MIDDLE-EAST, OCEANIA (settings: regions)',
      'terminals.USOAK-WEST.receives: found ISA08 EASTBASIN with GS03 EAST, which terminals.USLGB-EAST claims too; expected one owner',
      'partners.EXSL-DOCS.endpoint: found EXSL-AWAY, which has no file; expected the code of a file in terminals/',
      'partners.OTHR-DOCS.endpoint: found EXSL-HOME of carrier EXSL; expected an endpoint of carrier OTHR',
    ]);
  });

  it('gives a partner who wishes for nothing the envelope\'s checks, a 997 and a TA1 where it asks', () => {
    expect(load(calm).partners.get('EXSL-DOCS')).toMatchObject({
      structure: null, answers: { interchange: 'requested', functional: '997', application: 'none' }, duplicateWindowMs: 7_776_000_000, calls: 'own', routes: [],
    });
  });

  it('takes a partner\'s wishes, numbers without quotes too', () => {
    const wishes = `${docs}checks: structure\nanswers: { interchange: always, functional: 999, application: 824 }\nduplicateWindow: 30d\ncalls: none\nroutes: [{ sets: ["309", COPRAR], port: USLGB, endpoint: USLGB-EAST }]\n`;
    const wished = (more = '') => load({ ...calm, 'partners/EXSL-DOCS.yaml': wishes + more }).partners.get('EXSL-DOCS');
    expect(wished()).toMatchObject({
      structure: 'reject', answers: { interchange: 'always', functional: '999', application: '824' }, duplicateWindowMs: 2_592_000_000, calls: 'none',
      routes: [{ sets: ['309', 'COPRAR'], gs03: null, port: 'USLGB', firms: null, terminal: null, endpoint: 'USLGB-EAST' }],
    });
    expect(wished('strictness: note\n')?.structure).toBe('note');
    expect(faultsOf({ ...calm, 'partners/EXSL-DOCS.yaml': `${docs}strictness: note\nanswers: { functional: 998 }\nroutes: [{ sets: [309], endpoint: USLGB-EAST }]\n` })).toEqual([
      'partners.EXSL-DOCS.answers.functional: found the number 998; expected one of 997, 999, none',
      'partners.EXSL-DOCS.routes.0.sets.0: found the number 309; expected a set in quotes such as "309", or a message such as COPRAR',
    ]);
    expect(faultsOf({ ...calm, 'partners/EXSL-DOCS.yaml': `${docs}strictness: note\n` })).toEqual(['partners.EXSL-DOCS.strictness: found "note"; expected checks: structure beside it, since it weighs faults of structure']);
  });

  it('says which routes lead nowhere, to the sender itself or to another carrier', () => {
    const routes = `${docs}routes: [{ endpoint: USLGB-WEST }, { endpoint: EXSL-HOME }, { endpoint: OTHR-HOME }]\n`;
    expect(faultsOf({ ...calm, 'terminals/OTHR-HOME.yaml': home.replace(/EXSL/g, 'OTHR'), 'partners/EXSL-DOCS.yaml': routes })).toEqual([
      'partners.EXSL-DOCS.routes.0.endpoint: found USLGB-WEST, which has no file; expected the code of a file in terminals/',
      'partners.EXSL-DOCS.routes.1.endpoint: found EXSL-HOME, which is its own endpoint; expected somebody else\'s',
      'partners.EXSL-DOCS.routes.2.endpoint: found OTHR-HOME of carrier OTHR; expected an endpoint of carrier EXSL',
    ]);
  });

  it('addresses an endpoint by the first name it receives under, unless its file says otherwise', () => {
    expect(load(calm).endpoints.get('USLGB-EAST')).toMatchObject({ replay: 'unconfirmed', envelope: { isa07: 'ZZ', isa08: 'EASTBASIN', gs03: 'EAST', isa12: '00401', sequence: 'any' } });
    expect(load(calm).endpoints.get('EXSL-HOME')?.envelope).toMatchObject({ isa08: 'EXSL', gs03: 'EXSL' });
    const own = load({ ...calm, 'terminals/USLGB-EAST.yaml': `${east.replace('997', 'content')}envelope: { isa07: "01", isa08: "5412345000013", isa12: "00501" }\n` });
    expect(own.endpoints.get('USLGB-EAST')).toMatchObject({ acknowledges: 'content', envelope: { isa07: '01', isa08: '5412345000013', gs03: 'EAST', isa12: '00501', sequence: 'any' } });
  });

  it('lets a strict endpoint have one delivery at a time, and everything again over EDI', () => {
    const strict = (more: string) => ({ ...calm, 'terminals/USLGB-EAST.yaml': `${east}envelope: { sequence: strict }\n${more}` });
    expect(load(strict('')).endpoints.get('USLGB-EAST')).toMatchObject({ replay: 'all', concurrency: 1, envelope: { sequence: 'strict' } });
    expect(faultsOf(strict('concurrency: 2\nreplay: none\n'))).toEqual([
      'terminals.USLGB-EAST.concurrency: found the number 2; expected 1, since envelope.sequence is strict: a number may only leave when the one before it has arrived',
      'terminals.USLGB-EAST.replay: found "none"; expected all (or nothing), since envelope.sequence is strict: whatever went by mail would be missing in its turn',
    ]);
  });

  it('lets nobody else receive under our own ids, and no two endpoints of a carrier share a FIRMS code', () => {
    const ours = { ...settings, envelope: { ...settings.envelope, own: { qualifier: 'ZZ', id: 'HAWSER', group: 'HAWSER', alsoKnownAs: ['EASTBASIN'] } } };
    const firms = `${east}firms: Z123\n`;
    const dir = installation({ ...calm, 'terminals/USLGB-EAST.yaml': firms, 'terminals/USLGB-WEST.yaml': firms.replace('isa08: EASTBASIN', 'isa08: WESTBASIN') });
    expect(listed(() => loadDirectory({ settings: ours, env: {}, dir }))).toEqual([
      'terminals.USLGB-EAST.receives.0.isa08: found EASTBASIN, which is our own (settings: envelope.own); expected an id of theirs',
      'terminals.USLGB-WEST.firms: found FIRMS Z123 for EXSL, which terminals.USLGB-EAST claims too; expected one owner',
    ]);
  });

  it.each(['es', 'es-PA', 'pt', 'pt-BR', 'fr', 'fr-CA', 'en', 'en-US'])('writes to a terminal in %s', (language) => {
    expect(load({ ...calm, 'terminals/USLGB-EAST.yaml': east.replace('.example] }', `.example], language: ${language} }`) }).endpoints.get('USLGB-EAST')?.mail?.language).toBe(language);
  });

  it.each(['de', 'es_PA', 'es-panama-x-', '""', 'e'])('writes to nobody in %s', (language) => {
    expect(faultsOf({ ...calm, 'terminals/USLGB-EAST.yaml': east.replace('.example] }', `.example], language: ${language} }`) })).toEqual([
      `terminals.USLGB-EAST.mail.language: found ${JSON.stringify(language.replaceAll('"', ''))}; expected a language we write (en, es, pt, fr), with or without a region: es-PA`,
    ]);
  });

  it('takes a terminal\'s own tables, and fills in what most of them want', () => {
    const tables = 'tables: [{ sets: ["309"], format: csv, delimiter: tab, rows: container, columns: [{ title: Unit, value: container }, { title: "", text: "" }] }, { format: xlsx, rows: bill, columns: [{ title: F/E, value: loadEmpty, words: { L: F } }] }]\n';
    const none = { value: null, text: null, item: null, join: null, words: null, decimals: null, date: null, required: false };
    expect(load({ ...calm, 'terminals/USLGB-EAST.yaml': east + tables }).endpoints.get('USLGB-EAST')?.tables).toEqual([
      { sets: ['309'], format: 'csv', sheet: null, delimiter: '\t', encoding: 'utf-8-bom', decimal: '.', rows: 'container', header: true, columns: [{ ...none, title: 'Unit', value: 'container' }, { ...none, title: '', text: '' }] },
      { sets: null, format: 'xlsx', sheet: null, delimiter: ',', encoding: 'utf-8-bom', decimal: '.', rows: 'bill', header: true, columns: [{ ...none, title: 'F/E', value: 'loadEmpty', words: { L: 'F' } }] },
    ]);
    expect(load(calm).endpoints.get('USLGB-EAST')?.tables).toEqual([]);
  });

  it('says what a table\'s columns cannot show, and which option would do nothing', () => {
    const at = 'terminals.USLGB-EAST.tables.0';
    const table = (head: readonly string[], columns: readonly string[]) => ({ ...calm, 'terminals/USLGB-EAST.yaml': `${east}tables: [{ ${head.join(', ')}, columns: [${columns.join(', ')}] }]\n` });
    expect(faultsOf(table(['format: csv', 'rows: goods', 'sheet: Units', 'delimiter: ","', 'decimal: ","'], [
      '{ title: A }', '{ title: B, value: containr }', '{ title: C, value: un }', '{ title: D, value: quantity, item: 2, join: "/" }', '{ title: E, value: weightKg, item: 2, date: yyyy }',
      '{ title: F, value: container, decimals: 1 }', '{ title: G, text: EXS, required: true }', '{ title: H, value: seals, text: x }', '{ title: I, value: eta, words: { A: B } }',
    ]))).toEqual([
      `${at}.sheet: found "Units"; expected none, since format is csv`,
      `${at}.decimal: found ","; expected another sign than the delimiter`,
      `${at}.columns.0.value: missing; expected either value or text`,
      `${at}.columns.1.value: found "containr"; expected a field of the list in config/terminals/README.md`,
      `${at}.columns.2.value: found "un"; expected a field that a row of goods has (config/terminals/README.md)`,
      `${at}.columns.3.join: found "/"; expected either item or join`,
      `${at}.columns.4.item: found the number 2; expected none, since it has never more than one value`,
      `${at}.columns.4.date: found "yyyy"; expected none, since it is no date`,
      `${at}.columns.5.decimals: found the number 1; expected none, since it is no figure`,
      `${at}.columns.6.required: found true; expected none, since a constant is always there`,
      `${at}.columns.7.value: found "seals"; expected either value or text`,
      `${at}.columns.8.words: found a map; expected none, since it is no text of ours`,
    ]);
    expect(faultsOf(table(['format: pdf', 'rows: cell', 'delimiter: "|"', 'sheet: A/B', 'sets: [309]'], ['{ title: 7, value: container }', '{ title: A, value: eta, date: YYYY }', '{ title: B, value: seals, words: { A: 1 } }']))).toEqual([
      `${at}.sets.0: found the number 309; expected a set in quotes such as "309", or a message such as COPRAR`,
      `${at}.format: found "pdf"; expected one of xlsx, csv`,
      `${at}.sheet: found "A/B"; expected a sheet's name without any of [ ] : * ? / \\ '`,
      `${at}.delimiter: found "|"; expected "," or ";" or tab`,
      `${at}.rows: found "cell"; expected one of container, bill, hazmat, goods`,
      `${at}.columns.0.title: found the number 7; expected text, in quotes when it is all digits`,
      `${at}.columns.1.date: found "YYYY"; expected a date made of yyyy, yy, MM, dd, HH, mm, ss and signs such as yyyy-MM-dd HH:mm`,
      `${at}.columns.2.words.A: found the number 1; expected text, in quotes when it is all digits`,
    ]);
  });

  const LAST = '  - { id: RECEIVED, sets: ["*"], direction: any, anchor: RECEIVED, offset: +24h, law: false, because: x, source: "[P]" }\n';
  const withRule = (rule: string) => ({ ...calm, 'deadlines.yaml': `rules:\n  - { id: OURS, sets: ["309", COPRAR], direction: to-terminal, law: false, because: x, source: "[P]", ${rule} }\n${LAST}` });

  it('takes rules that count from cut-offs, from the earlier or later of several, and in business days', () => {
    const ruled = (rule: string) => load(withRule(rule)).dueRules[0];
    expect(ruled('anchor: CARGO_CUTOFF, offset: 0h, carriers: [EXSL], endpoints: [USLGB-EAST], where: [US, CAVAN], cargo: reefer, trade: export, amber: 1d, red: 90m')).toEqual({
      id: 'OURS', sets: ['309', 'COPRAR'], direction: 'to-terminal', law: false, because: 'x', source: '[P]', anchor: 'CARGO_CUTOFF', offsetMinutes: 0,
      carriers: ['EXSL'], endpoints: ['USLGB-EAST'], where: ['US', 'CAVAN'], cargo: 'reefer', trade: 'export', amberMinutes: 1_440, redMinutes: 90,
    });
    expect(ruled('laterOf: [{ anchor: ETB, offset: 0h }, { earlierOf: [{ anchor: ERD, offset: -24h }, { anchor: CARGO_CUTOFF, offset: -3bd, time: "16:00" }] }]')).toMatchObject({
      laterOf: [{ anchor: 'ETB', offsetMinutes: 0 }, { earlierOf: [{ anchor: 'ERD', offsetMinutes: -1_440 }, { anchor: 'CARGO_CUTOFF', offsetMinutes: 0, businessDays: -3, time: '16:00' }] }],
    });
  });

  it.each([
    ['anchor: ETA', 'expected an anchor with its offset, or earlierOf, or laterOf'],
    ['anchor: ETA, offset: 0h, earlierOf: [{ anchor: ETA, offset: 0h }, { anchor: ETB, offset: 0h }]', 'expected an anchor with its offset, or earlierOf, or laterOf'],
    ['earlierOf: [{ anchor: ETA, offset: 0h }]', 'deadlines.rules.0.earlierOf: found a list of 1; expected at least two parts'],
    ['anchor: LUNCH, offset: 0h', 'deadlines.rules.0.anchor: found "LUNCH"; expected one of ETA, ATA'],
    ['anchor: ETA, offset: -24h, time: "16:00"', 'deadlines.rules.0.time: found "16:00"; expected an offset of business days beside it, such as +1bd'],
    ['anchor: ETA, offset: +1bd, time: "25:00"', 'expected an hour of the port in quotes such as "16:00", or "24:00"'],
    ['anchor: ETA, offset: 0h, where: [USA]', 'expected a country or UN/LOCODE such as US or USLAX'],
    ['anchor: ETA, offset: 0h, carriers: []', 'expected at least one carrier; leave it out where it does not matter'],
    ['anchor: ETA, offset: 0h, endpoints: [USLGB-WEST]', 'deadlines.rules: found USLGB-WEST in OURS, which has no file; expected the code of a file in terminals/'],
    ['anchor: ETA, offset: 0h, red: 13h', 'deadlines.rules: found OURS turning red before it turns amber (what it leaves out is settings: urgency); expected red to begin after amber'],
    ['anchor: ETA, offset: 0h, zone: UTC', 'deadlines.rules.0.zone: found a setting of this name; expected none (a misspelling?)'],
  ])('refuses a rule with %s', (rule, fault) => {
    expect(faultsOf(withRule(rule)).join('\n')).toContain(fault);
  });

  it('knows the days without work of a port: its own and its country\'s, of the years that are listed', () => {
    const { calendars } = loadDirectory({ settings, env: {} });
    expect([...calendars.keys()].sort()).toEqual(['BR', 'BRSSZ', 'CA', 'CAVAN', 'PA', 'US']);
    expect(['2018-07-02', '2018-08-06'].map((day) => [calendars.get('CA')?.holidays.has(day), calendars.get('CAVAN')?.holidays.has(day)])).toEqual([[true, true], [false, true]]);
    expect([calendars.get('US')?.years.has(2018), calendars.get('US')?.years.has(2019), calendars.get('US')?.weekend]).toEqual([true, false, [6, 0]]);
    const calendar = (more: string) => faultsOf({ ...calm, 'calendars.yaml': `calendars:\n  - { where: US, name: x, holidays: [{ year: 2018, days: [${more}], source: "[K]" }] }\n` }).join('\n');
    expect(calendar('"2018-02-30"')).toContain('expected a day in quotes such as "2018-07-04"');
    expect(calendar('"2019-01-01"')).toContain('expected days of 2018 for US, found 2019-01-01');
  });

  it('insists on a last rule that gives every document a due time', () => {
    const rule = 'rules: [{ id: T-STOW, sets: ["324"], direction: any, anchor: ETA, offset: 2 days, law: false, because: x, source: "[P]" }]\n';
    expect(faultsOf({ ...calm, 'deadlines.yaml': rule })).toEqual(['deadlines.rules.0.offset: found "2 days"; expected an offset such as -48h, 0h, +24h or +4bd (business days)']);
    expect(faultsOf({ ...calm, 'deadlines.yaml': rule.replace('2 days', '-48h') })[0]).toContain('deadlines.rules: found a list of 1; expected the last rule to have sets ["*"]');
  });
});

describe('a frozen profile', () => {
  const endpoint = load(calm).endpoints.get('USLGB-EAST')!;

  it('gives back the endpoint as it was, through JSON', () => {
    expect(endpointFromProfile(JSON.parse(JSON.stringify(profileOf(endpoint))) as Record<string, unknown>)).toEqual(endpoint);
  });

  it('of a version that knew no envelope is addressed as its file would have said', () => {
    const { envelope, ...older } = profileOf(endpoint);
    expect(endpointFromProfile({ ...older, shape: 1 })).toEqual(endpoint);
    expect(envelope).toEqual(endpoint.envelope);
  });

  it('of a version that knew no tables had none', () => {
    const { tables, ...older } = profileOf(endpoint);
    expect(endpointFromProfile({ ...older, shape: 2 })).toEqual({ ...endpoint, tables: [] });
    expect(tables).toEqual([]);
  });

  it('of a version that knew no forms has all at once and paper last, and nobody to call', () => {
    const { phones, ...older } = profileOf({ ...endpoint, mail: { to: ['edi-desk@eastbasin.example'], language: 'en', encryptTo: 'east.pem', forms: ['words'] } });
    expect(endpointFromProfile({ ...older, shape: 4 })).toMatchObject({ phones: [], mail: { encryptTo: 'east.pem', forms: ['all', 'print'] } });
    expect(phones).toEqual([]);
  });

  it('is refused when it is none, or a newer one', () => {
    expect(() => endpointFromProfile({})).toThrow(ProfileError);
    expect(() => endpointFromProfile({ ...profileOf(endpoint), shape: 6 })).toThrow('Frozen profile: found shape 6');
  });
});
