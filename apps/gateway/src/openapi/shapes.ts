import { z } from 'zod';
import { FIGURES, type Figure } from '#vessel-calls';

/** What the routes of figures answer, member by member, each figure in the words of FIGURES. A spec holds real answers against them. */
const figure = (name: Figure) => z.number().describe(FIGURES[name]);
const whole = (name: Figure) => z.int().describe(FIGURES[name]);
const maybe = (name: Figure) => z.number().nullable().describe(FIGURES[name]);
const text = (means?: string) => (means === undefined ? z.string() : z.string().describe(means));
const maybeText = (means?: string) => text(means).nullable();
const time = (means: string) => z.iso.datetime().describe(means);
const maybeTime = (means: string) => time(means).nullable();
const because = maybeText('Why the figure is null; null where it is not.');

const standing = {
  due: whole('due'), accepted: whole('accepted'), acknowledged: whole('acknowledged'), neverAnswers: whole('neverAnswers'), late: whole('late'), atRisk: whole('atRisk'), worstDelayMinutes: figure('worstDelayMinutes'),
  byEdi: whole('byEdi'), byEmail: whole('byEmail'), byPaper: whole('byPaper'), waiting: whole('waiting'), unsettled: whole('unsettled'), rejected: whole('rejected'), hazmatTouched: whole('hazmatTouched'),
};

const schedule = z.strictObject({
  arrivalMinutes: maybe('arrivalDelayMinutes'), departureMinutes: maybe('departureDelayMinutes'), driftMinutes: maybe('driftMinutes'),
  because: z.strictObject({ arrival: because, departure: because, drift: because }),
}).describe('How far the call is from its plan at berth.');

const line = {
  id: z.int(), reference: text('The operator\'s own reference.'), vesselName: text(), imo: maybeText(), voyageIn: maybeText(), voyageOut: maybeText(), unlocode: text('UN/LOCODE of the port.'),
  terminal: maybeText('SMDG code of the terminal.'), endpoint: maybeText('The endpoint of the terminal, where it is one of ours.'), carrier: text(), region: maybeText(), zone: text('IANA zone of the port.'),
  phase: text('expected, arrived, working, departed or omitted.'), statuses: z.array(z.string()).describe('DCSA status codes that stand.'),
  etaAt: maybeTime('Best known arrival at berth: actual, else the latest estimate, else the plan.'), etdAt: maybeTime('Best known departure from berth, alike.'), schedule, ...standing,
};
export const callLine = z.strictObject(line);

const delay = (name: Figure) => z.strictObject({ late: z.boolean(), minutes: whole(name), settled: z.boolean().describe('The clock has stopped; else the minutes still grow.') });
const share = z.strictObject({ outage: z.int().nullable().describe('The outage that touched it first; null: none did.'), minutes: maybe('outageMinutes'), because: text('What the minutes were compared with, or why there are none.') });

export const callDocument = z.strictObject({
  id: z.int(), ref: text(), set: text('ST01, or the message type.'), version: z.int(), state: text(), because: text(), held: maybeText(), partner: text('Who sent it.'), endpoint: maybeText('Who receives it.'), carrier: text(), region: maybeText(),
  isa13: text(), gs06: text(), st02: text(), sha256: text(), hazmat: z.boolean(), dueAt: maybeTime('When the endpoint needs it.'), dueRule: text(), dueBecause: text(), dueIsLaw: z.boolean(),
  amberAt: maybeTime('From then on at risk.'), redAt: maybeTime('From then on urgent.'), receivedAt: time('When it was committed here.'), acceptedAt: maybeTime('When it was first handed over.'), acceptedBy: maybeText('How it was first handed over: sftp, email or print.'),
  acknowledgedAt: maybeTime('When the endpoint said so, as its profile counts.'), acknowledgedLevel: maybeText('syntax, content or person.'), acknowledges: z.enum(['none', '997', 'content']).describe('What its endpoint\'s profile counts as delivered.'),
  deliveredAt: maybeTime('When its clock stopped.'), rule: text('The rule that found the call, or person.'), ruleBecause: text(),
  delay: delay('delayMinutes').describe(FIGURES.delayMinutes), acknowledgementDelay: delay('acknowledgementDelayMinutes').nullable().describe(FIGURES.acknowledgementDelayMinutes),
  acceptanceDelay: delay('acceptanceDelayMinutes').nullable().describe(FIGURES.acceptanceDelayMinutes), outage: share,
});

const confirmed = z.strictObject({ at: maybeTime('The time it is asked of.'), acknowledged: z.int().nullable(), of: z.int().describe('Documents of the call to endpoints that answer.'), percent: maybe('confirmedPercent'), because });
const span = z.strictObject({ id: z.int(), scopeKind: z.enum(['region', 'endpoint']), scope: text(), from: time('Since when it was known.'), to: time('Its end, or now.'), because: text() });

const exposure = z.strictObject({
  bySet: z.array(z.strictObject({ set: text(), ...standing })).describe('How the documents of each set stand.'), containersTouched: whole('containersTouched'), hazmatTouched: whole('hazmatTouched'),
  window: z.strictObject({ from: time('The first document.'), to: time('The best known departure, or now.') }).nullable(), channelOutageMinutes: whole('channelOutageMinutes'), outages: z.array(span),
  confirmed: z.strictObject({
    dayBeforeArrival: confirmed.describe('24 hours before the arrival: at the pilot station where one was reported, else at berth.'),
    atBerth: confirmed.describe('At the best known arrival at berth.'), atDeparture: confirmed.describe('At the actual departure from berth.'),
  }),
  outageShare: z.strictObject({
    touched: z.int().describe('Documents an outage touched.'), measured: z.int().describe('Of these, documents whose normal time is known.'), medianMinutes: maybe('outageMinutes').describe(`The median of these. ${FIGURES.outageMinutes}`),
    worstMinutes: maybe('outageMinutes').describe(`The most of these. ${FIGURES.outageMinutes}`), because: text(),
  }),
}).describe('What the call stands to suffer.');

const asOf = time('When it was counted. What is not delivered grows until then.');
const reported = z.strictObject({ event: text('ARRI or DEPA.'), place: text('BRTH or PBPL.'), classifier: text('PLN, EST, REQ or ACT.'), at: time('The time that was reported.'), reportedAt: time('When.'), reportedBy: text('By whom.'), reason: maybeText() });

export const boardAnswer = z.strictObject({ asOf, calls: z.array(callLine), next: maybeText('Ask for the next page with it; null: this is the last.'), unmatched: z.array(z.looseObject({ ref: text(), set: text() })).describe('Of the first page: documents that belong to no known call. They are delivered all the same.') });
export const callAnswer = z.strictObject({ asOf, ...line, cutOffs: z.record(z.string(), z.string()), timestamps: z.array(reported).describe('All that was reported of its times.'), exposure, documents: z.array(callDocument) });

const counted = {
  key: text('The call\'s number, the endpoint\'s code, the region, the set, the channel, the outage\'s number; all: of the total.'), name: text('The same for people.'),
  documents: whole('documents'), accepted: whole('accepted'), acknowledged: whole('acknowledged'), neverAnswers: whole('neverAnswers'), open: whole('open'), late: whole('late'),
  p50Minutes: whole('p50Minutes'), p90Minutes: whole('p90Minutes'), p99Minutes: whole('p99Minutes'), worstMinutes: figure('worstDelayMinutes'),
};
const ofOutage = (share: string) => maybe('outageMinutes').optional().describe(`By outage alone. ${share} ${FIGURES.outageMinutes}`);
const delayLine = z.strictObject({
  ...counted, from: time('By outage alone: since when it was known.').optional(), to: time('By outage alone: its end, or now.').optional(), measured: z.int().optional().describe('By outage alone: documents whose normal time is known.'),
  outageP50Minutes: ofOutage('The median.'), outageP90Minutes: ofOutage('Nine of ten lost no more.'), outageP99Minutes: ofOutage('Ninety-nine of a hundred lost no more.'), outageWorstMinutes: ofOutage('The most.'), because: because.optional(),
});

export const delaysAnswer = z.strictObject({
  asOf, by: text(), clock: text(), since: time('Documents due from then on.'), until: time('And before then.'), total: z.strictObject(counted).nullable().describe('Of all documents; null by call and by outage, where one may stand in several lines or in none.'),
  lines: z.array(delayLine).describe('The worst first.'), more: z.int().describe('Lines that were left out.'),
});
