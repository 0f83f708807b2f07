import type { PhraseKey } from '../words/phrases/index.js';
import type { Words } from '../words/words.js';
import type { Column } from './page.js';

interface Definition {
  title: PhraseKey;
  /** of the column in the page, where several look alike: "billBelow" is a bill */
  id?: string;
  kind?: Column['kind'];
  asNote?: PhraseKey;
  under?: string[];
  yieldsTo?: string[];
  lead?: PhraseKey;
  tail?: string;
}

/** Every column there is. One that may stand `under` another does where width is short: on a phone, on paper. */
const DEFINITIONS: Readonly<Record<string, Definition>> = {
  un: { title: 'colUn', kind: 'exact' },
  class: { title: 'colClass' },
  packingGroup: { title: 'colPackingGroup', under: ['class'], lead: 'leadPackingGroup' },
  container: { title: 'colContainer', kind: 'exact' },
  containerBelow: { title: 'colContainer', id: 'container', kind: 'exact', under: ['code'] },
  type: { title: 'colType', under: ['container'] },
  loadEmpty: { title: 'colLoadEmpty', under: ['container'] },
  cell: { title: 'colCell', kind: 'exact', under: ['container'], lead: 'leadCell' },
  kg: { title: 'colKg', kind: 'figure' },
  lb: { title: 'colLb', kind: 'figure', under: ['kg'], tail: 'lb' },
  seals: { title: 'colSeals', kind: 'exact' },
  bill: { title: 'colBill', kind: 'exact', yieldsTo: ['seals'], lead: 'leadBill' },
  billBelow: { title: 'colBill', id: 'bill', kind: 'exact', under: ['container', 'party'], lead: 'leadBill' },
  from: { title: 'colFrom', under: ['bill', 'seals', 'container'], lead: 'leadFrom' },
  to: { title: 'colTo', under: ['bill', 'seals', 'container'], lead: 'leadTo' },
  hazard: { title: 'colHazard', under: ['container'], lead: 'leadHazard' },
  temperature: { title: 'colTemperature', asNote: 'temperatureOf' },
  quantity: { title: 'colQuantity', kind: 'figure' },
  package: { title: 'colPackage', under: ['quantity'] },
  scac: { title: 'colScac', under: ['bill'] },
  loadedAt: { title: 'colLoadedAt', under: ['bill'] },
  place: { title: 'colPlace' },
  code: { title: 'colCode' },
  name: { title: 'colName' },
  terminal: { title: 'colTerminal', under: ['name'] },
  party: { title: 'colParty' },
  position: { title: 'colNumber', kind: 'figure' },
  tag: { title: 'colTag', kind: 'exact' },
  segmentName: { title: 'colName', id: 'name', under: ['tag'] },
  content: { title: 'colContent' },
  what: { title: 'colWhat' },
  before: { title: 'colBefore' },
  now: { title: 'colNow' },
};

export const COLUMNS = {
  of: (id: string, words: Words): Column => {
    const found = DEFINITIONS[id];
    if (!found) throw new RangeError(`there is no column "${id}"`);
    const { title, kind, asNote, under, yieldsTo, lead, tail } = found;
    return {
      id: found.id ?? id, title: words.say(title), kind: kind ?? 'text',
      ...(asNote ? { asNote: words.say(asNote, '').trim() } : {}), ...(under ? { under } : {}), ...(yieldsTo ? { yieldsTo } : {}), ...(lead ? { lead: words.say(lead) } : {}), ...(tail ? { tail } : {}),
      ...(id === 'loadEmpty' ? { inWords: { L: `${words.say('ladenWord')} (L)`, E: `${words.say('emptyWord')} (E)` } } : {}),
    };
  },
};
