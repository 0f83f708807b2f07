import type { InEach } from '#common';

/** How a set is called. */
export interface SetWords {
  /** short English capitals, in the subject of a mail: terminals sort their mail by them */
  subject: string;
  title: InEach;
  /** as it stands in "Please key in …": "this manifest", "este manifiesto" */
  asked: InEach;
}

export const SET_WORDS: Readonly<Record<string, SetWords>> = {
  300: named('BOOKING REQUEST', ['Booking request', 'Solicitud de reserva', 'Pedido de reserva', 'Demande de réservation'], ['this', 'esta', 'este', 'cette']),
  301: named('BOOKING', ['Booking confirmation', 'Confirmación de reserva', 'Confirmação de reserva', 'Confirmation de réservation'], ['this', 'esta', 'esta', 'cette']),
  303: named('BOOKING CANCEL', ['Booking cancellation', 'Cancelación de reserva', 'Cancelamento de reserva', 'Annulation de réservation'], ['this', 'esta', 'este', 'cette']),
  304: named('SHIPPING INSTR', ['Shipping instructions', 'Instrucciones de embarque', 'Instruções de embarque', "Instructions d'expédition"], ['these', 'estas', 'estas', 'ces']),
  309: named('MANIFEST', ['Manifest', 'Manifiesto', 'Manifesto', 'Manifeste'], ['this', 'este', 'este', 'ce']),
  310: named('BILL OF LADING', ['Bill of lading', 'Conocimiento de embarque', 'Conhecimento de embarque', 'Connaissement'], ['this', 'este', 'este', 'ce']),
  312: named('ARRIVAL NOTICE', ['Arrival notice', 'Aviso de llegada', 'Aviso de chegada', "Avis d'arrivée"], ['this', 'este', 'este', 'cet']),
  315: named('STATUS', ['Status', 'Aviso de estado', 'Aviso de situação', 'Avis de statut'], ['this', 'este', 'este', 'cet']),
  317: named('DELIVERY ORDER', ['Delivery order', 'Orden de entrega', 'Ordem de entrega', 'Bon à délivrer'], ['this', 'esta', 'esta', 'ce']),
  319: named('TERMINAL INFO', ['Terminal information', 'Información de la terminal', 'Informação do terminal', 'Renseignements du terminal'], ['this', 'esta', 'esta', 'ces']),
  322: named('TERMINAL ACTIVITY', ['Terminal activity', 'Actividad de la terminal', 'Atividade do terminal', 'Activité du terminal'], ['this', 'esta', 'esta', 'cette']),
  323: named('SCHEDULE', ['Vessel schedule', 'Itinerario del buque', 'Programação do navio', 'Horaire du navire'], ['this', 'este', 'esta', 'cet']),
  324: named('STOW PLAN', ['Stow plan', 'Plano de estiba', 'Plano de estiva', "Plan d'arrimage"], ['this', 'este', 'este', 'ce']),
  350: named('CUSTOMS STATUS', ['Customs status', 'Estado aduanero', 'Situação aduaneira', 'Statut douanier'], ['this', 'este', 'esta', 'ce']),
  353: named('CUSTOMS EVENTS', ['Customs events', 'Eventos aduaneros', 'Eventos aduaneiros', 'Événements douaniers'], ['these', 'estos', 'estes', 'ces']),
  355: named('CUSTOMS ANSWER', ['Customs acceptance or rejection', 'Aceptación o rechazo de la aduana', 'Aceitação ou rejeição da alfândega', 'Acceptation ou rejet de la douane'], ['this', 'esta', 'esta', 'cette']),
  BAPLIE: named('BAY PLAN', ['Bay plan', 'Plano de bahías', 'Plano de baias', 'Plan de baies'], ['this', 'este', 'este', 'ce']),
  COARRI: named('LOAD-DISCHARGE REPORT', ['Load and discharge report', 'Informe de carga y descarga', 'Relatório de carga e descarga', 'Rapport de chargement et de déchargement'], ['this', 'este', 'este', 'ce']),
  CODECO: named('GATE REPORT', ['Gate report', 'Informe de puerta', 'Relatório de gate', 'Rapport de barrière'], ['this', 'este', 'este', 'ce']),
  COPARN: named('CONTAINER NOTICE', ['Container announcement', 'Aviso de contenedores', 'Aviso de contêineres', 'Annonce de conteneurs'], ['this', 'este', 'este', 'cette']),
  COPRAR: named('LOAD-DISCHARGE LIST', ['Load or discharge list', 'Lista de carga o descarga', 'Lista de carga ou descarga', 'Liste de chargement ou de déchargement'], ['this', 'esta', 'esta', 'cette']),
  VERMAS: named('VERIFIED WEIGHT', ['Verified gross mass', 'Masa bruta verificada', 'Massa bruta verificada', 'Masse brute vérifiée'], ['this', 'esta', 'esta', 'cette']),
};

/** In the middle of a sentence the title begins small; none of the four languages has a name in it that must not. */
function named(subject: string, title: InEach, these: InEach): SetWords {
  const asked = (n: 0 | 1 | 2 | 3): string => `${these[n]} ${title[n].slice(0, 1).toLowerCase()}${title[n].slice(1)}`;
  return { subject, title, asked: [asked(0), asked(1), asked(2), asked(3)] };
}
