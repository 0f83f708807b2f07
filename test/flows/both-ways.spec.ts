import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { gateIn, isa13Of, shaOfSet } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
const quay = longBeach();
const desk = carrierDesk({ leavesFiles: true });
/** A container that came in by the gate: the terminal tells the carrier. */
const told = (control: number) => gateIn({ from: quay.isaId, to: desk.isaId, control });

beforeAll(async () => { flow = await openFlow({ name: 'test-both-ways', sites: [quay, desk], settings: { urgency: { hold: '10m' } } }); }, 60_000);
afterAll(() => flow.stop(), 60_000);

const fromTerminal = async () => (await flow.documents()).filter((doc) => doc.endpoint === desk.code && doc.kind === 'business');

describe('a document of the terminal\'s own', () => {
  it('goes from its outbox to the carrier\'s inbox byte for byte, and the carrier\'s 997 goes back to the terminal', async () => {
    await flow.leave(quay.code, 'move-1.edi', told(1));
    expect((await flow.fileIn(desk.code, { from: quay.isaId, isa13: isa13Of(1) })).equals(told(1))).toBe(true);
    const doc = await flow.business(isa13Of(1));
    expect(doc).toMatchObject({ partner: quay.code, endpoint: desk.code, set: '322', sha256: shaOfSet(told(1)) });
    await flow.inState('acknowledged', [doc.ref]);
    await until('the 997 is at the terminal', () => { expect(flow.answers(quay.code)).toHaveLength(1); }, 10_000);
    await until('the outbox is empty', async () => { expect(await readdir(flow.pathOf(quay.code, 'outbox'))).toEqual([]); }, 5_000);
  }, 40_000);

  it('waits while the carrier\'s own system is down: no mail goes there, and the terminal\'s path is no worse for it', async () => {
    await flow.sshd(desk.code).down();
    await flow.pathIs('down', desk.code);
    for (const control of [2, 3, 4, 5, 6]) await flow.leave(quay.code, `move-${control}.edi`, told(control));
    await until('five wait and say why', async () => {
      expect((await fromTerminal()).slice(1).map((doc) => [doc.state, doc.held, doc.because])).toEqual(
        Array.from({ length: 5 }, () => ['waiting', 'path-down', 'The EDI link is down, and there is no working mail to go round it.']));
    }, 15_000);
    expect(await flow.mails()).toEqual([]);
    expect(await flow.path(quay.code)).toMatchObject({ verdict: 'up' });
    expect(await flow.desk.ask('GET', '/lanes')).toMatchObject([{ endpoint: desk.code, waiting: 5 }]);
  }, 40_000);

  it('goes when the carrier\'s system is back, each once', async () => {
    await flow.sshd(desk.code).up();
    await flow.inState('acknowledged', (await fromTerminal()).map((doc) => doc.ref), 25_000);
    await flow.pathIs('up', desk.code);
    // Due within one minute of each other they are equally urgent, and come in any order.
    expect(flow.arrivals(desk.code).map((one) => one.sha256).sort()).toEqual([1, 2, 3, 4, 5, 6].map((control) => shaOfSet(told(control))).sort());
    expect(await flow.mails()).toEqual([]);
    expect(flow.counts().total).toMatchObject({ documents: 6, seenAgain: 0, deliveredAsNewTwice: 0, misaddressed: 0 });
  }, 40_000);
});

describe('an answer on its way back', () => {
  it('is never mailed: it waits until the terminal it is for can be reached', async () => {
    // The answers to the six before are through.
    await until('six 997s are at the terminal', () => { expect(flow.answers(quay.code)).toHaveLength(6); }, 10_000);
    await flow.sshd(quay.code).down();
    await flow.pathIs('down', quay.code);
    // The terminal's posts come another way than its files.
    const refs = await flow.take(told(7), quay.code);
    await flow.inState('acknowledged', refs);
    await until('the carrier\'s 997 waits', async () => {
      const waiting = (await flow.documents()).filter((doc) => doc.endpoint === quay.code && doc.state === 'waiting');
      expect(waiting).toMatchObject([{ kind: 'acknowledgement', set: '997', held: 'path-down', because: 'An acknowledgement is never mailed; it waits for the EDI link.' }]);
    }, 10_000);
    expect(await flow.mails()).toEqual([]);
    await flow.sshd(quay.code).up();
    await until('the 997 is at the terminal', () => { expect(flow.answers(quay.code)).toHaveLength(7); }, 20_000);
    await flow.pathIs('up', quay.code);
    expect(await flow.brokenHistories()).toEqual([]);
  }, 60_000);
});
