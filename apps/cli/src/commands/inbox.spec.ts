import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { inbox } from './inbox.js';

const mail = (id: number, kind: string, outcome: string) => ({ id, mailbox: 'answers', uidValidity: '1', uid: String(id), receivedAt: '2018-07-24T18:00:00.000Z', sha256: 'ab', byteLength: 10, messageId: `m${id}@quay.example`, fromAddress: 'clerk@quay.example', subject: 'Re: x', kind, endpoint: null, sender: {}, outcome, because: 'so' });
const MAILS = [mail(1, 'answer', 'held'), mail(2, 'answer', 'refused'), mail(3, 'answer', 'moved'), mail(4, 'report', 'held'), { ...mail(5, 'answer', 'held'), says: 'Where is\nthe list?', sender: { listedBecause: 'listed at USLGB-EAST', because: 'DKIM of quay.example', covers: ['from'] }, because: 'so', tasks: [{ id: 7, kind: 'check-answer', what: 'Read it: npx hawser answered REF …' }] }, mail(6, 'untaken', 'held')];

let server: Server;
let out = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const id = /mails-in\/(\d+)/.exec(request.url ?? '')?.[1];
    const body = request.url === '/inboxes' ? [{ name: 'answers', cursor: '1:4', lookedAt: null, trouble: null, words: null, troubleSince: null }] : id ? MAILS.find((one) => one.id === Number(id)) : request.url?.includes('mailbox=') ? [] : MAILS;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, { HAWSER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, HAWSER_ADMIN_KEY: 'key' });
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => { out += String(text); return true; });
});
afterEach(() => { out = ''; });
afterAll(() => { jest.restoreAllMocks(); server.close(); });

describe('hawser inbox', () => {
  it.each([['1', 'npx hawser believe 1 --because "…"; if not: npx hawser refuse 1'], ['2', 'If it is theirs: npx hawser believe 2']])('says of an answer what can be done with it: %s', async (id, next) => {
    await inbox(id, {});
    expect(out).toContain(next);
  });

  it.each(['3', '4'])('asks nothing of anybody where nothing is to be decided: %s', async (id) => {
    await inbox(id, {});
    expect(out).toContain(`As it came: npx hawser inbox ${id} --raw`);
    expect(out).not.toContain('believe');
  });

  it('shows of one mail what it says, whose it is, and what a person has to do, without a second hint', async () => {
    await inbox('5', {});
    expect(out).toContain('Says: Where is / the list?\nanswer; held: so\nListed: listed at USLGB-EAST\nProof: DKIM of quay.example\n');
    expect(out).toContain('Task 7  check-answer: Read it: npx hawser answered REF …\nAs it came: npx hawser inbox 5 --raw\n');
    expect(out).not.toMatch(/believe|covers/);
  });

  it('says how one that could not be taken is taken again', async () => {
    await inbox('6', {});
    expect(out).toContain('npx hawser read-again 6 --because "…"');
  });

  it('says no to a mailbox that there is not, and which there are; a mailbox without mails is one', async () => {
    await expect(inbox(undefined, { mailbox: 'nope' })).rejects.toMatchObject({ message: 'no mailbox is called nope; there are answers', exitCode: 1 });
    await inbox(undefined, { mailbox: 'answers' });
    expect(out).toContain('No mail came in yet.');
  });

  it('gives one mail as it came, and not all of them', async () => { await expect(inbox(undefined, { raw: true })).rejects.toMatchObject({ exitCode: 2, message: '--raw is for one mail: npx hawser inbox ID --raw' }); });
});
