import type { DocumentModel } from '../model.js';
import type { RenderingContext } from '../types.js';
import { inZone } from '../when.js';
import { setWords } from '../words/sets.js';
import type { Section } from './page.js';

/** What is asked, by when, why by mail, how to answer: all a clerk needs before the first figure. */
export function firstScreen(model: DocumentModel, context: RenderingContext): Section[] {
  const { noun } = setWords(model.set);
  const by = context.dueAt ? ` before ${inZone(context.dueAt, context.terminal.zone)}` : '';
  const { isa13, gs06, st02 } = context.numbers;
  // EDIFACT has an interchange and a message, and rarely groups.
  const numbers = gs06 === '' ? `interchange ${isa13}, message ${st02}` : `ISA ${isa13}, GS ${gs06}, ST ${st02}`;
  const sections: Section[] = [];
  if (context.possibleDuplicate) {
    sections.push({ heading: 'Possible duplicate', tone: 'warning', blocks: [{ kind: 'sentences', sentences: [
      `You may already hold this document: an earlier try may have reached you. It has the same ref and the same numbers. If you keyed ${context.ref} in already, do not key it again.`,
    ] }] });
  }
  sections.push({ heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: [
    `Please key in this ${noun}${by}.`,
    answer(context.phone),
    reason(context.because),
    `It is the same document that EDI would have carried (${numbers}). When EDI returns you may see it again: do not key it twice.`,
  ] }] });
  if (model.shownAsReceived !== null) {
    sections.push({ heading: context.hazardous ? 'Dangerous goods · shown as received' : 'Shown as received', tone: 'warning', blocks: [{ kind: 'sentences', sentences: [
      `This document could not be put into tables: ${model.shownAsReceived}. Every segment stands below as it came; nothing is left out.`,
      ...(context.hazardous ? ['It carries dangerous goods: they stand below among the segments, not apart.'] : []),
    ] }] });
  }
  return sections;
}

function answer(phone: string | null): string {
  return `If anything is unclear or wrong, answer this mail (a person reads it)${phone === null ? '' : ` or call ${phone}`}.`;
}

function reason(because: string): string {
  const sentence = /^it comes by mail/i.test(because) ? because : `It comes by mail because: ${because}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
