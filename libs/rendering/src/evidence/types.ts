/** A label and what stands beside it. */
export interface EvidenceFact { label: string; value: string }

/** Something that was said or done of a call or an outage. `by`: already as it may be shown. */
export interface EvidenceEvent { at: Date; what: string; because: string; by: string }

/** One time of a call as it was reported. */
export interface EvidenceTime { at: Date; what: string; reportedAt: Date; by: string; reason: string | null }

export interface EvidenceOutage {
  id: number;
  /** "region AMERICAS", "endpoint USLGB-EAST" */
  scope: string;
  state: string;
  openedAt: Date;
  closedAt: Date | null;
  declaredBy: string;
  because: string;
  events: readonly EvidenceEvent[];
}

/** What a pack is about, and all that is told once. */
export interface EvidencePack {
  kind: 'call' | 'outage';
  /** stands on every sheet, and is the name of its file: EVIDENCE-CALL-12-20180726T180000Z */
  name: string;
  /** "HARBOUR LARK 048E at USLGB-EAST" */
  title: string;
  /** IANA; every hour is told by its clock and in UTC */
  zone: string;
  /** the ledger as it stood then */
  asOf: Date;
  /** are people named; else each stands as the salted digest that its chain has */
  names: boolean;
  facts: readonly EvidenceFact[];
  times: readonly EvidenceTime[];
  events: readonly EvidenceEvent[];
  outages: readonly EvidenceOutage[];
}

/** One attempt at a transmission: written before its first byte left. */
export interface EvidenceTry {
  number: number;
  /** sftp | email | print */
  channel: string;
  relay: string | null;
  openedAt: Date;
  endedAt: Date | null;
  /** accepted | refused | unreachable | unknown; null: it is open */
  outcome: string | null;
  because: string;
  /** the far side's own words, or its receipt */
  words: string | null;
  transmission: EvidenceTransmission;
}

export interface EvidenceTransmission {
  /** interchange | own | mail | digest | paper */
  kind: string;
  /** file name, or SMTP Message-ID */
  identity: string;
  sha256: string;
  byteLength: number;
  recipients: readonly string[];
  /** the numbers it left under, where they are ours */
  isa13: string | null;
  gs06: string | null;
  st02: string | null;
}

/** A mail of a mail in parts. */
export interface EvidencePart { transmission: string; number: number; of: number; identity: string; sha256: string; byteLength: number; acceptedAt: Date | null; relay: string | null; receipt: string | null }

/** A list of mails that told of the document. */
export interface EvidenceTold { listIdentity: string; kind: string; number: number; mailbox: string; untilAt: Date; as: string }

export interface EvidenceAnswer { receivedAt: Date; level: string; verdict: string; words: string; matchedBy: string; /** SHA-256 of the interchange that brought it */ sourceSha256: string | null }

export interface EvidenceLink { seq: number; at: Date; event: string; from: string | null; to: string; because: string; by: string; hash: string }

/** One document with all that is kept of it. Delays in whole minutes, begun ones counted; null: it has no due time. */
export interface EvidenceDocument {
  ref: string;
  set: string;
  version: number;
  /** ref of the version before it, and of the document it was made from when its call went elsewhere */
  predecessor: string | null;
  retargetedFrom: string | null;
  partner: string;
  endpoint: string | null;
  carrier: string;
  isTest: boolean;
  isa13: string;
  gs06: string;
  st02: string;
  sha256: string;
  byteLength: number;
  interchange: { sha256: string; source: string; sourceName: string | null };
  /** by which rule it belongs to the call */
  matchedBy: string | null;
  state: string;
  because: string;
  receivedAt: Date;
  dueAt: Date | null;
  dueRule: string;
  dueBecause: string;
  dueIsLaw: boolean;
  handedOverAt: Date | null;
  /** sftp | email | print */
  handedOverBy: string | null;
  acknowledgedAt: Date | null;
  acknowledgedLevel: string | null;
  /** what this endpoint's clock stops at: none | mdn | 997 | content */
  acknowledges: string;
  handOverDelayMinutes: number | null;
  delayMinutes: number | null;
  /** the clock has stopped; else the delay still grows */
  settled: boolean;
  /** minutes of its way that an outage caused, against the partner's normal for the set; null: not known, or none was on */
  outageMinutes: number | null;
  outageBecause: string | null;
  tries: readonly EvidenceTry[];
  parts: readonly EvidencePart[];
  answers: readonly EvidenceAnswer[];
  told: readonly EvidenceTold[];
  history: readonly EvidenceLink[];
  chain: { links: number; head: string; /** null: it is whole; else what is wrong with it */ fault: string | null };
}
