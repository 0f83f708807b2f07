import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Ports of the year, in the order ships visit them: UN/LOCODE, zone, region, quays. */
export const PORTS = [
  ['CNSHA', 'Asia/Shanghai', 'ASIA', 2], ['CNNGB', 'Asia/Shanghai', 'ASIA', 1], ['HKHKG', 'Asia/Hong_Kong', 'ASIA', 1], ['SGSIN', 'Asia/Singapore', 'ASIA', 2], ['KRPUS', 'Asia/Seoul', 'ASIA', 1], ['JPYOK', 'Asia/Tokyo', 'ASIA', 1],
  ['USLGB', 'America/Los_Angeles', 'AMERICAS', 2], ['USLAX', 'America/Los_Angeles', 'AMERICAS', 2], ['USOAK', 'America/Los_Angeles', 'AMERICAS', 1], ['CAVAN', 'America/Vancouver', 'AMERICAS', 2], ['CAPRR', 'America/Vancouver', 'AMERICAS', 1],
  ['PABLB', 'America/Panama', 'AMERICAS', 1], ['USHOU', 'America/Chicago', 'AMERICAS', 1], ['USSAV', 'America/New_York', 'AMERICAS', 1], ['USCHS', 'America/New_York', 'AMERICAS', 1], ['USNYC', 'America/New_York', 'AMERICAS', 2],
  ['BRSSZ', 'America/Sao_Paulo', 'AMERICAS', 2], ['CLSAI', 'America/Santiago', 'AMERICAS', 1], ['NLRTM', 'Europe/Amsterdam', 'EUROPE', 2], ['BEANR', 'Europe/Brussels', 'EUROPE', 1], ['DEHAM', 'Europe/Berlin', 'EUROPE', 1], ['GBFXT', 'Europe/London', 'EUROPE', 1],
] as const;

/** Made-up lines. Each has a system of its own, an endpoint like any other. */
export const LINES = ['HWSR', 'QUAY', 'TIDE', 'HELM'] as const;

export interface Quay { code: string; unlocode: string; terminal: string; zone: string; region: string; carrier: string }

/** Every quay, dealt out to the lines: 30 of them. */
export const QUAYS: readonly Quay[] = PORTS.flatMap(([unlocode, zone, region, quays], port) => Array.from({ length: quays }, (_, n): Quay => ({
  code: `${unlocode}-Q${n + 1}`, unlocode, terminal: `Q${n + 1}`, zone, region, carrier: LINES[(port + n) % LINES.length] ?? LINES[0],
})));

export const deskOf = (line: string) => `${line}-DESK`;

/** What a gateway that knew these would be configured by. */
export function writeConfig(folder: string): void {
  for (const part of ['terminals', 'partners']) mkdirSync(join(folder, part), { recursive: true });
  const write = (path: string, value: unknown) => { writeFileSync(join(folder, path), stringify(value)); };
  // Nobody connects: nothing is sent here.
  const edi = { kind: 'sftp', host: '127.0.0.1', port: 9, user: 'hawser', passwordEnv: 'NOBODY', hostKey: `SHA256:${'A'.repeat(43)}`, inbox: '/inbox' };
  for (const { code, unlocode, terminal, zone, region, carrier } of QUAYS) {
    write(`terminals/${code}.yaml`, { name: `The quay ${code}`, kind: 'terminal', carrier, region, unlocode, terminal, zone, receives: [{ isa08: code.replace('-', '') }], edi, mail: { to: [`documents@${code.toLowerCase()}.example`] }, acknowledges: '997' });
  }
  for (const line of LINES) {
    write(`terminals/${deskOf(line)}.yaml`, { name: `The system of ${line}`, kind: 'carrier', carrier: line, region: 'EUROPE', unlocode: 'NLRTM', zone: 'Europe/Amsterdam', receives: [{ isa08: `${line}DESK` }], edi, acknowledges: '997' });
    write(`partners/${line}.yaml`, { name: `The line ${line}`, carrier: line, region: 'EUROPE', identities: [{ isa05: 'ZZ', isa06: line }] });
  }
}
