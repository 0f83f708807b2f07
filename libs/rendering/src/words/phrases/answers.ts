import type { InEach } from '#common';

/** How a mail is answered, and the mail that asks for an answer. The five words are the same in every language: they are read by machine, as are those of each language. */
export const ANSWERS = {
  answerWords: [
    'To confirm, answer this mail with one word on its first line: RECEIVED (you have it), KEYED (you keyed it in), DUPLICATE (you had it before), REJECT and why (you will not take it) or CALL ME.',
    'Para confirmar, responda a este correo con una palabra en la primera línea: RECEIVED (lo tiene), KEYED (lo registró), DUPLICATE (ya lo tenía), REJECT y el motivo (no lo acepta) o CALL ME (llámenme).',
    'Para confirmar, responda a este e-mail com uma palavra na primeira linha: RECEIVED (você o tem), KEYED (já o registrou), DUPLICATE (já o tinha), REJECT e o motivo (não o aceita) ou CALL ME (liguem para mim).',
    "Pour confirmer, répondez à ce courriel par un mot en première ligne : RECEIVED (vous l'avez), KEYED (vous l'avez saisi), DUPLICATE (vous l'aviez déjà), REJECT et le motif (vous le refusez) ou CALL ME (rappelez-moi).",
  ],
  answerEachRef: ['Beside the word name each ref that it is about: {0}.', 'Junto a la palabra cite cada referencia de la que se trata: {0}.', 'Ao lado da palavra cite cada referência de que se trata: {0}.', "À côté du mot, citez chaque référence dont il s'agit : {0}."],
  remindTitle: ['Please answer', 'Por favor, responda', 'Por favor, responda', 'Veuillez répondre'],
  remindOne: ['We handed over this document to {0} and have no answer yet. Please say whether you have it.', 'Entregamos este documento a {0} y aún no tenemos respuesta. Por favor, diga si lo tiene.', 'Entregamos este documento a {0} e ainda não temos resposta. Por favor, diga se o tem.', "Nous avons remis ce document à {0} et n'avons pas encore de réponse. Veuillez dire si vous l'avez."],
  remindSeveral: ['We handed over these {1} documents to {0} and have no answer yet. Please say whether you have them.', 'Entregamos estos {1} documentos a {0} y aún no tenemos respuesta. Por favor, diga si los tiene.', 'Entregamos estes {1} documentos a {0} e ainda não temos resposta. Por favor, diga se os tem.', "Nous avons remis ces {1} documents à {0} et n'avons pas encore de réponse. Veuillez dire si vous les avez."],
  remindNothingNew: ['This mail holds no document and there is nothing new to key in. If you have answered meanwhile, you need do nothing.', 'Este correo no contiene ningún documento y no hay nada nuevo que registrar. Si ya respondió entretanto, no hace falta nada más.', 'Este e-mail não contém nenhum documento e não há nada novo a registrar. Se já respondeu entretanto, nada mais é preciso.', "Ce courriel ne contient aucun document et il n'y a rien de nouveau à saisir. Si vous avez répondu entre-temps, vous n'avez rien à faire."],
  remindNotThere: ['If you cannot find one of them, answer CALL ME, or call {0}.', 'Si no encuentra alguno, responda CALL ME o llame al {0}.', 'Se não encontrar algum deles, responda CALL ME ou ligue para {0}.', "Si vous n'en trouvez pas un, répondez CALL ME ou appelez le {0}."],
  remindNotThereMail: ['If you cannot find one of them, answer CALL ME.', 'Si no encuentra alguno, responda CALL ME.', 'Se não encontrar algum deles, responda CALL ME.', "Si vous n'en trouvez pas un, répondez CALL ME."],
  remindMailed: ['Mailed on {0}, Message-ID {1}', 'Enviado el {0}, Message-ID {1}', 'Enviado em {0}, Message-ID {1}', 'Envoyé le {0}, Message-ID {1}'],
} as const satisfies Record<string, InEach>;
