import type { CodeTable } from './code-table.js';

/** Element 432, what a date in G62 is for. */
export const ORDER_DATES = {
  '01': ['Expiry', 'Vencimiento', 'Vencimento', 'Expiration'],
  '02': ['Delivery requested', 'Entrega solicitada', 'Entrega solicitada', 'Livraison demandée'],
  '10': ['Pick-up requested', 'Retiro solicitado', 'Retirada solicitada', 'Enlèvement demandé'],
  '17': ['Expected delivery', 'Entrega prevista', 'Entrega prevista', 'Livraison prévue'],
  '37': ['Not before', 'No antes de', 'Não antes de', 'Pas avant'],
  '38': ['Not later than', 'A más tardar', 'No mais tardar', 'Au plus tard'],
  '64': ['Deliver not before', 'No entregar antes de', 'Não entregar antes de', 'Ne pas livrer avant'],
  '69': ['Pick-up promised', 'Retiro prometido', 'Retirada prometida', 'Enlèvement promis'],
  '86': ['Pick-up done', 'Retiro efectuado', 'Retirada efetuada', 'Enlèvement effectué'],
} as const satisfies CodeTable;

/** Element 91, how it travels, in TD504. */
export const TRANSPORT_METHODS = {
  A: ['by air', 'por avión', 'por avião', 'par avion'],
  BB: ['by sea, breakbulk', 'por mar, carga suelta', 'por mar, carga solta', 'par mer, conventionnel'],
  I: ['by common carrier', 'por transportista público', 'por transportador comum', 'par transporteur public'],
  J: ['by truck', 'por camión', 'por caminhão', 'par camion'],
  LT: ['by truck, part load', 'por camión, carga parcial', 'por caminhão, carga fracionada', 'par camion, charge partielle'],
  M: ['by road', 'por carretera', 'por rodovia', 'par route'],
  O: ['by container ship', 'por buque portacontenedores', 'por navio porta-contêineres', 'par porte-conteneurs'],
  Q: ['by conventional ship', 'por buque convencional', 'por navio convencional', 'par navire conventionnel'],
  R: ['by rail', 'por ferrocarril', 'por ferrovia', 'par rail'],
  S: ['by sea', 'por mar', 'por mar', 'par mer'],
  VE: ['by vessel', 'por buque', 'por navio', 'par navire'],
  X: ['by rail and road', 'por ferrocarril y carretera', 'por ferrovia e rodovia', 'par rail et route'],
} as const satisfies CodeTable;
