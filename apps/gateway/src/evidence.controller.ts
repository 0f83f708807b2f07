import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, HttpStatus, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { writeEvidence, type EvidenceOf, type Journey } from '#journey';
import type { EvidenceForm } from '#rendering';
import { scopeAsked } from './asked.js';
import { checked } from './checked.js';
import { JOURNEY, Refusal } from './door.js';

const asked = scopeAsked.extend({ names: z.stringbool().default(false) });
const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8' } as const satisfies Record<EvidenceForm, string>;
/** Each holds a connection to the ledger while it is gathered; documents that come in need them too. */
const AT_ONCE = 2;

/** Evidence of a call or an outage, for a penalty case or a claim. `?names=true` names people; without it they stand as salted digests. */
@Controller()
export class EvidenceController {
  private writing = 0;

  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Get('vessel-calls/:id/evidence.pdf')
  callPdf(@Param('id') id: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) { return this.pack('pdf', { call: idOf(id, 'vessel call', 'npx hawser calls') }, query, reply); }

  @Get('vessel-calls/:id/evidence.csv')
  callCsv(@Param('id') id: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) { return this.pack('csv', { call: idOf(id, 'vessel call', 'npx hawser calls') }, query, reply); }

  @Get('outages/:id/evidence.pdf')
  outagePdf(@Param('id') id: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) { return this.pack('pdf', { outage: idOf(id, 'outage', 'GET /outages') }, query, reply); }

  @Get('outages/:id/evidence.csv')
  outageCsv(@Param('id') id: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) { return this.pack('csv', { outage: idOf(id, 'outage', 'GET /outages') }, query, reply); }

  /** Written whole before its first byte is sent: half a pack with a 200 above it would look like evidence. */
  private async pack(form: EvidenceForm, of: EvidenceOf, query: unknown, reply: FastifyReply): Promise<StreamableFile> {
    const { names, ...scope } = checked(asked, query);
    if (this.writing >= AT_ONCE) {
      void reply.header('retry-after', '10');
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, 'EVIDENCE.BUSY', `${this.writing} packs are being gathered; ask again in a moment`);
    }
    this.writing += 1;
    const dir = await mkdtemp(join(tmpdir(), 'hawser-evidence-'));
    const gone = () => void rm(dir, { recursive: true, force: true });
    try {
      const file = await writeEvidence(this.journey, of, { form, names, scope, dir });
      if (!file) throw notFound(of);
      // RFC 9530: whoever takes it can see that it came whole.
      void reply.header('repr-digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`);
      return new StreamableFile(createReadStream(file.path).once('close', gone), { type: TYPES[form], length: file.byteLength, disposition: `attachment; filename="${file.fileName}"` });
    } catch (error) {
      gone();
      throw error;
    } finally {
      this.writing -= 1;
    }
  }
}

const notFound = (of: EvidenceOf) => ('call' in of ? noSuch('vessel call', of.call, 'npx hawser calls') : noSuch('outage', of.outage, 'GET /outages'));

export const noSuch = (what: 'vessel call' | 'outage', id: number | string, where: string) =>
  new Refusal(HttpStatus.NOT_FOUND, what === 'outage' ? 'OUTAGE.NOT_FOUND' : 'CALLS.NOT_FOUND', `no ${what} has the number ${String(id).slice(0, 20)}; ${where} shows them`);

/** A number as it stands in an address; what is none belongs to nothing. */
export function idOf(id: string, what: 'vessel call' | 'outage', where: string): number {
  const wanted = rowId.safeParse(id);
  if (!wanted.success) throw noSuch(what, id, where);
  return wanted.data;
}
