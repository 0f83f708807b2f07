import { EventEmitter } from 'node:events';
import { readEdi, type Finding, type ReadFile, type ReadInterchange } from '#x12';
import type { Clock } from '#common';
import type { SiteConfig } from './config.js';
import { countArrivals, type Arrival, type Counts } from './count-arrivals.js';

/** What came and could not be read as a whole interchange. */
export interface Unreadable {
  site: string;
  source: string;
  channel: Arrival['channel'];
  at: string;
  because: string;
}

/** The far side's own book: every set that arrived at any of the sites, by any channel. Says `booked` after each file. */
export class Received extends EventEmitter<{ booked: [site: string, source: string] }> {
  private readonly arrivals: Arrival[] = [];
  private readonly notRead: Unreadable[] = [];

  constructor(private readonly clock: Clock) { super(); }

  /** Reads and books one file or one attachment. @returns what was read, for the answer */
  async book(site: SiteConfig, bytes: Buffer, from: { channel: Arrival['channel']; source: string }): Promise<ReadFile> {
    const read = await readEdi([bytes]);
    const at = this.clock.now().toISOString();
    const whole = read.interchanges.filter((interchange) => faultOf(interchange.findings) === null);
    const faults = [...read.findings, ...read.interchanges.flatMap((interchange) => interchange.findings)];
    if (whole.length === 0 || faultOf(faults) !== null) {
      this.notRead.push({ site: site.code, ...from, at, because: faultOf(faults) ?? 'no interchange in it' });
    }
    for (const interchange of whole) this.arrivals.push(...arrivalsOf(interchange, site, { ...from, at }));
    this.emit('booked', site.code, from.source);
    return read;
  }

  list(site?: string): { arrivals: Arrival[]; unreadable: Unreadable[] } {
    const of = <T extends { site: string }>(all: T[]): T[] => all.filter((each) => site === undefined || each.site === site);
    return { arrivals: of(this.arrivals), unreadable: of(this.notRead) };
  }

  counts(): { total: Counts; sites: Record<string, Counts>; unreadable: number } {
    return { ...countArrivals(this.arrivals), unreadable: this.notRead.length };
  }
}

function arrivalsOf(interchange: ReadInterchange, site: SiteConfig, from: { channel: Arrival['channel']; source: string; at: string }): Arrival[] {
  const { isa06, isa07, isa08, isa13 } = interchange;
  return interchange.groups.flatMap((group) => group.sets.map((set): Arrival => ({
    site: site.code,
    identity: { isa06: isa06.trim(), isa08: isa08.trim(), isa13, gs06: group.gs06, st02: set.st02 },
    st01: set.st01,
    sha256: set.sha256,
    part: from.channel === 'edi' ? 'whole' : 'extract',
    forUs: isa07.trim() === site.isa.qualifier && isa08.trim() === site.isa.id,
    ...from,
  })));
}

/** Set faults are answered set by set; a fault of the envelope leaves nothing that could be booked. */
function faultOf(findings: Finding[]): string | null {
  return findings.find(({ severity, level }) => severity === 'fatal' && level === 'interchange')?.sentence ?? null;
}
