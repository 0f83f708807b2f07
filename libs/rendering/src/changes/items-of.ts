import { withoutCheckDigit } from '../container-number.js';
import { joined } from '../draft.js';
import type { DocumentModel } from '../model.js';
import { unNumber } from '../segments/hazmat.js';
import { weightInWords, type Weight } from '../weight.js';
import { VESSEL_CODES } from '../words/purposes.js';
import { segmentName } from '../words/titles.js';
import type { Words } from '../words/words.js';
import type { Item } from './item.js';

/** Everything a rendering shows, as things that can be compared. In the order of the page. */
export function itemsOf(model: DocumentModel, words: Words): Item[] {
  return [...vessel(model, words), ...facts(model), ...hazmat(model, words), ...containers(model, words), ...goods(model, words), ...bills(model, words), ...places(model, words), ...parties(model, words), ...texts(model), ...segments(model, words)];
}

function vessel({ vessel: found }: DocumentModel, words: Words): Item[] {
  return found === null ? [] : [{ key: 'vessel', name: words.say('vessel'), fields: [
    [words.say('fieldName'), found.name], [words.say('fieldVesselCode'), joined([words.word(VESSEL_CODES, found.qualifier) || found.qualifier, found.code], ' ')], [words.say('fieldVoyage'), found.voyage],
    ['', found.flag === '' ? '' : words.say('flagOf', found.flag)], ['', found.scac === '' ? '' : words.say('carrierOf', found.scac)],
  ] }];
}

function facts({ facts: rows }: DocumentModel): Item[] {
  return rows.map(({ label, value }) => ({ key: `fact ${label}`, name: label, fields: [['', value]] }));
}

function hazmat({ hazmat: rows }: DocumentModel, words: Words): Item[] {
  return rows.map((row) => ({ key: `hazmat ${row.un} ${row.containers.join()} ${row.bill}`, name: words.say('ofHazard', joined([unNumber(row.un), ...row.containers], ' ')), fields: [
    [words.say('fieldHazard'), row.class], [words.say('fieldPackingGroup'), row.packingGroup], [words.say('fieldName'), row.name], [words.say('fieldContact'), row.contact], [words.say('fieldWeight'), weight(row.weight, words)], [words.say('fieldRemarks'), joined(row.more)],
  ] }));
}

function containers({ containers: rows }: DocumentModel, words: Words): Item[] {
  return rows.map((row) => ({ key: `container ${withoutCheckDigit(row.number)}`, name: words.say('ofContainer', row.number), fields: [
    [words.say('fieldType'), row.type], [words.say('fieldLoadEmpty'), row.loadEmpty], [words.say('fieldWeight'), weight(row.weight, words)], [words.say('fieldSeals'), joined(row.seals)], [words.say('fieldBills'), joined(row.bills)],
    [words.say('fieldTemperature'), row.temperature], [words.say('fieldCell'), row.cell], [words.say('fieldFrom'), row.from], [words.say('fieldTo'), row.to], [words.say('fieldHazard'), joined(row.un)], [words.say('fieldRemarks'), joined(row.notes)],
  ] }));
}

function goods({ cargo: rows }: DocumentModel, words: Words): Item[] {
  return rows.map((row) => ({ key: `goods ${row.containers.join()} ${row.bill} ${row.commodity}`, name: words.say('ofGoods', joined([...(row.containers.length > 3 ? [words.say('inContainers', row.containers.length)] : row.containers), row.bill], ' ')), fields: [
    [words.say('fieldQuantity'), joined([words.figure(row.quantity), row.package], ' ')], [words.say('fieldWeight'), weight(row.weight, words)], [words.say('fieldDescription'), joined(row.description, ' ')], [words.say('fieldMarks'), joined(row.marks, ' ')],
    [words.say('fieldCommodity'), row.commodity], [words.say('fieldRemarks'), joined(row.notes)],
  ] }));
}

function bills({ bills: rows }: DocumentModel, words: Words): Item[] {
  return rows.map((row) => ({ key: `bill ${row.scac} ${row.number}`, name: words.say('ofBill', row.number), fields: [
    [words.say('fieldQuantity'), joined([words.figure(row.quantity), row.package], ' ')], [words.say('fieldWeight'), weight(row.weight, words)], [words.say('fieldLoadPort'), row.loadPort], [words.say('fieldRemarks'), joined(row.notes)],
  ] }));
}

function places({ places: rows }: DocumentModel, words: Words): Item[] {
  return rows.map((row) => ({ key: `place ${row.role} ${row.container ?? ''}`, name: joined([row.role, row.container ?? ''], ' '), fields: [
    [words.say('fieldCode'), row.code], [words.say('fieldName'), row.name], [words.say('fieldTerminal'), row.terminal], [words.say('fieldDates'), joined(row.dates)],
  ] }));
}

function parties({ parties: rows }: DocumentModel, words: Words): Item[] {
  return rows.map((row) => ({ key: `party ${row.role} ${row.bill}`, name: joined([row.role, row.bill], ' '), fields: [[words.say('fieldName'), row.name], [words.say('fieldAddress'), joined(row.lines)]] }));
}

/** References and free text are the same where they say the same. */
function texts({ references, freeText }: DocumentModel): Item[] {
  return [...references.map(({ label, value }) => [label, value] as const), ...freeText.map(({ where, text }) => [where, text] as const)]
    .map(([label, value]) => ({ key: `text ${label} ${value}`, name: label, fields: [['', value]] }));
}

function segments({ asReceived }: DocumentModel, words: Words): Item[] {
  return asReceived.map((segment) => ({ key: `segment ${segment.tag} ${segment.asReceived()}`, name: words.say('ofSegment', joined([segment.tag, segmentName(segment.tag, words)], ' ')), fields: [['', segment.asReceived()]] }));
}

function weight(found: Weight | null, words: Words): string { return found ? weightInWords(found, words) : ''; }
