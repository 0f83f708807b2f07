import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { answered, tasks } from './tasks.js';

/** A gateway with two calls to one terminal, one to another, and a mail to read; it takes an answer for HW-2222222 and refuses every other. */
const readOut = (ref: string) => ({ ref, spelt: ref.split('').join(' '), begins: '12ab 34cd', ends: 'ff00 11ee', set: '309', version: 1, vessel: 'HARBOUR LARK', voyage: '048E', dueAt: '2018-07-24T20:00:00.000Z', handedOverAt: '2018-07-24T18:00:00.000Z', by: 'by mail', mailboxes: ['desk@quay.example'] });
const line = (id: number, kind: string, endpoint: string, ref: string | null) => ({ id, kind, endpoint, ref, mailInId: null, what: `Call ${endpoint} and ask whether they have ${ref ?? '?'}.`, urgentAt: `2018-07-24T1${id}:00:00.000Z`, openedAt: '2018-07-24T10:00:00.000Z', closedAt: null, closedBy: null, closedBecause: null, facts: ref ? { phones: ['+1 562 555 0100'], readOut: readOut(ref) } : {} });
const TASKS = [line(1, 'call', 'USLGB-EAST', 'HW-1111111'), line(2, 'call', 'SGSIN-SOUTH', 'HW-3333333'), line(3, 'call', 'USLGB-EAST', 'HW-2222222'), line(4, 'check-answer', 'USLGB-EAST', null)];

let server: Server;
let out = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const ref = /documents\/(.+)\/answers/.exec(request.url ?? '')?.[1];
    const [status, body] = request.url === '/tasks/1' ? [200, { ...TASKS[0], onTheSameCall: [TASKS[2]] }]
      : /tasks\/[89]$/.test(request.url ?? '') ? [200, { ...line(8, 'check-answer', 'USLGB-EAST', null), ref: 'HW-1111111', facts: { words: request.url === '/tasks/8' ? [] : ['RECEIVED'] } }] : ref === undefined ? [200, TASKS]
      : ref === 'HW-4444444' ? [201, { ref, was: 'rejected', endpoint: 'USLGB-EAST', effect: 'noted' }]
      : ref === 'HW-2222222' ? [201, { ref, was: 'accepted', endpoint: 'USLGB-EAST', effect: 'moved' }] : [409, { code: 'JOURNEY.ACT_REFUSED', sentence: `${ref} is cancelled` }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env['HAWSER_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['HAWSER_ADMIN_KEY'] = 'key';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => { out += String(text); return true; });
});
afterEach(() => { out = ''; process.exitCode = 0; });
afterAll(() => { jest.restoreAllMocks(); server.close(); });

describe('hawser tasks', () => {
  it('has one line for a terminal that is to be called about several documents', async () => {
    await tasks(undefined, {});
    expect(out.split('\n').slice(2).map((one) => one.trim().split(/\s+/)[0])).toEqual(['1', '2', '4', '']);
    expect(out).toContain('Call USLGB-EAST about 2 documents, this one and those that npx hawser tasks 1 names.');
    expect(out).toContain('Call SGSIN-SOUTH and ask whether they have HW-3333333.');
  });

  it('shows of a call what to read out for each document, and how their answers are entered at once', async () => {
    await tasks(1, {});
    expect(out).toMatch(/Call +\+1 562 555 0100\nRef +HW-1111111\n/);
    expect(out).toMatch(/On the same call\n\nid +ref +say +hash +document +due \(UTC\)\n.*\n +3 +HW-2222222 +H W - 2.* 12ab 34cd … ff00 11ee +309 v1 {2}HARBOUR LARK 048E +2018-07-24 20:00\n/);
    expect(out).toContain('npx hawser answered HW-1111111,HW-2222222,… received|keyed|reject|duplicate');
    expect(out).toContain('They do not have it: npx hawser resend HW-1111111 --because "their words" sends it once more');
  });

  it.each([[8, true], [9, false]])('of an answer that could not be read it says how it is sent again, not of one that says RECEIVED (%i)', async (id, says) => {
    await tasks(id, {});
    expect(out.includes('They do not have it: npx hawser resend HW-1111111')).toBe(says);
  });

  it('gives machines every task', async () => {
    await tasks(undefined, { json: true });
    expect(JSON.parse(out)).toEqual(TASKS);
  });
});

describe('hawser answered', () => {
  it('enters each of several documents by itself: one that is refused keeps no other back, is said, and makes the exit 1', async () => {
    await answered('HW-1111111,HW-2222222', 'received', { who: 'duty clerk', because: 'have both' });
    expect(out).toBe('not entered: HW-1111111 is cancelled [JOURNEY.ACT_REFUSED]\nHW-2222222 is acknowledged by a person of USLGB-EAST, duty clerk (it was accepted). Its story: npx hawser docs HW-2222222\n');
    expect(process.exitCode).toBe(1);
  });

  it('says that a refusal stands, and what takes it back, where RECEIVED does not', async () => {
    await answered('HW-4444444', 'received', { who: 'duty clerk', because: 'found it' });
    expect(out).toBe('HW-4444444 stands rejected, which RECEIVED does not take back; their word is kept with it. KEYED takes it back, or send it again: npx hawser resend HW-4444444 --because "…"\n');
  });

  it('of none is called wrongly', async () => { await expect(answered(' , ', 'received', { who: 'duty clerk', because: 'x' })).rejects.toMatchObject({ exitCode: 2 }); });

  it('of one alone is refused as the gateway says it', async () => {
    await expect(answered('HW-1111111', 'received', { who: 'duty clerk', because: 'have it' })).rejects.toThrow('HW-1111111 is cancelled');
  });
});
