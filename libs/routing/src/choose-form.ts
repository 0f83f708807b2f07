import type { InEach } from '#common';

/** Why a form did not do: refused for what it carries, larger than the mailbox takes even in its smallest parts, or it could not be made. */
export type FormTrouble = 'refused' | 'too-large' | 'not-made';

/** Why a document has the form it has. Codes stand in the history; sentences are quoted as those of the channel are. */
export const FORM_BECAUSE = {
  'first-form': ['It has the form this receiver wants first.', 'Tiene la forma que este destinatario quiere primero.', 'Tem a forma que este destinatário quer primeiro.', 'Il a la forme que ce destinataire veut en premier.'],
  'form-refused': ['The form before this one was refused for what it carries.', 'La forma anterior fue rechazada por lo que lleva.', 'A forma anterior foi recusada pelo que leva.', 'La forme précédente a été refusée pour ce qu\'elle porte.'],
  'form-too-large': ['The form before this one is too large for the mailbox, even in its smallest parts.', 'La forma anterior es demasiado grande para el buzón, aun en sus partes más pequeñas.', 'A forma anterior é grande demais para a caixa, mesmo em suas menores partes.', 'La forme précédente est trop grande pour la boîte, même en ses plus petites parties.'],
  'form-not-made': ['The form before this one could not be made.', 'La forma anterior no se pudo hacer.', 'A forma anterior não pôde ser feita.', "La forme précédente n'a pas pu être faite."],
  'print-is-left': ['No mail gets through to the receiver in any form; what is left is paper.', 'Ningún correo llega al destinatario en forma alguna; queda el papel.', 'Nenhum e-mail chega ao destinatário em forma alguma; resta o papel.', "Aucun courriel ne parvient au destinataire sous quelque forme que ce soit ; il reste le papier."],
  'no-form-left': ['No mail gets through to the receiver in any form it takes.', 'Ningún correo llega al destinatario en ninguna de las formas que acepta.', 'Nenhum e-mail chega ao destinatário em nenhuma das formas que aceita.', "Aucun courriel ne parvient au destinataire sous aucune des formes qu'il accepte."],
  'asked-for-on-paper': ['A person asked for it on paper.', 'Una persona lo pidió en papel.', 'Uma pessoa o pediu em papel.', "Une personne l'a demandé sur papier."],
} as const satisfies Record<string, InEach>;

export type FormBecause = keyof typeof FORM_BECAUSE;

interface Facts { left: string | null; before: FormTrouble | null }

/** First match wins; no combination is left over. */
const TABLE: readonly { when: (facts: Facts) => boolean; because: FormBecause }[] = [
  { when: (f) => f.left === null, because: 'no-form-left' },
  { when: (f) => f.left === 'print', because: 'print-is-left' },
  { when: (f) => f.before === 'refused', because: 'form-refused' },
  { when: (f) => f.before === 'too-large', because: 'form-too-large' },
  { when: (f) => f.before === 'not-made', because: 'form-not-made' },
  { when: () => true, because: 'first-form' },
];

/**
 * In which of its forms a receiver gets a document: the first that had no trouble on the way to this mailbox. Pure.
 *
 * @param troubles  what became of forms that were tried
 * @returns form null: none is left
 */
export function chooseForm<Form extends string>(forms: readonly Form[], troubles: ReadonlyMap<string, FormTrouble>): { form: Form | null; because: FormBecause } {
  const at = forms.findIndex((form) => !troubles.has(form));
  const left = forms[at] ?? null;
  const facts: Facts = { left, before: at > 0 ? troubles.get(forms[at - 1] ?? '') ?? null : null };
  const row = TABLE.find((candidate) => candidate.when(facts));
  if (!row) throw new RangeError('routing: no row for a form');
  return { form: left, because: row.because };
}
