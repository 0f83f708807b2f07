import { addOnce, joined, type Draft, type Handlers } from '../draft.js';
import { REFERENCE_QUALIFIERS } from '../words/references.js';

/** N9 by what it names: a seal and a bill go to their container, the rest to the bill at hand or the document's references. */
export const references: Handlers = {
  N9: (draft, n9) => {
    const { words, container, bill } = draft;
    const [qualifier, value, more] = [n9.at(1), n9.at(2), n9.at(3)];
    const when = words.date(n9.at(4), n9.at(5), n9.at(6));
    if (container && more + when === '' && placeAtContainer(draft, qualifier, value)) return;
    const label = words.code(REFERENCE_QUALIFIERS, qualifier);
    const full = joined([value, more, when]);
    if (container) addOnce(container, 'notes', `${label} ${full}`);
    else if (bill) addOnce(bill, 'notes', `${label} ${full}`);
    else {
      if (qualifier === 'BM' || qualifier === 'OB') draft.ownBills.add(value);
      draft.referenceOnce(label, full);
    }
  },
  L11: (draft, l11) => { draft.reference(draft.words.code(REFERENCE_QUALIFIERS, l11.at(2)), joined([l11.at(1), l11.at(3)])); },
  REF: (draft, ref) => { draft.reference(draft.words.code(REFERENCE_QUALIFIERS, ref.at(1)), joined([ref.at(2), ref.at(3)])); },
};

function placeAtContainer({ container }: Draft, qualifier: string, value: string): boolean {
  if (!container) return false;
  if (qualifier === 'SN') addOnce(container, 'seals', value);
  else if (qualifier === 'BM' || qualifier === 'OB') addOnce(container, 'bills', value);
  // The number of the loop's own container once more says nothing new.
  else return (qualifier === 'EQ' || qualifier === 'OC') && value === container.number;
  return true;
}
