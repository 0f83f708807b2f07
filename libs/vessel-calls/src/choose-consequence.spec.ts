import { describe, expect, it } from '@jest/globals';
import { chooseConsequence, CONSEQUENCE_BECAUSE, HOLD_OF, type Consequence, type ConsequenceCode, type ConsequenceFacts } from './choose-consequence.js';
import type { CallStanding } from './call-standing.js';

/** A document that waits for a terminal; its call stands there. */
const calm: ConsequenceFacts = {
  kind: 'business', state: 'waiting', left: false, toTerminal: true, parked: false, releasesOrHolds: false, relayed: false, othersStand: false, linkedAcross: false, neededThere: false, ownEnvelope: true,
  origin: 'stands', call: 'stands', place: 'here', alreadyThere: false,
};
const omitted = { origin: 'omitted', call: 'omitted' } as const;
const moved = { place: 'elsewhere' } as const;
const left = { state: 'accepted', left: true } as const;
const relayed = { relayed: true } as const;

const told: [what: string, change: Partial<ConsequenceFacts>, consequence: Consequence, because: ConsequenceCode, disregard?: boolean][] = [
  ['is left alone while its call stands', {}, 'leave', 'stands'],
  ['that answers another goes where it goes', { ...omitted, kind: 'acknowledgement' }, 'leave', 'answer'],
  ['that nobody can receive yet is left to a person', { ...omitted, state: 'conflict' }, 'leave', 'not-open'],
  ['on its way is looked at when its try has ended', { ...moved, state: 'sending' }, 'leave', 'on-its-way'],
  ['for customs stays for customs', { ...omitted, toTerminal: false }, 'leave', 'not-to-a-terminal'],
  ['that a bill links with a call at another place follows it nowhere', { ...moved, linkedAcross: true }, 'leave', 'linked-across'],
  ['of two calls there goes for the one that stands', { ...omitted, neededThere: true }, 'leave', 'needed-there'],
  ['of two calls there that was parked goes on when the other stands', { ...omitted, neededThere: true, parked: true }, 'release', 'needed-there'],

  ['is parked while its call is omitted', omitted, 'park', 'omitted'],
  ['is parked while its sailing is blanked', { origin: 'blanked', call: 'blanked' }, 'park', 'blanked'],
  ['is parked while nobody knows to which call its own slid', { origin: 'slid', call: 'slid' }, 'park', 'slid'],
  ['is parked where the vessel cut and ran', { origin: 'cut', call: 'cut' }, 'park', 'cut'],
  ['goes on when its call stands again', { parked: true }, 'release', 'stands-again'],
  ['that was handed over for a call that is gone stays so', { ...omitted, ...left }, 'leave', 'gone-and-handed-over'],
  ['in doubt is settled first, whatever became of its call', { ...omitted, state: 'unsettled', left: true }, 'leave', 'gone-and-handed-over'],
  ['that releases a container goes though the vessel cut and ran', { origin: 'cut', call: 'cut', releasesOrHolds: true }, 'leave', 'cut-and-on-the-quay'],
  ['that was handed over before the vessel cut and ran stays there, though the rest is worked elsewhere', { ...moved, ...left, origin: 'cut' }, 'leave', 'cut-and-handed-over'],
  ['that was not follows the rest of a vessel that cut and ran', { ...moved, origin: 'cut' }, 'retarget', 'call-moved'],

  ['follows to the next call at its terminal, as the same document', { origin: 'slid', place: 'same-terminal' }, 'follow', 'next-call'],
  ['follows also when it was handed over', { ...left, origin: 'slid', place: 'same-terminal' }, 'follow', 'next-call'],
  ['becomes a new one where its call moved', moved, 'retarget', 'call-moved'],
  ['becomes a new one also when it was handed over, and the old place must be told', { ...moved, ...left }, 'retarget', 'call-moved', true],
  ['that may have arrived becomes a new one, and the old place must be told', { ...moved, state: 'unsettled', left: true }, 'retarget', 'call-moved', true],
  ['that the new terminal has already goes no further', { ...moved, alreadyThere: true }, 'yield', 'already-there'],
  ['that was refused waits for a person', { ...moved, state: 'rejected', left: true }, 'leave', 'rejected'],
  ['that cannot be sent under an id of ours is parked', { ...moved, ownEnvelope: false }, 'park', 'no-envelope'],
  ['that was handed over and cannot be sent under an id of ours is a person\'s', { ...moved, ...left, ownEnvelope: false }, 'leave', 'no-envelope', true],
  ['is parked while its call is at a place that is not ours', { place: 'unknown' }, 'park', 'place-unknown'],
  ['that was handed over before its call went to a place that is not ours must be disregarded there', { place: 'unknown', ...left }, 'leave', 'left-before-it-moved', true],

  ['that its sender addressed to the old terminal is parked', { ...moved, ...relayed }, 'park', 'sender-addressed-it'],
  ['that its sender addressed goes with its interchange where others are needed there, and must be disregarded', { ...moved, ...relayed, othersStand: true }, 'leave', 'interchange-goes-whole', true],
  ['that its sender addressed and that is there already is the sender\'s to send again', { ...moved, ...relayed, ...left }, 'leave', 'sender-has-to-say', true],
  ['of an omitted call goes with its interchange where others are needed there', { ...omitted, ...relayed, othersStand: true }, 'leave', 'interchange-goes-whole'],
  ['of an omitted call that was parked goes with its interchange when others are needed', { ...omitted, ...relayed, othersStand: true, parked: true }, 'release', 'interchange-goes-whole'],
  ['of a call at a place that is not ours goes with its interchange where others are needed there', { place: 'unknown', ...relayed, othersStand: true }, 'leave', 'interchange-goes-whole', true],
];

describe('a document whose call changed', () => {
  it.each(told)('%s', (_, change, consequence, because, disregard = false) => {
    expect(chooseConsequence({ ...calm, ...change })).toMatchObject({ consequence, because, disregard });
  });

  it('reaches every because there is', () => {
    expect([...new Set(told.map(([, , , because]) => because))].sort()).toEqual(Object.keys(CONSEQUENCE_BECAUSE).sort());
  });
});

const bools = [false, true];
const standings: CallStanding[] = ['stands', 'omitted', 'blanked', 'slid', 'cut'];
function* everything(): Generator<ConsequenceFacts> {
  for (const kind of ['business', 'acknowledgement'] as const) for (const state of ['received', 'unroutable', 'conflict', 'waiting', 'sending', 'unsettled', 'accepted', 'acknowledged', 'rejected', 'superseded', 'cancelled'])
    for (const place of ['here', 'same-terminal', 'elsewhere', 'unknown'] as const) for (const call of standings) for (const origin of call === 'stands' ? standings : [call])
      for (const left of bools) for (const toTerminal of bools) for (const parked of state === 'waiting' ? bools : [false]) for (const relayed of bools) for (const othersStand of relayed ? bools : [false])
        for (const releasesOrHolds of bools) for (const linkedAcross of bools) for (const neededThere of bools) for (const ownEnvelope of bools) for (const alreadyThere of bools)
          yield { kind, state, left: left || ['unsettled', 'accepted', 'acknowledged'].includes(state), toTerminal, parked, releasesOrHolds, relayed, othersStand, linkedAcross, neededThere, ownEnvelope, origin, call, place, alreadyThere };
}

const never: [rule: string, breaks: (facts: ConsequenceFacts, then: ReturnType<typeof chooseConsequence>) => boolean][] = [
  ['parks what does not wait', (f, d) => d.consequence === 'park' && f.state !== 'waiting'],
  ['parks without a word for what it waits for', (_, d) => d.consequence === 'park' && HOLD_OF[d.because] === undefined],
  ['touches an answer, an addressee that is no terminal, or what is on its way', (f, d) => !f.parked && d.consequence !== 'leave' && (f.kind === 'acknowledgement' || f.state === 'sending' || !f.toTerminal)],
  ['sends to another endpoint what its sender addressed', (f, d) => (d.consequence === 'retarget' || d.consequence === 'yield') && f.relayed],
  ['makes a document for a terminal that has it', (f, d) => d.consequence === 'retarget' && (f.alreadyThere || f.place !== 'elsewhere')],
  ['lets a document leave that the old terminal may have without saying so there', (f, d) => (d.consequence === 'retarget' || d.consequence === 'yield') && f.left && !d.disregard],
  ['says of a call that stands where it was that it must be disregarded', (f, d) => d.disregard && f.call === 'stands' && f.place === 'here'],
  ['lets what waits go for a call that is gone, but for releases, others of its interchange, and other calls', (f, d) => f.kind === 'business' && f.state === 'waiting' && f.toTerminal && !f.left && f.call !== 'stands'
    && !f.linkedAcross && !f.neededThere && !(f.relayed && f.othersStand) && !(f.origin === 'cut' && f.releasesOrHolds) && d.consequence !== 'park'],
  ['leaves parked what it leaves alone', (f, d) => f.parked && d.consequence === 'leave'],
];

describe('every combination of facts', () => {
  const all = [...everything()].map((facts) => ({ facts, decision: chooseConsequence(facts) }));

  it.each(never)('never %s', (_, breaks) => {
    expect(all.find(({ facts, decision }) => breaks(facts, decision))).toBeUndefined();
  });

  it('that is no combination at all is a fault, not a decision', () => {
    expect(() => chooseConsequence({ ...calm, call: 'lost' as 'stands' })).toThrow('no row for a call that is "lost"');
  });
});
