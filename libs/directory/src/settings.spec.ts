import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '#common';
import { isOwn, loadSettings } from '#directory';

const folderWith = (settings: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-settings-'));
  writeFileSync(join(folder, 'settings.yaml'), settings);
  return folder;
};
const faultsOf = (read: () => unknown): readonly string[] => {
  try { read(); } catch (error) { if (error instanceof ConfigError) return error.faults; throw error; }
  return [];
};

describe('the settings', () => {
  it('take the mail relay from the environment, as a container is told of it', () => {
    expect(loadSettings({ env: { HAWSER_MAIL_RELAY: 'mail:1025' } }).mail.relays).toMatchObject([{ name: 'mail-relay', host: 'mail', port: 1025, tls: 'when-offered' }]);
    expect(faultsOf(() => loadSettings({ env: { HAWSER_MAIL_RELAY: 'mail:smtp' } }))[0]).toContain('mail.relay.port');
  });

  it('take a list of relays in the place of the one, with TLS unless it is said to be without, and the environment\'s in the place of all', () => {
    const folder = folderWith('mail: { relays: [{ name: near, host: mail.carrier.example, port: 587, user: hawser, passwordEnv: RELAY_PASSWORD, ratePerMinute: 30 }, { name: far, host: smtp.elsewhere.example, tls: none, stallTimeout: 2m }] }\n');
    const { relays } = loadSettings({ env: { HAWSER_CONFIG: folder } }).mail;
    expect(relays).toMatchObject([
      { name: 'near', port: 587, tls: 'required', user: 'hawser', passwordEnv: 'RELAY_PASSWORD', ratePerMinute: 30, ratePerHour: null, sessions: 3, connectTimeoutMs: 10_000 },
      { name: 'far', port: 25, tls: 'none', user: null, stallTimeoutMs: 120_000 },
    ]);
    expect(loadSettings({ env: { HAWSER_CONFIG: folder, HAWSER_MAIL_RELAY: 'mail:25' } }).mail.relays.map((relay) => relay.host)).toEqual(['mail']);
  });

  it('send a password through TLS alone: not where it is only offered, and not readable to another host', () => {
    const relay = (text: string) => loadSettings({ env: { HAWSER_CONFIG: folderWith(`mail: { relay: ${text} }\n`) } }).mail.relays[0]?.tls;
    expect([relay('{ user: hawser }'), relay('{ user: hawser, tls: none }'), relay('{ port: 465 }'), relay('{}')]).toEqual(['required', 'none', 'implicit', 'when-offered']);
    expect(faultsOf(() => relay('{ user: hawser, tls: none, host: mail.example }'))).toEqual(['mail.relay: found a user and tls "none"; expected required or implicit, or the password would be sent readable']);
  });

  it('take digests every so often, or none', () => {
    const digest = (text: string) => loadSettings({ env: { HAWSER_CONFIG: folderWith(`mail: { digest: ${text} }\n`) } }).mail.digest;
    expect(digest('{}')).toEqual({ amberEveryMs: 900_000, greenEveryMs: 3_600_000 });
    expect(digest('{ amberEvery: null, greenEvery: 0 }')).toEqual({ amberEveryMs: null, greenEveryMs: null });
    for (const none of ['null', '0']) expect(digest(none)).toEqual({ amberEveryMs: null, greenEveryMs: null });
    expect(faultsOf(() => digest('{ amberEvery: often }'))[0]).toMatch(/mail\.digest\.amberEvery: .*expected a duration such as 15m, or null/);
  });

  it('name what is wrong with relays', () => {
    const folder = folderWith('mail: { mailbox: { cap: 1KiB }, relays: [{ name: near, host: a.example, region: NOWHERE }, { name: near, host: b.example }] }\n');
    expect(faultsOf(() => loadSettings({ env: { HAWSER_CONFIG: folder } }))).toEqual([
      'mail.relays: found the name "near" twice; expected one each, because their verdicts are kept by it',
      'mail.relays, near: found the region "NOWHERE"; expected one of AMERICAS, ASIA, EUROPE, AFRICA, MIDDLE-EAST, OCEANIA, or null',
      'mail.mailbox.cap: found less than 262144 bytes; expected at least that, or the words of a mail would not fit',
    ]);
    expect(faultsOf(() => loadSettings({ env: { HAWSER_CONFIG: folderWith('mail: { relays: [{ name: NEAR, host: a.example, port: smtp }] }\n') } }))).toHaveLength(2);
  });

  it('of a fresh checkout are whole, and carry their units in their names', () => {
    const settings = loadSettings({ env: {} });
    expect(settings.gateway).toEqual({ host: '127.0.0.1', port: 8080, bodyLimitBytes: 67_108_864 });
    expect(settings.retry).toEqual({ backoffMs: [30_000, 60_000, 60_000, 300_000] });
    expect(settings.urgency).toEqual({ amberMinutes: 720, redMinutes: 240, holdMinutes: 10 });
    expect(settings.outage).toEqual({
      failuresToDown: 3, failureWindowMs: 120_000, missingToSuspect: 3, missingToDown: 10, answerWindowMs: 7_200_000, proofsToUp: 5, minimumDownMs: 900_000, probeEveryMs: 30_000,
    });
  });

  it('of an installation override single values, and the environment has the last word', () => {
    const settings = loadSettings({ env: { HAWSER_CONFIG: folderWith('outage: { minimumDown: 2s }\ngateway: { port: 9000 }\n'), HAWSER_PORT: '9100' } });
    expect(settings.outage).toMatchObject({ minimumDownMs: 2_000, failuresToDown: 3 });
    expect(settings.gateway).toMatchObject({ host: '127.0.0.1', port: 9100 });
  });

  it('say who we are to partners: nobody, or an id that is its own group until told otherwise', () => {
    expect(loadSettings({ env: {} }).envelope).toEqual({ own: null, duplicateWindowMs: 7_776_000_000, controlNumbers: { gapAfterRestore: 1_000 } });
    const withOwn = (own: string) => loadSettings({ env: { HAWSER_CONFIG: folderWith(`envelope: { own: ${own} }\n`) } });
    expect(withOwn('{ id: HAWSER }').envelope.own).toEqual({ qualifier: 'ZZ', id: 'HAWSER', group: 'HAWSER', alsoKnownAs: [] });
    const settings = withOwn('{ qualifier: "01", id: HAWSER, group: DOCS, alsoKnownAs: [OLDNAME] }');
    expect(settings.envelope.own).toMatchObject({ qualifier: '01', group: 'DOCS' });
    expect(['HAWSER         ', 'OLDNAME', 'Hawser', 'DOCS'].map((isa08) => isOwn(settings, { isa08 }))).toEqual([true, true, false, false]);
    expect(isOwn(loadSettings({ env: {} }), { isa08: 'HAWSER' })).toBe(false);
    expect(faultsOf(() => withOwn('{ id: 5412345000013 }'))).toEqual(['envelope.own.id: found the number 5412345000013; expected text, in quotes when it is all digits']);
  });

  it('name every fault, also of the environment', () => {
    const folder = folderWith('regions: [Americas]\nmail: { from: "Desk <desk@carrier.example>\\r\\nBcc: x@y.example", relay: { tls: maybe } }\nsweeps: { every: 1s }\n');
    expect(faultsOf(() => loadSettings({ env: { HAWSER_CONFIG: folder, HAWSER_PORT: 'http' } }))).toEqual([
      'regions.0: found "Americas"; expected capitals, digits and hyphens such as AMERICAS',
      'gateway.port: found "http"; expected a number',
      'mail.relay.tls: found "maybe"; expected one of required, when-offered, none, implicit',
      'mail.from: found "Desk <desk@carrier.example>\\r\\nBcc: x@y.example"; expected one line without control characters',
      'mail.from: found "Desk <desk@carrier.example>\\r\\nBcc: x@y.example"; expected a mail address, with or without a name: Desk <desk@carrier.example>',
      'sweeps: found a setting of this name; expected none (a misspelling?)',
    ]);
  });

  it('name files of a mail identity beside settings.yaml, and say how they belong together', () => {
    const folder = folderWith("mail: { identity: { certificate: keys/mail.pem, key: /run/keys/mail.key, next: { certificate: keys/next.pem, key: keys/next.key, from: '2028-01-10T00:00:00Z' }, dkim: { selector: hw2027a, key: keys/dkim.key } } }\n");
    expect(loadSettings({ env: { HAWSER_CONFIG: folder } }).mail.identity).toEqual({
      current: { certificate: join(folder, 'keys/mail.pem'), key: '/run/keys/mail.key', chain: null },
      next: { certificate: join(folder, 'keys/next.pem'), key: join(folder, 'keys/next.key'), chain: null, from: new Date('2028-01-10T00:00:00Z') },
      dkim: [{ selector: 'hw2027a', key: join(folder, 'keys/dkim.key') }],
    });
    expect(loadSettings({ env: {} }).mail.identity).toBeNull();
    const faults = (identity: string) => faultsOf(() => loadSettings({ env: { HAWSER_CONFIG: folderWith(`mail: { identity: ${identity} }\n`) } })).map((fault) => fault.replace(/found .*; expected/, 'expected'));
    expect(faults('{ certificate: a.pem }')).toEqual(['mail.identity.key: missing; expected certificate and key together']);
    expect(faults('{ certificate: a.pem, key: a.key, next: { certificate: b.pem, key: b.key, from: 2028-01-10 } }')).toEqual(['mail.identity.next.from: expected an instant such as 2028-01-31T00:00:00Z']);
    expect(faults("{ certificate: a.pem, key: a.key, next: { certificate: b.pem, from: '2028-01-10T00:00:00Z' } }")).toEqual(['mail.identity.next.key: missing; expected the file of its key, since it is to sign by itself from a date on']);
    expect(faults('{ chain: c.pem }')).toEqual(['mail.identity.chain: expected a certificate that it is the chain of', 'mail.identity.certificate: missing; expected a certificate, a DKIM key or both']);
    expect(faults('{ dkim: { selector: "a b", key: k } }')).toEqual(['mail.identity.dkim: expected { selector, key }, or a list of them']);
  });

  it('that contradict each other are faults', () => {
    const folder = folderWith('urgency: { red: 1d }\nlanes: { canaryStale: 31s }\n');
    expect(faultsOf(() => loadSettings({ env: { HAWSER_CONFIG: folder } }))).toEqual([
      'lanes.canaryStale: found less than twice lanes.canaryEvery; expected at least twice, or every lane looks stale',
      'urgency.red: found more than urgency.amber; expected red to begin after amber',
    ]);
  });

  it('are not looked for in a folder that does not exist', () => {
    expect(faultsOf(() => loadSettings({ env: { HAWSER_CONFIG: '/nowhere/at/all' } }))).toEqual(['HAWSER_CONFIG: found "/nowhere/at/all", which does not exist; expected a folder']);
  });
});
