import type { Strictness } from '#x12';
import type { TableField, TableRows } from './table-fields.js';

/** Who can receive: a terminal, customs, a port, the carrier's own system. Checked configuration, never guessed. */
export interface Endpoint {
  /** also the lane's name: USLGB-EAST */
  code: string;
  name: string;
  kind: 'terminal' | 'carrier' | 'customs' | 'port';
  carrier: string;
  region: string;
  unlocode: string | null;
  /** SMDG terminal code, a child of the UN/LOCODE */
  terminal: string | null;
  /** CBP's four characters for a bonded facility */
  firms: string | null;
  /** IANA zone of the quay; people there read times in it */
  zone: string;
  /** ISA08 and GS03 under which senders address it. gs03 null: any group receiver. */
  receives: { isa08: string; gs03: string | null }[];
  edi: SftpProfile | null;
  mail: MailProfile | null;
  /** whom to call there, as text, in their order: "+1 555 010 0300 (gate desk, 24 h)" */
  phones: string[];
  /**
   * what stops the clock: none = acceptance, 997 = a functional acknowledgement (997, 999 or CONTRL), content = their word on
   * the content (824 or 355); a functional acknowledgement alone is then not enough
   */
  acknowledges: 'none' | '997' | 'content';
  /** how long an answer may take before its absence is evidence, ms */
  answerWithinMs: number;
  /** what is sent over EDI again when the path is back, of what went by mail meanwhile: everything, what nobody confirmed, or nothing */
  replay: 'all' | 'unconfirmed' | 'none';
  /** jobs at once in this endpoint's lane, over all workers */
  concurrency: number;
  /** jobs per second in this endpoint's lane, null: no limit */
  ratePerSecond: number | null;
  envelope: EndpointEnvelope;
  /** lists it takes in its own layout, beside the mail or uploaded by a person; each is a file */
  tables: EndpointTable[];
  /** sets it never takes, so that nobody misses them; left out: none */
  neverTakes?: string[];
}

/** A list in the terminal's own layout: its headings, its order, its codes. What it leaves out is said where it is made. */
export interface EndpointTable {
  /** '309' or 'COPRAR'; null: every set */
  sets: string[] | null;
  format: 'xlsx' | 'csv';
  /** the sheet's name; null: we choose one, or it is a CSV */
  sheet: string | null;
  /** the next three count in a CSV alone: a workbook's numbers are numbers */
  delimiter: ',' | ';' | '\t';
  encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252';
  decimal: '.' | ',';
  /** what one row is about */
  rows: TableRows;
  /** whether its first row are the titles */
  header: boolean;
  columns: EndpointTableColumn[];
}

export interface EndpointTableColumn {
  title: string;
  /** what of ours it shows; null: `text` in every row */
  value: TableField | null;
  text: string | null;
  /** of several values the second is 2; null: all of them */
  item: number | null;
  /** between several values; null: "; " */
  join: string | null;
  /** their codes for ours: { L: F, E: M } */
  words: Record<string, string> | null;
  decimals: number | null;
  /** yyyy-MM-dd HH:mm */
  date: string | null;
  /** an empty cell is said to whoever sends the file */
  required: boolean;
}

/** How we address it in what we compose ourselves: rewrapped sets and our answers. What is relayed keeps the sender's own envelope. */
export interface EndpointEnvelope {
  /** qualifier and id of the receiver: ISA07 and ISA08, EDIFACT's 0007 and 0010 (up to 4 and 35 characters there) */
  isa07: string;
  isa08: string;
  /** GS03, EDIFACT's 0044 where it wants groups */
  gs03: string;
  /** ISA12, five digits: 00401 */
  isa12: string;
  /** any: numbers only have to be new · strict: it insists on each number in turn, so one is in flight and nothing may be missing */
  sequence: 'any' | 'strict';
}

export interface SftpProfile {
  kind: 'sftp';
  host: string;
  port: number;
  user: string;
  /** path of the private key, or the name of the environment variable that holds the password; one of both */
  privateKeyFile: string | null;
  passwordEnv: string | null;
  /** OpenSSH's form: SHA256:<base64>, pinned at onboarding */
  hostKey: string;
  /** where documents are put; where theirs are picked up (null: nothing is picked up) */
  inbox: string;
  outbox: string | null;
  /** appended while a file is being written, removed by the rename that commits it */
  temporarySuffix: string;
  /** true: they may take a file before it has its final name, so a broken write may have arrived */
  readsTemporaryNames: boolean;
  /** true: they take files away, so a missing final name proves nothing */
  removesFiles: boolean;
  connectTimeoutMs: number;
  /** no progress for this long ends a transfer */
  stallTimeoutMs: number;
}

/**
 * How a terminal takes a document that does not come by EDI.
 * all: the words, a PDF, and a workbook or its own lists · tables: the words and the workbook or its own lists · pdf: the words and the
 * PDF · plain: the words; each of them with the EDI copy · words: the words and nothing attached · print: a folder on paper
 */
export type FallbackForm = 'all' | 'tables' | 'pdf' | 'plain' | 'words' | 'print';

/** Those that a mail has. */
export type MailForm = Exclude<FallbackForm, 'print'>;

export interface MailProfile {
  /** in the order they are tried; a document goes to the first, the next after a permanent refusal */
  to: string[];
  /** of the words (en, es, pt, fr) and, with a region, of dates and figures: "es", "es-PA" (RFC 5646) */
  language: string;
  /** in the order they are tried; the next one where one cannot be made or is refused for what it carries */
  forms: FallbackForm[];
  /** path of the certificate (PEM) its mails are encrypted for; null: none */
  encryptTo: string | null;
  /** who else may answer beside `to`: addresses, or whole domains as `@quay.example`; left out: nobody */
  answersFrom?: string[];
  /** its mails carry a link that confirms a document; left out: they do not */
  confirmLink?: boolean;
}

/** Who may send: a carrier's system, a terminal's system, a network that vouches for many. */
export interface Partner {
  code: string;
  name: string;
  carrier: string;
  region: string;
  /** ISA05/ISA06 pairs it may use; 'any' for a network that vouches for its senders */
  identities: { isa05: string | null; isa06: string }[] | 'any';
  /** its own endpoint, where answers of ours and of other endpoints go */
  endpoint: string | null;
  /** folder watched for its files, or null */
  folder: string | null;
  /** null: only envelope and counts are checked; else the structure of the sets too, and this is how much a fault weighs */
  structure: Strictness | null;
  answers: PartnerAnswers;
  /** how long the same control numbers count as a repeat, ms */
  duplicateWindowMs: number;
  /** what it may say of vessel calls, by 323, 315 or DCSA: a carrier of all its own, a terminal of those at its quay (own), of all its carrier's (any), of none */
  calls: 'own' | 'any' | 'none';
  /** for sets it addresses to us: its own rules, tried in order before anything else is looked at */
  routes: PartnerRoute[];
  /** sets it never sends, so that nobody misses them; left out: none */
  neverSends?: string[];
  /** where its system is told what people said of its documents; left out: nowhere */
  webhook?: PartnerWebhook;
}

export interface PartnerWebhook {
  url: string;
  /** name of the environment variable that holds the secret its notices are signed with; never the secret */
  secretEnv: string;
}

/** What it wants to hear from us. */
export interface PartnerAnswers {
  /** TA1, or CONTRL for the interchange: never, where it asks (ISA14 or 0031 is 1), always */
  interchange: 'never' | 'requested' | 'always';
  /** for what it addresses to us; what is relayed is answered by the endpoint. CONTRL in EDIFACT unless none */
  functional: '997' | '999' | 'none';
  /** whether we tell it by 824 what could not be routed or matched */
  application: '824' | 'none';
}

/** `Sets with this content go there`: every condition that is not null must hold, port, firms and terminal of one and the same place. */
export interface PartnerRoute {
  /** '309' or 'COPRAR'; null: every set */
  sets: string[] | null;
  gs03: string | null;
  /** UN/LOCODE, also met under its other codes */
  port: string | null;
  firms: string | null;
  terminal: string | null;
  /** code of the endpoint that receives it */
  endpoint: string;
}

/** How we present ourselves by mail. */
export interface MailIdentity {
  from: string;
  replyTo: string;
  /** the domain of our Message-IDs */
  domain: string;
  /** a number agreed beforehand, told as text; null: none was agreed */
  phone: string | null;
}

/** What a due time counts from; what each means stands in config/deadlines.yaml and in `vessel-calls`. */
export type DueAnchor = (typeof DUE_ANCHORS)[number];
export const DUE_ANCHORS = [
  'ETA', 'ATA', 'ETB', 'ATB', 'ETD', 'ATD', 'CARGO_CUTOFF', 'REEFER_CUTOFF', 'HAZ_CUTOFF', 'DOC_CUTOFF', 'VGM_CUTOFF', 'ERD',
  'LADING', 'ATD_PREV', 'FIRST_US_ETA', 'DOCUMENT_ETA', 'RECEIVED',
] as const;

/** A moment and an offset: minutes, or business days of the port's calendar and its hour there. */
export interface DueTerm { anchor: DueAnchor; offsetMinutes: number; businessDays?: number | null; time?: string | null }
export type DueWhen = DueTerm | { earlierOf: DueWhen[] } | { laterOf: DueWhen[] };

export type DueRule = DueWhen & {
  id: string;
  /** '309', 'COPRAR', or '*' for every set */
  sets: string[];
  /** towards whom it travels */
  direction: 'to-terminal' | 'to-carrier' | 'to-customs' | 'any';
  /** null or left out: whoever it is */
  carriers?: string[] | null;
  endpoints?: string[] | null;
  /** countries or UN/LOCODEs */
  where?: string[] | null;
  cargo?: 'hazmat' | 'reefer' | null;
  trade?: 'import' | 'export' | null;
  law: boolean;
  because: string;
  source: string;
  /** how long before it is due it turns amber and red; null or left out: the settings' urgency */
  amberMinutes?: number | null;
  redMinutes?: number | null;
};

/** Days without work at a country or port: weekdays (0 Sunday … 6), and the holidays of the years that are known. */
export interface Calendar { weekend: readonly number[]; holidays: ReadonlySet<string>; years: ReadonlySet<number> }

/** A document that a call should have. Of `due` the first line whose anchor is known counts. */
export interface ExpectedDocument {
  id: string;
  /** as people call it */
  what: string;
  /** any of these is enough */
  sets: string[];
  /** events that count, of sets that tell one; null: every event */
  statuses: string[] | null;
  direction: 'to-terminal' | 'to-carrier';
  /** what the call's endpoint is */
  kinds: ('terminal' | 'port')[];
  /** SCACs; null: every line */
  carriers: string[] | null;
  of: 'operator' | 'each-line';
  /** only calls that have such a voyage; null: every call */
  voyage: 'in' | 'out' | null;
  phases: ('expected' | 'arrived' | 'working' | 'departed')[];
  due: { anchor: 'ETA' | 'ETD' | 'cargo' | 'reefer' | 'haz' | 'doc' | 'vgm' | 'erd'; offsetMinutes: number }[];
  /** amber so long before it is due; no longer asked for so long after */
  soonMinutes: number;
  untilMinutes: number;
  law: boolean;
  because: string;
  source: string;
}

export interface Directory {
  endpoints: ReadonlyMap<string, Endpoint>;
  partners: ReadonlyMap<string, Partner>;
  mailIdentity: MailIdentity;
  dueRules: readonly DueRule[];
  /** what a vessel call should have, and by when; nothing where nobody is to be told */
  expected: readonly ExpectedDocument[];
  /** by UN/LOCODE or country */
  calendars: ReadonlyMap<string, Calendar>;
  /** other codes of the ports we meet, `D:2709`, `K:58309` or `UN:USEWR`, to the one UN/LOCODE we use for each */
  portCodes: ReadonlyMap<string, string>;
}
