import { describe, expect, it } from '@jest/globals';
import { chooseForm, FORM_BECAUSE, nothingLeft, sentenceOf, type FormTrouble, type RoutingFacts } from '#routing';

const FORMS = ['all', 'pdf', 'words', 'print'] as const;
const after = (...troubles: [string, FormTrouble][]) => chooseForm(FORMS, new Map(troubles));

describe('the form of a document', () => {
  it.each<[fact: string, troubles: [string, FormTrouble][], form: string | null, because: string]>([
    ['is the first in the receiver\'s order', [], 'all', 'first-form'],
    ['is the next where a gateway refused what the first one carries', [['all', 'refused']], 'pdf', 'form-refused'],
    ['is the next where the first is too large in its smallest parts', [['all', 'too-large']], 'pdf', 'form-too-large'],
    ['is the next where the first could not be made', [['all', 'not-made']], 'pdf', 'form-not-made'],
    ['says what became of the one just before it', [['all', 'not-made'], ['pdf', 'refused']], 'words', 'form-refused'],
    ['is paper when no mail is left', [['all', 'refused'], ['pdf', 'refused'], ['words', 'refused']], 'print', 'print-is-left'],
    ['is none when there is not even paper', [['all', 'refused'], ['pdf', 'refused'], ['words', 'refused'], ['print', 'not-made']], null, 'no-form-left'],
  ])('%s', (_, troubles, form, because) => {
    expect(after(...troubles)).toEqual({ form, because });
  });

  it('says why in a sentence of each language, as the channel does', () => {
    for (const code of Object.keys(FORM_BECAUSE)) for (const language of ['en', 'es', 'pt', 'fr'] as const) expect(sentenceOf(code, language)).not.toBe(code);
  });
});

const PATHS = ['up', 'suspect', 'down', 'isolated', 'returning'] as const;
type Ways = Pick<RoutingFacts, 'offers' | 'ediPath' | 'emailPath'>;
const all: Ways[] = PATHS.flatMap((ediPath) => PATHS.flatMap((emailPath) => [true, false].flatMap((edi) => [true, false].map((email) => ({ offers: { edi, email }, ediPath, emailPath })))));

describe('whether any way is left', () => {
  it('is no only where EDI is not offered, down or isolated, and so is mail', () => {
    const shut = (path: string) => path === 'down' || path === 'isolated';
    for (const ways of all) {
      const none = (!ways.offers.edi || shut(ways.ediPath)) && (!ways.offers.email || shut(ways.emailPath));
      expect([ways, nothingLeft(ways) !== null]).toEqual([ways, none]);
    }
  });

  it('is said in the words in which the documents wait', () => {
    expect(nothingLeft({ offers: { edi: true, email: true }, ediPath: 'down', emailPath: 'down' })).toBe('edi-down-without-mail');
    expect(nothingLeft({ offers: { edi: true, email: true }, ediPath: 'isolated', emailPath: 'down' })).toBe('isolated-without-mail');
    expect(nothingLeft({ offers: { edi: false, email: true }, ediPath: 'up', emailPath: 'down' })).toBe('email-only-and-down');
  });
});
