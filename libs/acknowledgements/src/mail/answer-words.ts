import type { AnswerWord } from './types.js';

/** How people write each word, without accents, in capitals; in English, Spanish, Portuguese and French. Several words stand in their order. */
export const ANSWER_WORDS: Readonly<Record<AnswerWord, readonly string[]>> = {
  received: ['RECEIVED', 'RECEIVE', 'RECEIPT CONFIRMED', 'RECVD', 'RCVD', 'RECD', 'RECIBIDO', 'RECIBIDA', 'RECIBIDOS', 'RECIBIDAS', 'RECIBIMOS', 'RECEBIDO', 'RECEBIDA', 'RECEBIDOS', 'RECEBIDAS', 'RECEBEMOS', 'RECU', 'RECUE', 'RECUS', 'RECUES', 'BIEN RECU', 'BIEN RECUE'],
  keyed: ['KEYED', 'KEYED IN', 'TECLEADO', 'TECLEADA', 'INGRESADO', 'INGRESADA', 'INGRESADOS', 'CAPTURADO', 'CAPTURADA', 'CAPTURADOS', 'DIGITADO', 'DIGITADA', 'DIGITADOS', 'LANCADO', 'LANCADA', 'LANCADOS', 'SAISI', 'SAISIE', 'SAISIS', 'SAISIES'],
  reject: ['REJECT', 'REJECTED', 'RECHAZO', 'RECHAZADO', 'RECHAZADA', 'RECHAZADOS', 'RECHAZAR', 'RECHAZAMOS', 'REJEITADO', 'REJEITADA', 'REJEITAR', 'REJEITAMOS', 'RECUSADO', 'RECUSADA', 'REJETE', 'REJETEE', 'REJETER', 'REJET', 'REFUSE', 'REFUSEE', 'REFUSED'],
  duplicate: ['DUPLICATE', 'DUPLICATED', 'DUPLICADO', 'DUPLICADA', 'DUPLICADOS', 'EN DOUBLE', 'DOUBLON', 'EM DUPLICADO', 'EM DUPLICIDADE'],
  'call-me': ['CALL ME', 'CALL US', 'CALL BACK', 'LLAMEME', 'LLAMENME', 'LLAMENOS', 'LLAMAR', 'LLAMARME', 'ME LIGUE', 'ME LIGUEM', 'LIGUE ME', 'LIGUEM ME', 'LIGAR', 'APPELEZ MOI', 'APPELEZ NOUS', 'RAPPELEZ MOI', 'RAPPELEZ NOUS', 'M APPELER', 'ME RAPPELER'],
};

/** May stand before the word and change nothing: OK RECEIVED, TODO RECIBIDO, PLEASE CALL ME. */
export const LEADS: ReadonlySet<string> = new Set(['OK', 'OKAY', 'YES', 'ALL', 'BOTH', 'WELL', 'CONFIRMED', 'SI', 'SIM', 'OUI', 'TODO', 'TODOS', 'TODA', 'TODAS', 'TUDO', 'TOUT', 'TOUS', 'TOUTE', 'TOUTES', 'AMBOS', 'PLEASE', 'PLS', 'POR', 'FAVOR', 'SVP', 'ANSWER', 'RESPUESTA', 'RESPOSTA', 'REPONSE']);

/** A clause that begins so is a greeting or thanks: the word stands behind it. */
export const GREETINGS: ReadonlySet<string> = new Set(['HI', 'HELLO', 'DEAR', 'GOOD', 'MORNING', 'THANKS', 'THANK', 'TEAM', 'ALL', 'HOLA', 'BUENOS', 'BUENAS', 'BUEN', 'ESTIMADO', 'ESTIMADOS', 'ESTIMADA', 'GRACIAS', 'OLA', 'BOM', 'BOA', 'PREZADO', 'PREZADOS', 'CAROS', 'OBRIGADO', 'OBRIGADA', 'BONJOUR', 'BONSOIR', 'MERCI', 'CHER', 'CHERS', 'SALUT', 'GENTLEMEN', 'SIRS', 'SIR']);

/** Right behind the word they turn it round: RECEIVED NOTHING, KEYED BY FRIDAY. */
export const DENIALS: ReadonlySet<string> = new Set(['NOT', 'NO', 'NOTHING', 'NONE', 'NEVER', 'NADA', 'NUNCA', 'NINGUNO', 'NINGUNA', 'NAO', 'NENHUM', 'RIEN', 'PAS', 'JAMAIS', 'AUCUN', 'AUCUNE', 'NON', 'ONLY', 'PARTLY', 'PARTIALLY', 'SOLO', 'PARCIALMENTE', 'PARTIELLEMENT', 'TOMORROW', 'LATER', 'SOON', 'BY']);

/** What follows may take back what was said: a person reads it. A REJECT has its reason there. */
export const CONTRASTS: ReadonlySet<string> = new Set(['BUT', 'HOWEVER', 'EXCEPT', 'THOUGH', 'ALTHOUGH', 'UNABLE', 'CANNOT', 'NOT', 'NO', 'WITHOUT', 'MISSING', 'ERROR', 'ERRORS', 'RESEND', 'INCOMPLETE', 'WRONG', 'CORRUPT', 'CORRUPTED', 'EMPTY', 'BLANK', 'PROBLEM', 'PROBLEMS', 'REJECT', 'WILL', 'PENDING', 'TOMORROW', 'PERO', 'SIN', 'FALTA', 'FALTAN', 'ERRORES', 'REENVIAR', 'REENVIE', 'INCOMPLETO', 'INCOMPLETA', 'VACIO', 'PROBLEMA', 'PENDIENTE', 'MANANA', 'NAO', 'SEM', 'ERRO', 'ERROS', 'VAZIO', 'PENDENTE', 'AMANHA', 'PAS', 'SANS', 'MANQUE', 'MANQUENT', 'ERREUR', 'ERREURS', 'RENVOYER', 'INCOMPLET', 'VIDE', 'DEMAIN', 'SALVO', 'EXCEPTO', 'AUNQUE', 'MAS', 'POREM', 'EXCETO', 'EMBORA', 'MAIS', 'SAUF', 'CEPENDANT']);

/** A line that begins so goes on with what stands above it, and may take it back. */
export const CONTRASTS_AT_FIRST: ReadonlySet<string> = new Set(['BUT', 'HOWEVER', 'EXCEPT', 'THOUGH', 'ALTHOUGH', 'PERO', 'SALVO', 'EXCEPTO', 'AUNQUE', 'MAS', 'POREM', 'EXCETO', 'EMBORA', 'MAIS', 'SAUF', 'CEPENDANT']);

/** Said in a sentence below the word: they have a mail, and not what stands in it. */
export const TROUBLES: readonly string[] = [
  'CANNOT', 'CAN NOT', 'CAN T', 'COULD NOT', 'COULDN T', 'UNABLE', 'NOT OPEN', 'T OPEN', 'NOT READABLE', 'UNREADABLE', 'ILLEGIBLE', 'CORRUPT', 'CORRUPTED', 'INCOMPLETE', 'EMPTY', 'BLANK', 'MISSING', 'RESEND', 'SEND AGAIN', 'SEND IT AGAIN', 'SEND THEM AGAIN', 'NO ATTACHMENT',
  'NO ABRE', 'NO ABREN', 'NO SE ABRE', 'NO SE PUEDE', 'NO PODEMOS', 'NO PUEDO', 'NO PUDIMOS', 'ILEGIBLE', 'DANADO', 'VACIO', 'INCOMPLETO', 'INCOMPLETA', 'FALTA', 'FALTAN', 'REENVIAR', 'REENVIE', 'REENVIEN',
  'NAO ABRE', 'NAO ABREM', 'NAO CONSIGO', 'NAO CONSEGUIMOS', 'NAO FOI POSSIVEL', 'ILEGIVEL', 'CORROMPIDO', 'VAZIO', 'FALTAM', 'REENVIEM',
  'OUVRE PAS', 'OUVRENT PAS', 'IMPOSSIBLE', 'NE PEUX PAS', 'NE PEUT PAS', 'NE POUVONS PAS', 'ILLISIBLE', 'CORROMPU', 'VIDE', 'INCOMPLET', 'MANQUE', 'MANQUENT', 'RENVOYER', 'RENVOYEZ',
];
