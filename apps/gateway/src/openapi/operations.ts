import type { z } from 'zod';
import { callReport } from '#vessel-calls';
import { boardAsked, callAsked, delaysAsked, attachmentsAsked, mailsInAsked, scopeAsked } from '../asked.js';
import type { Wants } from '../door.js';
import { noticesAsked, tellingAgain } from '../notices.controller.js';
import { boardAnswer, callAnswer, delaysAnswer } from './shapes.js';

/** One route as the documentation of the API tells it. What has no shape here answers as the room's README says. */
export interface Operation {
  summary: string; tag: string;
  /** whose key it wants; the admin's where nothing is said, as at the door */
  wants?: Wants;
  query?: z.ZodType; body?: z.ZodType; answer?: z.ZodType;
  /** media types besides JSON */
  also?: readonly string[];
}

/** Every route of the gateway. A spec holds them against the controllers, both ways. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /vessel-calls': { summary: 'The board: a page of calls, the next ones first', tag: 'Vessel calls', query: boardAsked, answer: boardAnswer },
  'GET /vessel-calls/{id}': { summary: 'One call: its schedule, what it stands to suffer, its documents and how late each is', tag: 'Vessel calls', query: callAsked, answer: callAnswer },
  'POST /vessel-calls': { summary: 'Reports a call, or a revision of it', tag: 'Vessel calls', body: callReport },
  'GET /delays': { summary: 'How late documents became, by call, terminal, region, set, channel or outage', tag: 'Vessel calls', query: delaysAsked, answer: delaysAnswer, also: ['text/csv'] },
  'POST /vessel-calls/import': { summary: 'Calls out of a file: all rows or none', tag: 'Vessel calls' },
  'GET /vessel-calls/missing': { summary: 'Documents that calls should have and that never came', tag: 'Vessel calls' },
  'GET /vessel-calls/{id}/missing': { summary: 'The same of one call', tag: 'Vessel calls' },
  'GET /vessel-calls/{id}/evidence.pdf': { summary: 'Every try, proof, receipt, hash and hour of a call', query: scopeAsked, tag: 'Vessel calls', also: ['application/pdf'] },
  'GET /vessel-calls/{id}/evidence.csv': { summary: 'The same as a table', query: scopeAsked, tag: 'Vessel calls', also: ['text/csv'] },
  'GET /vessel-calls/{id}/timeline': { summary: 'What the picture of a call is drawn of: its documents against its cut-offs', query: scopeAsked, tag: 'Vessel calls' },
  'POST /terminal-codes': { summary: 'SMDG\'s list of terminals, out of a copy of the user\'s own: all rows or none', tag: 'Vessel calls' },
  'POST /dcsa/schedules': { summary: 'Service schedules in the shape of DCSA OVS 3.0.2', tag: 'Vessel calls', wants: 'either' },
  'POST /dcsa/timestamps': { summary: 'Port calls, terminal calls, services and timestamps in the shapes of DCSA JIT 2.0', tag: 'Vessel calls', wants: 'either' },

  'POST /interchanges': { summary: 'Takes X12 or EDIFACT in; answered after the commit', tag: 'Documents', wants: 'sender' },
  'GET /interchanges/{id}': { summary: 'What was kept of one interchange', tag: 'Documents' },
  'GET /interchanges/{id}/bytes': { summary: 'Its bytes, as they came', tag: 'Documents' },
  'GET /documents': { summary: 'Documents by state, endpoint, call or search, the newest first', tag: 'Documents' },
  'GET /documents/counts': { summary: 'How many documents are in each state', tag: 'Documents' },
  'GET /documents/{ref}': { summary: 'One document\'s whole story', tag: 'Documents' },
  'GET /documents/{ref}/calls': { summary: 'Which vessel calls a document belongs to, by which rule and why', tag: 'Documents' },
  'POST /documents/{ref}/calls': { summary: 'A person says which calls it belongs to', tag: 'Documents' },
  'POST /documents/{ref}/retarget': { summary: 'A person says to which call or endpoint it goes now', tag: 'Documents' },
  'POST /documents/{ref}/acts': { summary: 'A person\'s hand on one document', tag: 'Documents' },
  'POST /documents/{ref}/answers': { summary: 'A person enters what a terminal said on the phone: level person', tag: 'Documents' },
  'GET /acknowledgements/unmatched': { summary: 'Answers that matched nothing', tag: 'Documents' },
  'POST /addressees': { summary: 'Says who receives what is addressed so; releases all that wait', tag: 'Documents' },

  'GET /lanes': { summary: 'What waits on each lane', tag: 'Outages' },
  'GET /paths': { summary: 'Which paths are up, suspect, down, returning, and why', tag: 'Outages' },
  'GET /outages': { summary: 'Outages with their events, the newest first', tag: 'Outages' },
  'GET /outages/{id}/evidence.pdf': { summary: 'Every try, proof, receipt, hash and hour of an outage', query: scopeAsked, tag: 'Outages', also: ['application/pdf'] },
  'GET /outages/{id}/evidence.csv': { summary: 'The same as a table', query: scopeAsked, tag: 'Outages', also: ['text/csv'] },
  'GET /outages/{id}/delays-by-hour': { summary: 'What the picture of an outage is drawn of: delays by the hour beside the same weekday\'s normal', tag: 'Outages' },
  'POST /regions/{region}/isolate': { summary: 'Cuts all EDI of a region in one act', tag: 'Outages' },
  'POST /regions/{region}/reopen': { summary: 'Lets a region return', tag: 'Outages' },

  'POST /mails-in/{id}/acts': { summary: 'A person believes or refuses an answer whose sender was not sure, or has a mail taken that could not be', tag: 'Mail' },
  'GET /mailboxes': { summary: 'How large a mail may be, and what refusals taught', tag: 'Mail' },
  'POST /mailboxes/forget': { summary: 'Forgets a cap that a refusal taught', tag: 'Mail' },
  'GET /inboxes': { summary: 'Our own mailboxes: up to where each was read, and why one cannot be read', tag: 'Mail' },
  'GET /mails-in': { summary: 'Mails that came in, the newest first: from whom, of which kind, what became of them and why', query: mailsInAsked, tag: 'Mail' },
  'GET /mails-in/{id}': { summary: 'One of them', tag: 'Mail' },
  'GET /mails-in/{id}/raw': { summary: 'The same as it lay in the mailbox', tag: 'Mail', also: ['message/rfc822'] },
  'GET /attachments': { summary: 'What hung on mails and is quarantined; all=true: whatever became of it', query: attachmentsAsked, tag: 'Mail' },
  'POST /attachments/{mail}/{number}/release': { summary: 'Gives one to a person, its bytes unopened', tag: 'Mail', also: ['application/octet-stream'] },
  'POST /attachments/{mail}/{number}/take': { summary: 'Hands one to intake as a partner\'s', tag: 'Mail' },
  'GET /mail-lists': { summary: 'Lists of mails, the newest first', tag: 'Mail' },
  'GET /mail-lists/{id}': { summary: 'One list with every line as it was told', tag: 'Mail' },

  'GET /tasks': { summary: 'What a person has to do, the most urgent first', tag: 'Tasks' },
  'GET /tasks/{id}': { summary: 'One task: whom to call and what to read out, or what to look at', tag: 'Tasks' },
  'POST /tasks/{id}/acts': { summary: 'A person did it, and says how', tag: 'Tasks' },

  'GET /notices': { summary: 'What carriers\' systems are still to be told of their documents, the newest first; how often that was tried', tag: 'Notices', query: noticesAsked },
  'GET /notices/{id}': { summary: 'One notice with the very body that is sent', tag: 'Notices' },
  'POST /notices/{id}/tell-again': { summary: 'Has it told once more, under the same id', tag: 'Notices', body: tellingAgain },

  'GET /confirm/{token}': { summary: 'The page of a confirm link, HTML for a person; looking at it changes nothing. 404 forged or switched off, 410 ended', tag: 'Confirm link', wants: 'anyone', also: ['text/html'] },
  'POST /confirm/{token}': { summary: 'The form of that page: RECEIVED or KEYED, with a name. Once; again it says since when', tag: 'Confirm link', wants: 'anyone', also: ['text/html'] },

  'POST /keys': { summary: 'Makes a key and shows it, once', tag: 'House' },
  'GET /health': { summary: '200 while documents can be committed', tag: 'House', wants: 'anyone' },
  'GET /openapi.json': { summary: 'This documentation', tag: 'House', wants: 'anyone' },
};
