/** What is known of an attachment before anybody opens it. */
export interface AttachmentFacts {
  name: string;
  declaredType: string;
  byteLength: number;
  inline: boolean;
  /** the mail that it hangs on answers another */
  answers: boolean;
  /** the same bytes as we sent in the mail that this one answers */
  ourOwn: boolean;
  /** the sender is listed at one or more endpoints of ours */
  listed: boolean;
  /** the mail is proved to be theirs */
  verified: boolean;
  /** the partner who speaks for the one endpoint where the sender is listed; null: none, or several endpoints */
  partner: string | null;
  /** its first bytes say ISA, UNA or UNB; looked at only of a listed and proved sender, else null */
  beginsAsEdi: boolean | null;
}

export interface AttachmentVerdict { state: 'to-take' | 'quarantined'; /** worth a person's time */ task: boolean; because: string }

const EDI_TYPES = new Set(['application/edi-x12', 'application/edifact', 'application/edi-consent']);
const PLAIN_TYPES = new Set(['text/plain', 'application/octet-stream']);
const EDI_NAME = /\.(edi|x12|322|315|997|edifact)$/i;
/** Terminals name EDI so; so does everybody else what is none. */
const ANY_NAME = /\.(txt|dat)$/i;
/** A picture of a signature is smaller than a photograph of a document. */
const SMALL_PICTURE_BYTES = 100_000;
const SIGNATURES = new Set(['application/pkcs7-signature', 'application/x-pkcs7-signature', 'application/pgp-signature']);

/** Type and name say that it is EDI; its bytes are not asked. */
export const saysEdi = ({ declaredType, name }: Pick<AttachmentFacts, 'declaredType' | 'name'>): boolean => EDI_TYPES.has(declaredType) || (PLAIN_TYPES.has(declaredType) && (EDI_NAME.test(name) || ANY_NAME.test(name)));
/** And no other thing is called so: worth a person's time where a stranger sends it. */
const mustBeEdi = (one: AttachmentFacts): boolean => saysEdi(one) && (EDI_TYPES.has(one.declaredType) || EDI_NAME.test(one.name));

/** Tried in order; the first that fits decides. */
const RULES: readonly { when: (facts: AttachmentFacts) => boolean; verdict: AttachmentVerdict }[] = [
  { when: (one) => one.ourOwn, verdict: { state: 'quarantined', task: false, because: 'our own copy, sent back with the answer' } },
  { when: (one) => one.inline && one.declaredType.startsWith('image/') && one.byteLength <= SMALL_PICTURE_BYTES, verdict: { state: 'quarantined', task: false, because: 'a small picture within the words, as signatures have' } },
  { when: (one) => SIGNATURES.has(one.declaredType), verdict: { state: 'quarantined', task: false, because: 'a signature of the mail itself' } },
  { when: (one) => one.answers && one.declaredType.startsWith('message/'), verdict: { state: 'quarantined', task: false, because: 'a whole mail in an answer: mail programs attach what they answer' } },
  { when: (one) => !one.listed && one.verified && mustBeEdi(one), verdict: { state: 'quarantined', task: true, because: 'EDI, and its sender, who is proved, is listed nowhere' } },
  { when: (one) => !one.listed && saysEdi(one), verdict: { state: 'quarantined', task: false, because: 'EDI of a sender who is listed nowhere' } },
  { when: (one) => !one.listed, verdict: { state: 'quarantined', task: false, because: 'its sender is listed nowhere' } },
  { when: (one) => saysEdi(one) && !one.verified, verdict: { state: 'quarantined', task: true, because: 'EDI, and its sender is not proved' } },
  { when: (one) => !one.verified, verdict: { state: 'quarantined', task: false, because: 'its sender is not proved' } },
  { when: (one) => saysEdi(one) && one.beginsAsEdi === false, verdict: { state: 'quarantined', task: true, because: 'named as EDI, and does not begin with ISA, UNA or UNB' } },
  { when: (one) => saysEdi(one) && one.partner === null, verdict: { state: 'quarantined', task: true, because: 'EDI, and no one partner speaks for where its sender is listed' } },
  { when: saysEdi, verdict: { state: 'to-take', task: false, because: 'EDI by type and first bytes, from a listed and proved sender' } },
  { when: () => true, verdict: { state: 'quarantined', task: true, because: 'no EDI; a listed and proved sender wants it read' } },
];

export const judgeAttachment = (facts: AttachmentFacts): AttachmentVerdict => RULES.find(({ when }) => when(facts))!.verdict;

/** Never more than four bytes are looked at. A mark of UTF-8 before them is none of EDI's. */
export const beginsAsEdi = (content: Buffer): boolean => /^(ISA[^A-Za-z0-9\s]|UNA.|UNB[^A-Za-z0-9\s])/s.test(content.subarray(0, 4).toString('latin1'));
