import type { DocumentModel, Fact, Totals } from '../model.js';
import type { RenderingContext } from '../types.js';
import { kilograms } from '../weight.js';
import { inZone } from '../when.js';
import { sizeTypeInWords } from '../words/equipment.js';
import { weightQualifiers } from '../words/weights.js';
import { unNumber } from '../segments/hazmat.js';
import { vesselCodes } from '../words/purposes.js';
import type { Section } from './page.js';

/** Vessel, voyage, what the set says first, and the totals to count against. */
export function headline(model: DocumentModel, context: RenderingContext): Section {
  const { vessel, terminal } = context;
  const facts: Fact[] = [
    { label: 'Hazardous', value: model.hazmat.length === 0 ? '' : `YES: ${model.hazmat.length} ${model.hazmat.length === 1 ? 'entry' : 'entries'}, ${[...new Set(model.hazmat.map((row) => unNumber(row.un)))].join(', ')}` },
    { label: 'Vessel', value: spaced([vessel.name, vessel.imo ? `IMO ${vessel.imo}` : '', vessel.callSign ? `call sign ${vessel.callSign}` : '']) },
    { label: 'Voyage', value: spaced([vessel.voyage ?? '', context.etaAt ? `ETA ${inZone(context.etaAt, terminal.zone)}` : '']) },
    { label: 'Terminal', value: spaced([terminal.code, terminal.name === terminal.code ? '' : terminal.name]) },
    ...documentVessel(model, context),
    ...model.facts,
    { label: 'Containers', value: containersInWords(model.totals) },
    { label: 'Weight', value: weightInWords(model.totals) },
    { label: 'Bills', value: model.bills.length === 0 ? '' : String(model.bills.length) },
  ];
  return { heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: facts.filter(({ value }) => value !== '') }] };
}

/** Only what differs from the vessel call, or adds to it, so that a difference is seen. */
function documentVessel({ vessel }: DocumentModel, { vessel: call }: RenderingContext): Fact[] {
  if (!vessel) return [];
  const known = new Set([call.name, call.imo, call.callSign, call.voyage].map((value) => value?.toUpperCase()));
  const news = (value: string, words: string): string => (value === '' || known.has(value.toUpperCase()) ? '' : words);
  return [{
    label: 'In the document',
    value: spaced([news(vessel.name, vessel.name), news(vessel.code, `${vesselCodes(vessel.qualifier) || 'vessel code'} ${vessel.code}`), news(vessel.voyage, `voyage ${vessel.voyage}`), vessel.flag === '' ? '' : `flag ${vessel.flag}`, vessel.scac === '' ? '' : `carrier ${vessel.scac}`]),
  }];
}

function containersInWords(totals: Totals): string {
  if (totals.containers === 0) return '';
  const types = totals.byType.map(({ type, count }) => `${count} x ${type === '' ? 'type not stated' : type}${sizeTypeInWords(type) === '' ? '' : ` ${sizeTypeInWords(type)}`}`);
  const state = [...(totals.laden + totals.empty > 0 ? [`${totals.laden} laden`, `${totals.empty} empty`] : []), totals.notStated > 0 ? `${totals.notStated} load not stated` : '', totals.withTemperature > 0 ? `${totals.withTemperature} with temperature` : ''];
  return `${totals.containers} (${types.join(', ')}); ${state.filter((part) => part !== '').join(', ')}`;
}

function weightInWords({ kg, from, notInTotal, withoutWeight, containers, qualifiers }: Totals): string {
  if (from === null) return '';
  const left = notInTotal === 0 ? '' : `; ${notInTotal} weight${notInTotal === 1 ? '' : 's'} without a known unit not in the total`;
  const kinds = qualifiers.length === 0 ? '' : `, ${qualifiers.map(weightQualifiers).join(' and ')}`;
  const missing = withoutWeight === 0 ? '' : `; ${withoutWeight} without a weight`;
  return `${kilograms(kg)}${kinds}${from === 'containers' || containers === 0 ? '' : `, added up from the ${from === 'bills' ? 'bills' : 'lines of goods'}`}${left}${missing}`;
}

function spaced(parts: string[]): string { return parts.filter((part) => part !== '').join('   '); }
