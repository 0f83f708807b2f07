import type { CargoRow, DocumentModel } from '../model.js';
import { weightInWords } from '../weight.js';
import { segmentName } from '../words/segments.js';
import { withoutEmptyColumns, type Column, type Row, type Section } from './page.js';

/** Every table of a model, hazardous goods first. Empty ones are left out. */
export function tableSections(model: DocumentModel): Section[] {
  return [hazmat(model), containers(model), goods(model), bills(model), places(model), parties(model), references(model), freeText(model), asReceived(model)].filter((section) => section !== null);
}

function hazmat({ hazmat: rows }: DocumentModel): Section | null {
  return section('Hazardous', 'hazard', [
    { title: 'UN', exact: true }, { title: 'CLASS' }, { title: 'PG', under: ['CLASS'], lead: 'packing group' }, { title: 'CONTAINER', exact: true }, { title: 'KG', align: 'right' }, { title: 'LB', align: 'right', under: ['KG'], tail: 'lb' }, { title: 'BILL', exact: true, under: ['CONTAINER'], lead: 'bill' },
  ], rows.map((row) => ({
    cells: [row.un, row.class, row.packingGroup, row.containers, row.weight?.kgText ?? '', row.weight?.lbText ?? '', row.bill],
    notes: [row.name, ...(row.containers.length > 1 ? ['the document does not say in which of these containers'] : []), row.weight && row.weight.kg === null ? `weight ${weightInWords(row.weight)}` : '', ...row.more, row.contact === '' ? '' : `contact ${row.contact}`],
  })));
}

function containers({ containers: rows }: DocumentModel): Section | null {
  return section('Containers', 'plain', [
    { title: 'CONTAINER', exact: true }, { title: 'TYPE', under: ['CONTAINER'] }, { title: 'L/E', under: ['CONTAINER'] }, { title: 'CELL', exact: true, under: ['CONTAINER'], lead: 'cell' }, { title: 'KG', align: 'right' }, { title: 'LB', align: 'right', under: ['KG'], tail: 'lb' },
    { title: 'SEALS', exact: true }, { title: 'BILL', exact: true, yieldsTo: ['SEALS'], lead: 'bill' }, { title: 'FROM', under: ['BILL', 'SEALS', 'CONTAINER'], lead: 'from' }, { title: 'TO', under: ['BILL', 'SEALS', 'CONTAINER'], lead: 'to' }, { title: 'HAZ', under: ['CONTAINER'], lead: 'HAZARDOUS' },
  ], rows.map((row) => ({
    cells: [row.number, row.type, row.loadEmpty, row.cell, row.weight?.kgText ?? '', row.weight?.lbText ?? '', row.seals, row.bills, row.from, row.to, row.un],
    notes: [row.temperature === '' ? '' : `temperature ${row.temperature}`, ...row.notes],
  })));
}

function goods({ cargo: rows }: DocumentModel): Section | null {
  return section('Goods', 'plain', [
    { title: 'CONTAINER', exact: true }, { title: 'QUANTITY', align: 'right' }, { title: 'PACKAGE', under: ['QUANTITY'] }, { title: 'KG', align: 'right' }, { title: 'LB', align: 'right', under: ['KG'], tail: 'lb' }, { title: 'BILL', exact: true, under: ['CONTAINER'], lead: 'bill' },
  ], rows.map((row) => ({ cells: [goodsContainers(row), row.quantity, row.package, row.weight?.kgText ?? '', row.weight?.lbText ?? '', row.bill], notes: goodsNotes(row) })));
}

/** A line that lies in many boxes names them once, in its notes, and the column says how many. */
function goodsContainers({ containers: numbers }: CargoRow): string[] { return numbers.length > 3 ? [`in ${numbers.length} containers`] : numbers; }

function goodsNotes(row: CargoRow): string[] {
  return [
    row.description.join(' '), row.marks.length === 0 ? '' : `marks ${row.marks.join(' ')}`, row.commodity === '' ? '' : `commodity ${row.commodity}`, ...row.notes,
    row.weight?.kg != null && row.weight.qualifier !== '' && row.weight.qualifier !== 'G' ? `weight is ${weightInWords(row.weight).split(', ').at(-1) ?? ''}` : '',
  ];
}

function bills({ bills: rows }: DocumentModel): Section | null {
  return section('Bills', 'plain', [
    { title: 'BILL', exact: true }, { title: 'SCAC', under: ['BILL'] }, { title: 'LOADED AT', under: ['QUANTITY'] }, { title: 'QUANTITY' }, { title: 'KG', align: 'right' }, { title: 'LB', align: 'right', under: ['KG'], tail: 'lb' },
  ], rows.map((row) => ({ cells: [row.number, row.scac, row.loadPort, row.quantity, row.weight?.kgText ?? '', row.weight?.lbText ?? ''], notes: row.notes })));
}

function places({ places: rows, containers: boxes }: DocumentModel): Section | null {
  const several = boxes.length > 1;
  return section('Places', 'plain', [{ title: 'PLACE' }, { title: 'CODE' }, { title: 'NAME' }, { title: 'TERMINAL', under: ['NAME'] }, { title: 'CONTAINER', exact: true, under: ['CODE'] }],
    rows.map((row) => ({ cells: [row.role, row.code, row.name, row.terminal, several ? (row.container ?? '') : ''], notes: row.dates })));
}

function parties({ parties: rows }: DocumentModel): Section | null {
  return section('Parties', 'plain', [{ title: 'PARTY' }, { title: 'NAME' }, { title: 'BILL', exact: true, under: ['PARTY'], lead: 'bill' }], rows.map((row) => ({ cells: [row.role, row.name, row.bill], notes: row.lines })));
}

function references({ references: facts }: DocumentModel): Section | null {
  return facts.length === 0 ? null : { heading: 'References', tone: 'plain', blocks: [{ kind: 'facts', facts }] };
}

function freeText({ freeText: lines }: DocumentModel): Section | null {
  return lines.length === 0 ? null : { heading: 'Free text of the sender', tone: 'plain', blocks: [{ kind: 'facts', facts: lines.map(({ where, text }) => ({ label: where, value: text })) }] };
}

function asReceived({ asReceived: segments, shownAsReceived }: DocumentModel): Section | null {
  if (segments.length === 0) return null;
  const [first] = segments.length > 0 && shownAsReceived !== null ? ['The whole document, segment by segment.'] : ['What the tables above do not say, segment by segment.'];
  const rows: Row[] = segments.map((segment) => ({ cells: [String(segment.position), segment.tag, segmentName(segment.tag), segment.asReceived()], notes: [] }));
  return { heading: 'As received', tone: 'quiet', blocks: [{ kind: 'sentences', sentences: [first ?? ''] }, { kind: 'table', table: { columns: [{ title: 'NO', align: 'right' }, { title: 'TAG', exact: true }, { title: 'NAME', under: ['TAG'] }, { title: 'CONTENT' }], rows } }] };
}

function section(heading: string, tone: Section['tone'], columns: Column[], rows: Row[]): Section | null {
  if (rows.length === 0) return null;
  const table = withoutEmptyColumns({ columns, rows: rows.map((row) => ({ cells: row.cells, notes: row.notes.filter((note) => note !== '') })) });
  return { heading: rows.length === 1 ? heading : `${heading} (${rows.length})`, tone, blocks: [{ kind: 'table', table }] };
}

