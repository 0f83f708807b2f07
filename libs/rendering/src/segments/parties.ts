import { joined, type Draft, type Handlers } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { CONTACT_FUNCTIONS, CONTACT_KINDS, PARTY_ROLES } from '../words/references.js';

/** N1 loops. A contact that no party opened is a fact of the document. */
export const parties: Handlers = {
  N1: (draft, n1) => {
    const { words } = draft;
    const list = n1.at(3) === '' ? '' : ` (${words.say('list', n1.peek(3))})`;
    const code = n1.at(4) === '' ? '' : words.say('code', n1.peek(4)) + list;
    draft.party = { role: words.code(PARTY_ROLES, n1.at(1)), name: n1.at(2), lines: code === '' ? [] : [code], bill: draft.bill?.number ?? '' };
    draft.parties.push(draft.party);
    draft.anchor = 'party';
  },
  N2: (draft, n2) => { addLine(draft, joined([n2.at(1), n2.at(2)], ' ')); },
  N3: (draft, n3) => { addLine(draft, joined([n3.at(1), n3.at(2)])); },
  N4: (draft, n4) => { addLine(draft, joined([joined([n4.at(1), n4.at(2), n4.at(3)], ' '), n4.at(4), n4.at(6)])); },
  G61: contact,
  PER: contact,
};

function contact(draft: Draft, segment: Segment): void {
  const { words } = draft;
  const ways = [3, 5, 7].map((n) => joined([words.code(CONTACT_KINDS, segment.at(n)), segment.at(n + 1)], ' '));
  const who = joined([segment.at(2), words.code(CONTACT_FUNCTIONS, segment.at(1)), ...ways]);
  if (draft.party) addLine(draft, who === '' ? '' : words.say('contactIs', who));
  else draft.fact('contact', who);
}

function addLine(draft: Draft, line: string): void {
  if (line === '') return;
  if (draft.party) draft.party.lines.push(line);
  else draft.fact('contact', line);
}
