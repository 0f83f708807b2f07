import type { DocumentModel } from '../model.js';
import type { RenderingContext } from '../types.js';
import { askedOf } from '../words/titles.js';
import type { Words } from '../words/words.js';
import type { Section } from './page.js';

/** What is asked, by when, why by mail, how to answer: all a clerk needs before the first figure. */
export function firstScreen(model: DocumentModel, context: RenderingContext, words: Words): Section[] {
  const sections: Section[] = [];
  if (context.test) sections.push({ id: 'test', heading: words.say('test'), tone: 'warning', blocks: [{ kind: 'sentences', sentences: [words.say('isTest')] }] });
  if (context.findings && context.findings.length > 0) sections.push({ id: 'received', heading: words.say('refused'), tone: 'warning', blocks: [{ kind: 'sentences', sentences: [...context.findings] }] });
  if (context.possibleDuplicate) sections.push({ id: 'duplicate', heading: words.say('possibleDuplicate'), tone: 'warning', blocks: [{ kind: 'sentences', sentences: [words.say('mayHoldIt', context.ref)] }] });
  sections.push({ id: 'ask', heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: [
    asked(model, context, words),
    // Paper cannot be answered, and nobody is asked to confirm an empty interchange or a test.
    ...(context.onPaper || context.empty || context.test ? [] : [words.say('answerWords')]),
    howToAsk(context, words),
    reason(context, words),
    ...(context.numbers.isa13 === '' ? [] : [words.say(context.because !== 'preview' && context.because.ediReturns === false ? 'numbersAre' : 'sameAsEdi', numbers(context, words))]),
  ] }] });
  sections.push(...confirmSection(context, words));
  const hazardous = context.hazardous === true || model.hazardAsReceived;
  if (model.shownAsReceived !== null) {
    sections.push({ id: 'received', heading: words.say(hazardous ? 'dangerousShownAsReceived' : 'shownAsReceived'), tone: 'warning', blocks: [{ kind: 'sentences', sentences: [
      words.say('noTables', words.say(model.shownAsReceived)),
      ...(hazardous ? [words.say('hazardNotApart')] : []),
    ] }] });
  }
  return sections;
}

/** Where a terminal wants one: a second way to answer, on a line that can be read before it is pressed. */
function confirmSection({ confirm, terminal }: RenderingContext, words: Words): Section[] {
  if (!confirm || confirm === 'in-the-mail') return [];
  return [{ id: 'ask', heading: null, tone: 'plain', blocks: [{ kind: 'sentences', sentences: [words.say('confirmHere', words.instant(confirm.until, terminal.zone))], link: confirm.url }] }];
}

function asked(model: DocumentModel, { dueAt, madeAt, terminal, empty }: RenderingContext, words: Words): string {
  if (empty) return words.say('nothingToKeyIn');
  const it = askedOf(model.set, words);
  if (dueAt === null) return words.say('keyIn', it);
  // Nobody is asked to do it before an hour that is past.
  return words.say(dueAt < madeAt ? 'keyInLate' : 'keyInBefore', it, words.instant(dueAt, terminal.zone));
}

/** Paper cannot be answered. */
function howToAsk({ phone, onPaper }: RenderingContext, words: Words): string {
  if (onPaper) return phone === null ? words.say('unclearCallKnown') : words.say('unclearCall', phone);
  return phone === null ? words.say('answer') : words.say('answerOrCall', phone);
}

/** EDIFACT has an interchange and a message, and rarely groups. */
function numbers({ numbers: { isa13, gs06, st02 } }: RenderingContext, words: Words): string {
  return gs06 === '' ? words.say('numbersEdifact', isa13, st02) : words.say('numbersX12', isa13, gs06, st02);
}

/** Why it comes by mail, since when, and what a person gave as the reason. */
export function reason({ because, terminal, onPaper }: Pick<RenderingContext, 'because' | 'terminal' | 'onPaper'>, words: Words): string {
  if (because === 'preview') return words.say('isPreview');
  return [
    words.say(onPaper ? 'onPaper' : 'because', because.sentence),
    because.since ? words.say('since', words.instant(because.since, terminal.zone)) : '',
    because.reason ? words.say('reasonGiven', because.reason.replace(/\.$/, '')) : '',
  ].filter((part) => part !== '').join(' ');
}
