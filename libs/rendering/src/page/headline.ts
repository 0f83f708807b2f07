import { joined } from '../draft.js';
import type { DocumentModel, Totals } from '../model.js';
import { unNumber } from '../segments/hazmat.js';
import type { RenderingContext } from '../types.js';
import { kilogramsInWords } from '../weight.js';
import { sizeTypeInWords } from '../words/equipment.js';
import { VESSEL_CODES } from '../words/purposes.js';
import { WEIGHT_QUALIFIERS } from '../words/weights.js';
import type { Words } from '../words/words.js';
import type { Fact, Section } from './page.js';

/** Vessel, voyage, what the set says first, and the totals to count against. `changes` is null where there is nothing to compare with. */
export function headline(model: DocumentModel, context: RenderingContext, words: Words, changes: number | null): Section {
  const { vessel, terminal } = context;
  const facts: Fact[] = [
    { label: words.say('hazardousFact'), value: hazards(model, words) },
    { label: words.say('vessel'), value: spaced([vessel.name, vessel.imo ? words.say('imo', vessel.imo) : '', vessel.callSign ? words.say('callSignOf', vessel.callSign) : '']) },
    { label: words.say('voyage'), value: spaced([vessel.voyage ?? '', context.etaAt ? words.say('etaAt', words.instant(context.etaAt, terminal.zone)) : '']) },
    { label: words.say('terminal'), value: spaced([terminal.code, terminal.name === terminal.code ? '' : terminal.name]) },
    { label: words.say('inTheDocument'), value: documentVessel(model, context, words) },
    ...model.facts,
    { label: words.say('containers'), value: containersInWords(model.totals, words) },
    { label: words.say('weight'), value: weightInWords(model.totals, words) },
    { label: words.say('billsCount'), value: model.bills.length === 0 ? '' : words.figure(String(model.bills.length)) },
    { label: words.say('changedCount'), value: changes === null ? '' : changes === 0 ? words.say('nothingChanged') : words.sayCount(changes, 'oneChange', 'changes') },
  ];
  return { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: facts.filter(({ value }) => value !== '') }] };
}

function hazards({ hazmat, hazardAsReceived }: DocumentModel, words: Words): string {
  if (hazardAsReceived) return words.say('yesAmongSegments');
  const numbers = [...new Set(hazmat.map((row) => (row.un === '' ? words.say('classOf', row.class) : unNumber(row.un))))].join(', ');
  return hazmat.length === 0 ? '' : words.say(hazmat.length === 1 ? 'yesOneHazard' : 'yesHazards', hazmat.length, numbers);
}

/** Only what differs from the vessel call, or adds to it, so that a difference is seen. */
function documentVessel({ vessel }: DocumentModel, { vessel: call }: RenderingContext, words: Words): string {
  if (!vessel) return '';
  const known = new Set([call.name, call.imo, call.callSign, call.voyage].map((value) => value?.toUpperCase()));
  const news = (value: string, said: string): string => (value === '' || known.has(value.toUpperCase()) ? '' : said);
  const kind = words.word(VESSEL_CODES, vessel.qualifier) || vessel.qualifier;
  return spaced([
    news(vessel.name, vessel.name), news(vessel.code, kind === '' ? words.say('vesselCodeOf', vessel.code) : `${kind} ${vessel.code}`), news(vessel.voyage, words.say('voyageOf', vessel.voyage)),
    vessel.flag === '' ? '' : words.say('flagOf', vessel.flag), vessel.scac === '' ? '' : words.say('carrierOf', vessel.scac),
  ]);
}

function containersInWords(totals: Totals, words: Words): string {
  if (totals.containers === 0) return '';
  const count = (of: number): string => words.figure(String(of));
  const types = totals.byType.map(({ type, count: of }) => joined([`${count(of)} x`, type === '' ? words.say('typeNotStated') : type, sizeTypeInWords(words, type)], ' '));
  const state = joined([
    ...(totals.laden + totals.empty > 0 ? [words.say('laden', count(totals.laden)), words.say('empty', count(totals.empty))] : []),
    totals.notStated > 0 ? words.say('loadNotStated', count(totals.notStated)) : '',
    totals.withTemperature > 0 ? words.say('withTemperature', count(totals.withTemperature)) : '',
  ]);
  return `${count(totals.containers)} (${types.join(', ')}); ${state}`;
}

function weightInWords({ kg, from, notInTotal, withoutWeight, containers, qualifiers }: Totals, words: Words): string {
  if (from === null) return '';
  const kinds = qualifiers.map((qualifier) => words.code(WEIGHT_QUALIFIERS, qualifier)).join(` ${words.say('and')} `);
  const source = from === 'containers' || containers === 0 ? '' : words.say(from === 'bills' ? 'addedUpFromBills' : 'addedUpFromGoods');
  return joined([
    joined([kilogramsInWords(kg, words), kinds, source]),
    notInTotal === 0 ? '' : words.sayCount(notInTotal, 'oneNotInTotal', 'notInTotal'),
    withoutWeight === 0 ? '' : words.say('withoutWeight', words.figure(String(withoutWeight))),
  ], '; ');
}

function spaced(parts: string[]): string { return joined(parts, '   '); }
