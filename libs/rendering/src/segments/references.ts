import { addOnce, type Draft, type Handlers } from '../draft.js';
import type { Segment } from '../segment.js';
import { asWritten } from '../when.js';
import { referenceQualifiers } from '../words/references.js';

/** N9 by what it names: a seal and a bill go to their container, the rest to the document's references. */
export const references: Handlers = {
  N9: (draft, n9) => {
    const [qualifier, value, words] = [n9.at(1), n9.at(2), n9.at(3)];
    const when = asWritten(n9.at(4), n9.at(5), n9.at(6));
    if (draft.container && placeAtContainer(draft, qualifier, value, words + when)) return;
    const label = referenceQualifiers(qualifier);
    const full = [value, words, when].filter((part) => part !== '').join(', ');
    if (draft.container) addOnce(draft.container.notes, `${label} ${full}`);
    else if (draft.bill) addOnce(draft.bill.notes, `${label} ${full}`);
    else if (!draft.references.some((known) => known.label === label && known.value === full)) draft.references.push({ label, value: full });
  },
  L11: (draft, l11) => addReference(draft, l11, l11.at(2), l11.at(1)),
  REF: (draft, ref) => addReference(draft, ref, ref.at(1), ref.at(2)),
};

function addReference(draft: Draft, segment: Segment, qualifier: string, value: string): void {
  draft.references.push({ label: referenceQualifiers(qualifier), value: [value, segment.at(3)].filter((part) => part !== '').join(', ') });
}

function placeAtContainer(draft: Draft, qualifier: string, value: string, more: string): boolean {
  const { container } = draft;
  if (!container || more !== '') return false;
  if (qualifier === 'SN') addOnce(container.seals, value);
  else if (qualifier === 'BM' || qualifier === 'OB') addOnce(container.bills, value);
  // The number of the loop's own container once more says nothing new.
  else return (qualifier === 'EQ' || qualifier === 'OC') && value === container.number;
  return true;
}
