import type { CodeTable } from './code-table.js';

/** Element 187, what a weight means. */
export const WEIGHT_QUALIFIERS: CodeTable = {
  A: ['consolidated weight', 'peso consolidado', 'peso consolidado', 'poids consolidé'],
  A1: ['dimensional weight', 'peso volumétrico', 'peso cubado', 'poids volumétrique'],
  A2: ['reweighed by the carrier', 'repesado por el transportista', 'repesado pelo transportador', 'repesé par le transporteur'],
  A3: ["shipper's weight", 'peso del embarcador', 'peso do embarcador', 'poids du chargeur'],
  B: ['billed weight', 'peso facturado', 'peso faturado', 'poids facturé'],
  CE: ['certified weight of cargo', 'peso certificado de la carga', 'peso certificado da carga', 'poids certifié de la cargaison'],
  E: ['estimated net weight', 'peso neto estimado', 'peso líquido estimado', 'poids net estimé'],
  FR: ['freight weight', 'peso de flete', 'peso de frete', 'poids de fret'],
  G: ['gross weight', 'peso bruto', 'peso bruto', 'poids brut'],
  L: ['legal weight', 'peso legal', 'peso legal', 'poids légal'],
  LC: ['maximum payload', 'carga útil máxima', 'carga útil máxima', 'charge utile maximale'],
  M: ['minimum weight', 'peso mínimo', 'peso mínimo', 'poids minimum'],
  N: ['net weight', 'peso neto', 'peso líquido', 'poids net'],
  RG: ['reweighed gross weight', 'peso bruto repesado', 'peso bruto repesado', 'poids brut repesé'],
  RN: ['reweighed net weight', 'peso neto repesado', 'peso líquido repesado', 'poids net repesé'],
  RT: ['reweighed tare', 'tara repesada', 'tara repesada', 'tare repesée'],
  T: ['tare weight', 'tara', 'tara', 'tare'],
  WX: ['net explosive weight', 'peso neto de explosivos', 'peso líquido de explosivos', "poids net d'explosifs"],
  X: ['maximum weight', 'peso máximo', 'peso máximo', 'poids maximum'],
  Y: ['theoretical weight', 'peso teórico', 'peso teórico', 'poids théorique'],
  Z: ['agreed weight', 'peso acordado', 'peso acordado', 'poids convenu'],
};

/** Element 188. M is 40 cubic feet, which no scale weighs. */
export const WEIGHT_UNITS: CodeTable = {
  E: ['metric tons', 'toneladas métricas', 'toneladas métricas', 'tonnes métriques'],
  G: ['grams', 'gramos', 'gramas', 'grammes'],
  K: ['kg', 'kg', 'kg', 'kg'],
  L: ['lb', 'lb', 'lb', 'lb'],
  M: ['measurement tons', 'toneladas de cubicaje', 'toneladas de cubagem', "tonnes d'encombrement"],
  O: ['ounces', 'onzas', 'onças', 'onces'],
  S: ['short tons', 'toneladas cortas', 'toneladas curtas', 'tonnes courtes'],
  T: ['long tons', 'toneladas largas', 'toneladas longas', 'tonnes longues'],
};

/** Element 184. */
export const VOLUME_UNITS: CodeTable = {
  C: ['cubic centimetres', 'centímetros cúbicos', 'centímetros cúbicos', 'centimètres cubes'],
  E: ['cubic feet', 'pies cúbicos', 'pés cúbicos', 'pieds cubes'],
  F: ['hundred board feet', 'cien pies tablares', 'cem pés de tábua', 'cent pieds-planche'],
  G: ['gallons', 'galones', 'galões', 'gallons'],
  H: ['hundred measurement tons', 'cien toneladas de cubicaje', 'cem toneladas de cubagem', "cent tonnes d'encombrement"],
  L: ['loads', 'cargas', 'cargas', 'charges'],
  M: ['cubic decimetres', 'decímetros cúbicos', 'decímetros cúbicos', 'décimètres cubes'],
  N: ['cubic inches', 'pulgadas cúbicas', 'polegadas cúbicas', 'pouces cubes'],
  S: ['measurement tons', 'toneladas de cubicaje', 'toneladas de cubagem', "tonnes d'encombrement"],
  T: ['containers', 'contenedores', 'contêineres', 'conteneurs'],
  U: ['units of volume', 'unidades de volumen', 'unidades de volume', 'unités de volume'],
  V: ['litres', 'litros', 'litros', 'litres'],
  X: ['cubic metres', 'metros cúbicos', 'metros cúbicos', 'mètres cubes'],
};

/** Element 90, in L404. Metres are X there; M is sent for them too. */
export const LENGTH_UNITS: CodeTable = {
  C: ['cm', 'cm', 'cm', 'cm'],
  E: ['ft', 'pies', 'pés', 'pieds'],
  M: ['m', 'm', 'm', 'm'],
  N: ['in', 'pulgadas', 'polegadas', 'pouces'],
  X: ['m', 'm', 'm', 'm'],
};
