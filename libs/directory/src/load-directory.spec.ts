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
const faultsOf = (files: Record<string, string>): readonly string[] => {
  try { load(files); } catch (error) { if (error instanceof ConfigError) return error.faults; throw error; }
  return [];
};

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
      mail: { to: ['desk@eastbasin.example'], language: 'en' },
    });
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

  it('insists on a last rule that gives every document a due time', () => {
    const rule = 'rules: [{ id: T-STOW, sets: ["324"], direction: any, anchor: ETA, offset: 2 days, law: false, because: x, source: "[P]" }]\n';
    expect(faultsOf({ ...calm, 'deadlines.yaml': rule })).toEqual(['deadlines.rules.0.offset: found "2 days"; expected an offset such as -48h, 0h or +24h']);
    expect(faultsOf({ ...calm, 'deadlines.yaml': rule.replace('2 days', '-48h') })[0]).toContain('deadlines.rules: found a list of 1; expected the last rule to have sets ["*"]');
  });
});

describe('a frozen profile', () => {
  const endpoint = load(calm).endpoints.get('USLGB-EAST')!;

  it('gives back the endpoint as it was, through JSON', () => {
    expect(endpointFromProfile(JSON.parse(JSON.stringify(profileOf(endpoint))) as Record<string, unknown>)).toEqual(endpoint);
  });

  it('is refused when it is none, or a newer one', () => {
    expect(() => endpointFromProfile({})).toThrow(ProfileError);
    expect(() => endpointFromProfile({ ...profileOf(endpoint), shape: 2 })).toThrow('Frozen profile: found shape 2');
  });
});
