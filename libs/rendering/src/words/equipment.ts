import type { CodeTable } from './code-table.js';
import type { Words } from './words.js';

/** Element 578 as W205 gives it in a 322; anything longer than L or E goes beside the container as a sentence. */
export const EQUIPMENT_STATUS: CodeTable = {
  AA: ['empty and available', 'vacío y disponible', 'vazio e disponível', 'vide et disponible'],
  AB: ['empty on its way to the shipper', 'vacío en camino al embarcador', 'vazio a caminho do embarcador', 'vide en route vers le chargeur'],
  AC: ['laden on its way to the port of loading', 'lleno en camino al puerto de carga', 'cheio a caminho do porto de embarque', 'plein en route vers le port de chargement'],
  AG: ['received at the port of discharge', 'recibido en el puerto de descarga', 'recebido no porto de descarga', 'reçu au port de déchargement'],
  AH: ['laden on its way to the consignee', 'lleno en camino al consignatario', 'cheio a caminho do consignatário', 'plein en route vers le destinataire'],
  AI: ['stripped, on its way to the pool', 'desconsolidado, en camino al depósito', 'desovado, a caminho do pátio', 'dépoté, en route vers le parc'],
  AJ: ['empty being positioned', 'vacío en reposicionamiento', 'vazio em reposicionamento', 'vide en cours de repositionnement'],
  AK: ['out of service', 'fuera de servicio', 'fora de serviço', 'hors service'],
  AL: ['empty, last cargo not hazardous', 'vacío, última carga no peligrosa', 'vazio, última carga não perigosa', 'vide, dernière cargaison non dangereuse'],
  E: ['empty', 'vacío', 'vazio', 'vide'],
  HR: ['held for reload', 'retenido para recarga', 'retido para recarga', 'retenu pour rechargement'],
  L: ['laden', 'lleno', 'cheio', 'plein'],
  LI: ['laden, inbound', 'lleno, de entrada', 'cheio, de entrada', "plein, à l'arrivée"],
  LO: ['laden, outbound', 'lleno, de salida', 'cheio, de saída', 'plein, au départ'],
  RJ: ['rejected, not usable', 'rechazado, no utilizable', 'rejeitado, não utilizável', 'refusé, inutilisable'],
  W: ['empty, carried as freight', 'vacío, transportado como carga', 'vazio, transportado como carga', 'vide, transporté comme fret'],
};

/** Element 56. */
export const SERVICE_TYPES: CodeTable = {
  BB: ['breakbulk', 'carga suelta (breakbulk)', 'carga solta (breakbulk)', 'conventionnel (breakbulk)'],
  CS: ['container station', 'estación de contenedores (CFS)', 'estação de contêineres (CFS)', 'station de conteneurs (CFS)'],
  CY: ['container yard', 'patio de contenedores', 'pátio de contêineres', 'parc à conteneurs'],
  DD: ['door to door', 'puerta a puerta', 'porta a porta', 'porte à porte'],
  DR: ['door to ramp', 'puerta a rampa', 'porta a rampa', 'porte à rampe'],
  HA: ['haulage', 'acarreo terrestre', 'transporte rodoviário', 'transport terrestre'],
  HH: ['house to house', 'casa a casa', 'casa a casa', 'domicile à domicile'],
  HL: ['stripping of the container', 'desconsolidación del contenedor', 'desova do contêiner', 'dépotage du conteneur'],
  HP: ['house to pier', 'casa a muelle', 'casa a cais', 'domicile à quai'],
  LT: ['less than a container load', 'menos de un contenedor completo', 'menos que um contêiner completo', "moins d'un conteneur complet"],
  NC: ['not in containers', 'sin contenedor', 'sem contêiner', 'hors conteneur'],
  PH: ['pier to house', 'muelle a casa', 'cais a casa', 'quai à domicile'],
  PP: ['pier to pier', 'muelle a muelle', 'cais a cais', 'quai à quai'],
  RD: ['ramp to door', 'rampa a puerta', 'rampa a porta', 'rampe à porte'],
  RE: ['ramp to ramp', 'rampa a rampa', 'rampa a rampa', 'rampe à rampe'],
  RR: ['roll-on roll-off', 'carga rodante (ro-ro)', 'carga rolante (ro-ro)', 'roulier (ro-ro)'],
};

/** The places of an ISO 6346 size and type: length, height, kind. A height of 8 ft 6 in, the usual one, is not said. */
export const SIZE_PARTS = {
  LENGTHS: {
    2: ['20 ft', '20 pies', '20 pés', '20 pieds'],
    4: ['40 ft', '40 pies', '40 pés', '40 pieds'],
    L: ['45 ft', '45 pies', '45 pés', '45 pieds'],
    M: ['48 ft', '48 pies', '48 pés', '48 pieds'],
  },
  HEIGHTS: {
    5: ['high cube', 'high cube', 'high cube', 'high cube'],
    E: ['high cube', 'high cube', 'high cube', 'high cube'],
  },
  KINDS: {
    A: ['air', 'aéreo', 'aéreo', 'aérien'],
    B: ['bulk', 'granelero', 'graneleiro', 'pour vrac'],
    G: ['dry', 'seco', 'seco', 'sec'],
    H: ['insulated', 'isotérmico', 'isotérmico', 'isotherme'],
    K: ['tank', 'tanque', 'tanque', 'citerne'],
    P: ['flat or platform', 'plataforma o flat rack', 'plataforma ou flat rack', 'plate-forme ou flat'],
    R: ['reefer', 'refrigerado', 'refrigerado', 'frigorifique'],
    T: ['tank', 'tanque', 'tanque', 'citerne'],
    U: ['open top', 'techo abierto', 'teto aberto', 'toit ouvert'],
    V: ['ventilated', 'ventilado', 'ventilado', 'ventilé'],
  },
} as const satisfies Record<string, CodeTable>;

/** Length, height, kind, and how the kind is made: a digit, or the letter of its group (22GP, 45RE). */
const SIZE_TYPE = /^([24LM])([0-9CDEF])(?:(G)[0-9P]|(V)[0-9H]|(B)[0-9UK]|(R)[0-9ETS]|(H)[0-9RI]|(U)[0-9T]|(P)[0-9LFCS]|(T)[0-9NDG]|(K)[0-9L]|(A)[0-9S])$/;

/** ISO 6346 size and type (45G1) in words, "" for house codes (40HC is no insulated box) and older numeric ones we would have to guess. */
export function sizeTypeInWords(words: Words, code: string): string {
  const [, length = '', height = '', ...kinds] = SIZE_TYPE.exec(code) ?? [];
  const kind = kinds.find((letter) => letter !== undefined) ?? '';
  const { LENGTHS, HEIGHTS, KINDS } = SIZE_PARTS;
  return [words.word(LENGTHS, length), words.word(HEIGHTS, height), words.word(KINDS, kind)].filter((part) => part !== '').join(' ');
}
