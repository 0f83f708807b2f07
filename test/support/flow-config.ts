import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** One who takes part in a flow: an endpoint with an SFTP end, and the partner who speaks for it. */
export interface FlowSite {
  code: string;
  kind: 'terminal' | 'carrier';
  region: string;
  unlocode: string;
  terminal: string | null;
  zone: string;
  isaId: string;
  mailbox: string;
  /** addresses that take its mail where the mailbox does not, in this order */
  contacts: readonly string[];
  /** openssh: a real sshd in front of its folders. pretend: the pretend terminal's own end, which can refuse and stall on its own. none: it has mail alone */
  end: 'openssh' | 'pretend' | 'none';
  /** a TcpProxy between Hawser and its SFTP end */
  line: boolean;
  /** false: it has no mail address */
  mail: boolean;
  /** its mails carry a link that confirms them */
  confirmLink: boolean;
  /** where it is called */
  phones: readonly string[];
  leavesFiles: boolean;
  concurrency: number;
  ratePerSecond: number | null;
  /** from a file's taking to its 997, ms */
  answersAfterMs: number;
}

const site = (code: string, more: Partial<FlowSite> & Pick<FlowSite, 'region' | 'unlocode' | 'zone'>): FlowSite => ({
  code, kind: 'terminal', terminal: code.split('-')[1] ?? null, isaId: code.replace('-', ''), mailbox: `documents@${code.toLowerCase()}.example`,
  contacts: [], end: 'openssh', line: false, mail: true, confirmLink: false, phones: [], leavesFiles: false, concurrency: 1, ratePerSecond: null, answersAfterMs: 50, ...more,
});

/** Made-up terminals on real ports. */
export const longBeach = (more: Partial<FlowSite> = {}) => site('USLGB-EAST', { region: 'AMERICAS', unlocode: 'USLGB', zone: 'America/Los_Angeles', ...more });
export const oakland = (more: Partial<FlowSite> = {}) => site('USOAK-NORTH', { region: 'AMERICAS', unlocode: 'USOAK', zone: 'America/Los_Angeles', ...more });
export const singapore = (more: Partial<FlowSite> = {}) => site('SGSIN-SOUTH', { region: 'ASIA', unlocode: 'SGSIN', zone: 'Asia/Singapore', ...more });
/** The carrier's own system. Its region is none of the terminals', and it reads no mail. */
export const carrierDesk = (more: Partial<FlowSite> = {}) => site('HWSR-DESK', {
  kind: 'carrier', region: 'EUROPE', unlocode: 'NLRTM', zone: 'Europe/Amsterdam', terminal: null, isaId: 'HAWSERLINE', mailbox: 'desk@hawserline.example', mail: false, ...more,
});

export const SCAC = 'HWSR';

export interface FarEnd { host: string; port: number; user: string; hostKey: string; privateKeyFile: string; inbox: string; outbox: string }

/** Writes an installation's folder. `settings` and `partners` are added to what stands here, key by key. */
export function writeConfig(folder: string, given: {
  sites: readonly FlowSite[]; ends: ReadonlyMap<string, FarEnd>; mailPort: number; partners: Record<string, object>; settings: Record<string, object>;
}): void {
  for (const part of ['terminals', 'partners']) mkdirSync(join(folder, part), { recursive: true });
  const write = (path: string, value: unknown) => { writeFileSync(join(folder, path), stringify(value)); };
  const settings = calmSettings(given.mailPort);
  for (const [group, values] of Object.entries(given.settings)) settings[group] = { ...settings[group], ...values };
  write('settings.yaml', settings);
  for (const one of given.sites) {
    write(`terminals/${one.code}.yaml`, endpointOf(one, given.ends.get(one.code)));
    write(`partners/${one.code}.yaml`, { name: one.code, carrier: SCAC, region: one.region, identities: [{ isa05: 'ZZ', isa06: one.isaId }], endpoint: one.code });
  }
  for (const [code, partner] of Object.entries(given.partners)) write(`partners/${code}.yaml`, { name: code, carrier: SCAC, ...partner });
}

function endpointOf(one: FlowSite, end: FarEnd | undefined) {
  if (!end) throw new Error(`nobody plays ${one.code}`);
  return {
    name: `The quay ${one.code}`, kind: one.kind, carrier: SCAC, region: one.region, unlocode: one.unlocode, ...(one.terminal ? { terminal: one.terminal } : {}), zone: one.zone,
    receives: [{ isa08: one.isaId }],
    ...(one.end === 'none' ? {} : { edi: { kind: 'sftp', ...end, removesFiles: !one.leavesFiles } }),
    ...(one.mail ? { mail: { to: [one.mailbox, ...one.contacts], ...(one.confirmLink ? { confirmLink: true } : {}) } } : {}),
    ...(one.phones.length > 0 ? { phones: one.phones } : {}), acknowledges: '997', concurrency: one.concurrency, ...(one.ratePerSecond ? { ratePerSecond: one.ratePerSecond } : {}),
  };
}

/** Allowances are configuration: what is minutes at a quay is seconds here, on the wall's own clock. */
function calmSettings(mailPort: number): Record<string, object> {
  const desk = 'Hawser Line documents <documents@fallback.hawserline.example>';
  return {
    gateway: { port: 0 }, worker: { port: 0 },
    pickUp: { foldersEvery: '100ms', endpointsEvery: '150ms', lease: '3s' },
    lanes: { feedEvery: '150ms', lock: '5s', stalledEvery: '1s', canaryEvery: '500ms', canaryStale: '2s', stopWithin: '2s' },
    tries: { ttl: '2s', doubt: '20s' },
    sweep: { every: '100ms' },
    retry: { backoff: '300ms, 600ms*3, 1s' },
    acknowledgement: { allowance: '30s' },
    sftp: { connectTimeout: '1500ms', stallTimeout: '1500ms' },
    outage: { failuresToDown: 3, failureWindow: '1m', missingToSuspect: 3, missingToDown: 6, answerWindow: '5m', proofsToUp: 2, minimumDown: '1s', probeEvery: '400ms' },
    urgency: { amber: '12h', red: '4h', hold: '10s' },
    mail: { relay: { host: '127.0.0.1', port: mailPort, tls: 'none' }, mailbox: { ratePerMinute: null, ratePerHour: null }, digest: { amberEvery: null, greenEvery: null }, from: desk, replyTo: desk, domain: 'fallback.hawserline.example' },
  };
}
