import type { InEach } from '#common';

/** What is done to get an answer to a document that was handed over beside EDI. */
export type ChaseStep = 'reminder' | 'next-contact' | 'call';

/** Why that step, or none yet. Codes stand in the history; sentences are quoted as those of the channel are. */
export const CHASE_BECAUSE = {
  'called-already': ['A person was asked to call.', 'Se pidió a una persona que llamara.', 'Pediu-se a uma pessoa que ligasse.', "Une personne a été priée d'appeler."],
  'on-paper': ['It was handed over on paper or by phone, and nobody has answered: somebody calls.', 'Se entregó en papel o por teléfono, y nadie ha respondido: alguien llama.', 'Foi entregue em papel ou por telefone, e ninguém respondeu: alguém liga.', "Il a été remis sur papier ou par téléphone, et personne n'a répondu : quelqu'un appelle."],
  'not-answered': ['It was mailed, and nobody has answered.', 'Se envió por correo, y nadie ha respondido.', 'Foi enviado por e-mail, e ninguém respondeu.', "Il a été envoyé par courriel, et personne n'a répondu."],
  'mail-is-down': ['Nobody has answered, and there is no working mail to ask by: somebody calls.', 'Nadie ha respondido, y no hay correo que funcione para preguntar: alguien llama.', 'Ninguém respondeu, e não há e-mail funcionando para perguntar: alguém liga.', "Personne n'a répondu, et aucun courriel ne fonctionne pour demander : quelqu'un appelle."],
  'asked-first-contact': ['The first contact was asked for an answer, and has time for it.', 'Se pidió respuesta al primer contacto, y tiene tiempo para darla.', 'Pediu-se resposta ao primeiro contato, e ele tem tempo para dá-la.', "Une réponse a été demandée au premier contact, et il a le temps de la donner."],
  'first-contact-silent': ['It was mailed to another of your addresses, and nobody has answered there.', 'Se envió por correo a otra de sus direcciones, y allí nadie ha respondido.', 'Foi enviado por e-mail a outro de seus endereços, e lá ninguém respondeu.', "Il a été envoyé à une autre de vos adresses, et personne n'y a répondu."],
  'asked-next-contact': ['The next contact was written to, and has time to answer.', 'Se escribió al contacto siguiente, y tiene tiempo para responder.', 'Escreveu-se ao contato seguinte, e ele tem tempo para responder.', 'Le contact suivant a reçu un courriel, et il a le temps de répondre.'],
  'contacts-silent': ['Nobody has answered, and no other contact is left to write to: somebody calls.', 'Nadie ha respondido, y no queda otro contacto a quien escribir: alguien llama.', 'Ninguém respondeu, e não resta outro contato a quem escrever: alguém liga.', "Personne n'a répondu, et il ne reste aucun autre contact à qui écrire : quelqu'un appelle."],
} as const satisfies Record<string, InEach>;

export type ChaseBecause = keyof typeof CHASE_BECAUSE;

/** A mail of a step: taken (or it may have arrived) | tried in vain for now | refused for good. `agoMs`: since it was first tried. */
export interface StepMail { came: 'taken' | 'tried' | 'refused'; agoMs: number }

export interface ChaseFacts {
  /** how the document was last handed over */
  way: 'email' | 'print';
  /** some relay may be asked */
  mailWorks: boolean;
  /** since the first step came due */
  dueMs: number;
  /** of this handing over; null: nobody was reminded */
  reminder: StepMail | null;
  /** a contact in the directory has got no mail of it yet and refused none for good */
  contactLeft: boolean;
  /** the mail to that contact; null: none was tried */
  nextContact: StepMail | null;
  /** a person was asked to call */
  called: boolean;
}

export interface ChaseTimes { nextContactAfterMs: number; callAfterMs: number }

/** `step` null: not yet, look again in so many milliseconds; or never. */
export type ChaseDecision = { step: ChaseStep; because: ChaseBecause } | { step: null; inMs: number | null; because: ChaseBecause };

interface Rule { when: (f: ChaseFacts, t: ChaseTimes) => boolean; then: (f: ChaseFacts, t: ChaseTimes) => ChaseStep | { inMs: number | null }; because: ChaseBecause }

/** A way that is shut is looked at again so soon. */
const SHUT_MS = 60_000;

/** First match wins. */
const TABLE: readonly Rule[] = [
  { when: (f) => f.called, then: () => ({ inMs: null }), because: 'called-already' },
  { when: (f) => f.way === 'print', then: () => 'call', because: 'on-paper' },

  // The next contact has it: what is left is the phone, once that had its time.
  { when: (f, t) => f.nextContact?.came === 'taken' && f.nextContact.agoMs < t.callAfterMs, then: (f, t) => ({ inMs: t.callAfterMs - f.nextContact!.agoMs }), because: 'asked-next-contact' },
  { when: (f) => f.nextContact?.came === 'taken', then: () => 'call', because: 'contacts-silent' },

  { when: (f) => f.reminder === null && f.mailWorks, then: () => 'reminder', because: 'not-answered' },
  { when: (f, t) => f.reminder === null && f.dueMs < t.nextContactAfterMs, then: () => ({ inMs: SHUT_MS }), because: 'not-answered' },
  { when: (f) => f.reminder === null, then: () => 'call', because: 'mail-is-down' },
  { when: (f, t) => f.reminder?.came === 'tried' && f.reminder.agoMs < t.nextContactAfterMs && f.mailWorks, then: () => 'reminder', because: 'not-answered' },
  // A mailbox that refuses a reminder for good answers nothing: no time is lost on it.
  { when: (f, t) => f.reminder?.came !== 'refused' && f.reminder!.agoMs < t.nextContactAfterMs, then: (f, t) => ({ inMs: f.mailWorks ? t.nextContactAfterMs - f.reminder!.agoMs : Math.min(SHUT_MS, t.nextContactAfterMs - f.reminder!.agoMs) }), because: 'asked-first-contact' },

  { when: (f, t) => f.contactLeft && f.mailWorks && (f.nextContact === null || f.nextContact.came === 'refused' || f.nextContact.agoMs < t.callAfterMs), then: () => 'next-contact', because: 'first-contact-silent' },
  { when: (f) => f.contactLeft && !f.mailWorks, then: () => 'call', because: 'mail-is-down' },
  { when: () => true, then: () => 'call', because: 'contacts-silent' },
];

/** The next step for an answer, or when to look again. Pure. */
export function chooseChaseStep(facts: ChaseFacts, times: ChaseTimes): ChaseDecision {
  const row = TABLE.find((candidate) => candidate.when(facts, times));
  if (!row) throw new RangeError('routing: no row for a chase');
  const then = row.then(facts, times);
  return typeof then === 'string' ? { step: then, because: row.because } : { step: null, ...then, because: row.because };
}
