import type { Draft, Handlers } from '../draft.js';
import type { Segment } from '../segment.js';
import { contactKinds, partyRoles } from '../words/references.js';

/** N1 loops. A contact that no party opened is a fact of the document. */
export const parties: Handlers = {
  N1: (draft, n1) => {
    const code = n1.at(4) === '' ? '' : `code ${n1.at(4)}${n1.at(3) === '' ? '' : ` (list ${n1.at(3)})`}`;
    n1.say(3);
    draft.party = { role: partyRoles(n1.at(1)), name: n1.at(2), lines: code === '' ? [] : [code], bill: draft.bill?.number ?? '' };
    draft.parties.push(draft.party);
    draft.anchor = 'party';
  },
  N2: (draft, n2) => addLine(draft, [n2.at(1), n2.at(2)].filter(given).join(' ')),
  N3: (draft, n3) => addLine(draft, [n3.at(1), n3.at(2)].filter(given).join(', ')),
  N4: (draft, n4) => addLine(draft, [[n4.at(1), n4.at(2), n4.at(3)].filter(given).join(' '), n4.at(4), n4.at(6)].filter(given).join(', ')),
  G61: (draft, g61) => addLine(draft, contact(g61)),
  PER: (draft, per) => addLine(draft, contact(per)),
};

function contact(segment: Segment): string {
  const ways = [3, 5, 7].map((at) => [contactKinds(segment.at(at)), segment.at(at + 1)].filter(given).join(' ')).filter(given);
  return `contact ${[segment.at(2), contactKinds(segment.at(1)), ...ways].filter(given).join(', ')}`;
}

function addLine(draft: Draft, line: string): void {
  if (line === '') return;
  if (draft.party) draft.party.lines.push(line);
  else draft.fact('Contact', line.replace(/^contact /, ''));
}

function given(part: string): boolean { return part !== ''; }
