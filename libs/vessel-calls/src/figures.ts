/**
 * What each figure means: once, for the API's documentation (GET /openapi.json), the command line's --help and this room's README.
 * Three delays that are never mixed: the schedule's, a document's, and what a call stands to suffer from them.
 */
export const FIGURES = {
  // how documents stand
  due: 'Business documents that are to be delivered. Superseded and cancelled ones are not counted, nor tests (ISA15 T).',
  accepted: 'Handed over: some channel took them, answered or not. Not the same as acknowledged.',
  acknowledged: 'Acknowledged: the endpoint itself said so, by 997, 999, CONTRL, 824 or a person\'s word. Where its profile waits for a word on the content, only that counts.',
  neverAnswers: 'Handed over to an endpoint that acknowledges nothing: no answer will ever come, and its clock stopped at the hand-over. Counted among handed over, never among acknowledged.',
  byEdi: 'First handed over by EDI.',
  byEmail: 'First handed over by e-mail.',
  byPaper: 'First handed over on paper or by phone, by the word of a person.',
  waiting: 'Waiting or being sent.',
  unsettled: 'It may have arrived, and is being looked at.',
  rejected: 'The endpoint said no. The delay clock runs until a person has settled it.',
  // document delay
  late: 'Delivered after the due time, or not delivered and past it. Delivered is what the endpoint\'s profile counts: acknowledged; or handed over where it acknowledges nothing.',
  atRisk: 'Not delivered, not yet late, and past the amber time of its due rule.',
  worstDelayMinutes: 'Minutes: the longest delay of them, which is delivered minus due, or now minus due until then. 0 when none is late.',
  delayMinutes: 'Document delay: delivered minus due, whole minutes, begun ones counted; until it is delivered now minus due, growing. 0 when it is not late.',
  acknowledgementDelayMinutes: 'The same to the endpoint\'s first positive answer of any kind (997, 999, CONTRL or better). Null where the endpoint acknowledges nothing.',
  acceptanceDelayMinutes: 'The same to the acceptance of the content (824, 355) or a person\'s word. Null where the endpoint\'s profile does not wait for one.',
  // schedule delay
  arrivalDelayMinutes: 'Schedule delay of the arrival at berth: actual, else the latest estimate, minus the plan; minutes, earlier is negative. Null where one of the two is missing.',
  departureDelayMinutes: 'Schedule delay of the departure from berth, counted alike.',
  driftMinutes: 'The newest estimated arrival minus the one before it; minutes, earlier is negative. Null where it never changed.',
  // exposure
  containersTouched: 'Containers named by documents that are late or at risk, each counted once.',
  hazmatTouched: 'Documents with hazardous cargo that are late or at risk.',
  channelOutageMinutes: 'Minutes within the call\'s window in which the EDI of an endpoint of its documents, or of its region, had an outage that was not resolved. What two outages cover counts once. The window runs from the first document to the best known departure, and no further than now.',
  confirmedPercent: 'Documents acknowledged by that time, in per cent of all of the call. Endpoints that acknowledge nothing are left out of both. Null while the time is not known or not reached, or when there are none.',
  outageMinutes: 'The part of a document\'s way that an outage of EDI caused: delivered (now, until then) minus (received + the median of the same set to the same endpoint in the 28 days before the outage, of documents no outage touched). Whole minutes, never negative, 0 where no outage touched it. Null, with the reason, where fewer than 5 normal documents are known. It may be more than the delay: a document handed in early can lose hours and still be in time.',
  // delays of many
  documents: 'Documents that became due within the time asked for, and before now; delivered or not.',
  open: 'Of these, not delivered: their delay still grows.',
  p50Minutes: 'Half of them are no later than this; whole minutes, 0 is not late. Nearest rank, no interpolation.',
  p90Minutes: 'Nine of ten are no later than this.',
  p99Minutes: 'Ninety-nine of a hundred are no later than this.',
} as const satisfies Record<string, string>;

export type Figure = keyof typeof FIGURES;
