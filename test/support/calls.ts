import { and, asc, eq } from 'drizzle-orm';
import { actOn, reportCall } from '#journey';
import { call, callEvent, document, documentCall, type Transaction } from '#ledger';
import { callReport } from '#vessel-calls';
import { endpointOf, openStory, type Story, type StoryOptions } from '../../libs/journey/src/testing.js';
import { interchange, type Set } from './interchange.js';
import type { TestLedger } from './test-ledger.js';

/** Two terminals a vessel may go to instead; no document names their ports. */
export const OTHER = endpointOf('USOAK-PORT');
export const THIRD = endpointOf('USSEA-PIER');

/** A 310 for Long Beach, for one bill; `purpose` 00 original, 04 change, 05 replace. */
export const freight = (bill: number, purpose = '00', voyage = '027W'): Set => ['310',
  `B3**HWSR${String(bill).padStart(7, '0')}**PP**20180727*100****HWSR`, `B2A*${purpose}`, `N9*BM*HWSR${String(bill).padStart(7, '0')}`,
  `V1*9074729*HARBOUR LARK*LR*${voyage}*HWSR***L`, 'N1*CN*THE CONSIGNEE', 'R4*D*UN*USLGB', 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
];
/** Addressed to us, or to the terminal itself. */
export const toUs = (control: number, ...sets: Set[]) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: control, sets }] });
export const toQuay = (control: number, ...sets: Set[]) => interchange({ control, to: 'USLGBEAST', groups: [{ gs01: 'IO', gs06: control, sets }] });

export interface Place { unlocode: string; terminal: string }
export const LONG_BEACH: Place = { unlocode: 'USLGB', terminal: 'EAST' };
export const OAKLAND: Place = { unlocode: 'USOAK', terminal: 'PORT' };
export const SEATTLE: Place = { unlocode: 'USSEA', terminal: 'PIER' };

/** HARBOUR LARK calls; the same reference again is a revision. @returns its id */
export async function calls(story: Story, reference: string, { at = LONG_BEACH, voyage = '027W', eta = '2018-08-05T14:00:00Z', etd }: { at?: Place; voyage?: string; eta?: string; etd?: string } = {}): Promise<number> {
  const timestamps = [{ event: 'ARRI' as const, classifier: 'EST' as const, at: eta }, ...(etd ? [{ event: 'DEPA' as const, classifier: 'EST' as const, at: etd }] : [])];
  return (await reportCall(story.journey, callReport.parse({ reference, carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', ...at, voyageIn: voyage, timestamps }), 'the operator')).id;
}

type CallRow = typeof call.$inferSelect;
type Follows = (journey: Story['journey'], tx: Transaction, change: { before: CallRow; after: CallRow; at: Date }) => Promise<{ moved: number }>;

/** What a report says of a call beside its times, and what follows from it: the step that is told of the change. */
export const turnsBy = (follows: Follows) => (story: Story, reference: string, to: Told): Promise<number> => {
  story.clock.advance(1);
  return story.ledger.transaction(async (tx) => {
    const before = await callOf(tx, reference);
    await tx.update(call).set({ ...to, revision: before.revision + 1 }).where(eq(call.id, before.id));
    return (await follows(story.journey, tx, { before, after: await callOf(tx, reference), at: story.clock.now() })).moved;
  });
};

export type Told = Partial<Pick<typeof call.$inferInsert, 'statuses' | 'replacedBy' | 'phase' | 'endpoint' | 'unlocode' | 'terminal'>>;

async function callOf(tx: Transaction, reference: string) {
  const [row] = await tx.select().from(call).where(and(eq(call.carrier, 'HWSR'), eq(call.reference, reference)));
  if (!row) throw new Error(`no call ${reference}`);
  return row;
}

/** All that became of one set that came: the documents made of it, in the order they were made. */
export async function chainOf(story: Story, ref: string) {
  const first = await row(story, ref);
  return story.ledger.db.select().from(document).where(and(eq(document.interchangeId, first.interchangeId), eq(document.byteStart, first.byteStart))).orderBy(asc(document.id));
}

export async function row(story: Story, ref: string) {
  const [found] = await story.ledger.db.select().from(document).where(eq(document.ref, ref));
  if (!found) throw new Error(`no document ${ref}`);
  return found;
}

/** References of the calls a document is linked with, and those they stand in for. */
export async function linksOf(story: Story, ref: string): Promise<{ call: string; rule: string }[]> {
  return story.ledger.db.select({ call: call.reference, rule: documentCall.rule }).from(documentCall).innerJoin(call, eq(call.id, documentCall.callId)).innerJoin(document, eq(document.id, documentCall.documentId)).where(eq(document.ref, ref)).orderBy(call.id);
}

/** Documents are due by the call: a day before it arrives. */
const DUE_BY_CALL = [
  { id: 'CALL', sets: ['*'], direction: 'any' as const, anchor: 'ETA' as const, offsetMinutes: -1_440, law: false, because: 'a day before the vessel', source: '[P]' },
  { id: 'STORY', sets: ['*'], direction: 'any' as const, anchor: 'RECEIVED' as const, offsetMinutes: 12_960, law: false, because: 'the story says so', source: '[P]' },
];

/** A story with the terminals above, whose documents are due by their call. */
export async function openWithCalls(test: TestLedger, options: StoryOptions = {}): Promise<Story> {
  const story = await openStory(test, { own: true, also: [OTHER, THIRD], ...options });
  story.journey.directory = { ...story.journey.directory, dueRules: DUE_BY_CALL };
  return story;
}
export const person = (story: Story, ref: string, act: 'hold' | 'release' | 'resend' | 'cancel' | 'told', because = 'the desk knows') => actOn(story.journey, ref, { act, because, actor: 'desk' });
export const told = async (story: Story, ref: string) => { const { endpoint, state, held, disregard } = await row(story, ref); return { endpoint, state, held, disregard }; };
export const eventsOf = async (story: Story, ref: string) => (await story.document(ref)).history.map((one) => one.event);
export const callEvents = async (story: Story) => (await story.ledger.db.select().from(callEvent).orderBy(asc(callEvent.id))).filter((one) => one.what.startsWith('documents-')).map((one) => [one.what, one.facts['documents']]);
export const unreachable = { outcome: 'unreachable', because: 'connect-failed', words: 'nobody answers' } as const;
