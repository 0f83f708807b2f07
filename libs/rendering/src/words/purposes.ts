import type { CodeTable } from './code-table.js';

/** Element 256, M1009 of the 309: whom the manifest is for and whether it is new. */
export const MANIFEST_TYPES: CodeTable = {
  A: ['Original for the port of discharge', 'Original para el puerto de descarga', 'Original para o porto de descarga', 'Original pour le port de déchargement'],
  B: ['Update before arrival, for the port of discharge', 'Actualización antes de la llegada, para el puerto de descarga', 'Atualização antes da chegada, para o porto de descarga', "Mise à jour avant l'arrivée, pour le port de déchargement"],
  C: ['Amendment, for the port of discharge', 'Enmienda, para el puerto de descarga', 'Retificação, para o porto de descarga', 'Modification, pour le port de déchargement'],
  D: ['Update of the export manifest, for US customs', 'Actualización del manifiesto de exportación, para la aduana de EE. UU.', 'Atualização do manifesto de exportação, para a alfândega dos EUA', "Mise à jour du manifeste d'exportation, pour la douane américaine"],
  E: ['Original export manifest, for US customs', 'Manifiesto de exportación original, para la aduana de EE. UU.', 'Manifesto de exportação original, para a alfândega dos EUA', "Manifeste d'exportation original, pour la douane américaine"],
  F: ['Amendment of the export manifest, for US customs', 'Enmienda del manifiesto de exportación, para la aduana de EE. UU.', 'Retificação do manifesto de exportação, para a alfândega dos EUA', "Modification du manifeste d'exportation, pour la douane américaine"],
  G: ['General order items, for US customs', 'Mercancías en general order, para la aduana de EE. UU.', 'Mercadorias em general order, para a alfândega dos EUA', 'Marchandises en general order, pour la douane américaine'],
  H: ['Notice of arrival, for US customs', 'Aviso de llegada, para la aduana de EE. UU.', 'Aviso de chegada, para a alfândega dos EUA', "Avis d'arrivée, pour la douane américaine"],
  I: ['Further in-bond information, for US customs', 'Información adicional de tránsito, para la aduana de EE. UU.', 'Informação adicional de trânsito, para a alfândega dos EUA', 'Complément de transit, pour la douane américaine'],
  J: ['Export, from US customs to the carrier', 'Exportación, de la aduana de EE. UU. al transportista', 'Exportação, da alfândega dos EUA ao transportador', 'Exportation, de la douane américaine au transporteur'],
  K: ['Notice of departure, for US customs', 'Aviso de salida, para la aduana de EE. UU.', 'Aviso de saída, para a alfândega dos EUA', 'Avis de départ, pour la douane américaine'],
  L: ['Transfer of liability', 'Traspaso de responsabilidad', 'Transferência de responsabilidade', 'Transfert de responsabilité'],
  P: ['Preliminary, for US customs', 'Preliminar, para la aduana de EE. UU.', 'Preliminar, para a alfândega dos EUA', 'Préliminaire, pour la douane américaine'],
  S: ['Consist, for US customs', 'Composición del tren, para la aduana de EE. UU.', 'Composição do trem, para a alfândega dos EUA', 'Composition du train, pour la douane américaine'],
  T: ['Transit', 'Tránsito', 'Trânsito', 'Transit'],
  V: ['Amendment required by US customs', 'Enmienda exigida por la aduana de EE. UU.', 'Retificação exigida pela alfândega dos EUA', 'Modification exigée par la douane américaine'],
  W: ['Original for US customs', 'Original para la aduana de EE. UU.', 'Original para a alfândega dos EUA', 'Original pour la douane américaine'],
  X: ['Update before arrival, for US customs', 'Actualización antes de la llegada, para la aduana de EE. UU.', 'Atualização antes da chegada, para a alfândega dos EUA', "Mise à jour avant l'arrivée, pour la douane américaine"],
  Y: ['Amendment, for US customs', 'Enmienda, para la aduana de EE. UU.', 'Retificação, para a alfândega dos EUA', 'Modification, pour la douane américaine'],
  Z: ['From US customs to the carrier', 'De la aduana de EE. UU. al transportista', 'Da alfândega dos EUA ao transportador', 'De la douane américaine au transporteur'],
};

/** Element 580, in M1303: what the amendment does to the bill. */
export const AMENDMENT_TYPES: CodeTable = {
  A: ['Bill of lading added', 'Conocimiento de embarque agregado', 'Conhecimento de embarque incluído', 'Connaissement ajouté'],
  B: ['In-bond movement added', 'Tránsito aduanero agregado', 'Trânsito aduaneiro incluído', 'Transit douanier ajouté'],
  C: ['New customs broker added', 'Nuevo agente de aduanas agregado', 'Novo despachante aduaneiro incluído', 'Nouveau courtier en douane ajouté'],
  D: ['Bill of lading deleted', 'Conocimiento de embarque eliminado', 'Conhecimento de embarque excluído', 'Connaissement supprimé'],
  N: ['Second notify party deleted', 'Segunda parte a notificar eliminada', 'Segunda parte a notificar excluída', 'Deuxième partie à notifier supprimée'],
  R: ['Quantity replaced', 'Cantidad reemplazada', 'Quantidade substituída', 'Quantité remplacée'],
  S: ['Second notify party added', 'Segunda parte a notificar agregada', 'Segunda parte a notificar incluída', 'Deuxième partie à notifier ajoutée'],
};

/** Element 353, set purpose, in B2A01. */
export const SET_PURPOSES: CodeTable = {
  '00': ['Original', 'Original', 'Original', 'Original'],
  '01': ['Cancellation', 'Cancelación', 'Cancelamento', 'Annulation'],
  '02': ['Added', 'Agregado', 'Incluído', 'Ajout'],
  '03': ['Deleted', 'Eliminado', 'Excluído', 'Suppression'],
  '04': ['Change', 'Modificación', 'Alteração', 'Modification'],
  '05': ['Replaces the earlier one', 'Reemplaza al anterior', 'Substitui o anterior', 'Remplace le précédent'],
  '06': ['Confirmation', 'Confirmación', 'Confirmação', 'Confirmation'],
  '07': ['Duplicate', 'Duplicado', 'Duplicata', 'Duplicata'],
  '08': ['Status', 'Estado', 'Situação', 'Statut'],
  13: ['Request', 'Solicitud', 'Solicitação', 'Demande'],
  14: ['Advance notice', 'Preaviso', 'Aviso prévio', 'Préavis'],
  15: ['Sent again', 'Reenviado', 'Reenviado', 'Renvoyé'],
  16: ['Proposed', 'Propuesto', 'Proposto', 'Proposé'],
  17: ['Cancelled, to be issued again', 'Cancelado, se emitirá de nuevo', 'Cancelado, será reemitido', 'Annulé, sera réémis'],
  18: ['Issued again', 'Emitido de nuevo', 'Reemitido', 'Réémis'],
  20: ['Final transmission', 'Transmisión final', 'Transmissão final', 'Transmission finale'],
  22: ['Information copy', 'Copia informativa', 'Cópia informativa', 'Copie pour information'],
  24: ['Draft', 'Borrador', 'Rascunho', 'Brouillon'],
  41: ['Corrected and verified', 'Corregido y verificado', 'Corrigido e verificado', 'Corrigé et vérifié'],
  44: ['Rejection', 'Rechazo', 'Rejeição', 'Rejet'],
  49: ['Original, no answer needed', 'Original, no requiere respuesta', 'Original, não requer resposta', 'Original, aucune réponse requise'],
  CO: ['Corrected', 'Corregido', 'Corrigido', 'Corrigé'],
  EX: ['Final loading', 'Carga definitiva', 'Carregamento final', 'Chargement définitif'],
  PR: ['Proposed loading', 'Carga propuesta', 'Carregamento proposto', 'Chargement proposé'],
  RH: ['Hold released', 'Retención levantada', 'Bloqueio liberado', 'Retenue levée'],
  RV: ['Revised loading', 'Carga revisada', 'Carregamento revisado', 'Chargement révisé'],
  SU: ['Status update', 'Actualización de estado', 'Atualização da situação', 'Mise à jour du statut'],
};

/** Element 346, what the set is sent as, in B2A02 and M1014. */
export const APPLICATION_TYPES: CodeTable = {
  '01': ['standard filing', 'declaración estándar', 'declaração padrão', 'déclaration normale'],
  '02': ['to-order shipment', 'envío a la orden', 'embarque à ordem', 'envoi à ordre'],
  '03': ['household goods', 'menaje de casa', 'bens domésticos', 'effets personnels'],
  '04': ['military or government goods', 'bienes militares o del gobierno', 'bens militares ou do governo', "biens militaires ou de l'État"],
  '05': ['diplomatic goods', 'envío diplomático', 'remessa diplomática', 'envoi diplomatique'],
  '06': ['carnet', 'cuaderno ATA (carnet)', 'carnê ATA (carnet)', 'carnet ATA'],
  '07': ['US goods returned', 'mercancías de EE. UU. devueltas', 'mercadorias dos EUA devolvidas', 'marchandises américaines en retour'],
  11: ['informal', 'informal', 'informal', 'informelle'],
  21: ['vessel import manifest, Canada', 'manifiesto marítimo de importación, Canadá', 'manifesto marítimo de importação, Canadá', "manifeste maritime d'importation, Canada"],
  22: ['vessel export manifest, Canada', 'manifiesto marítimo de exportación, Canadá', 'manifesto marítimo de exportação, Canadá', "manifeste maritime d'exportation, Canada"],
  23: ['vessel in-transit manifest, Canada', 'manifiesto marítimo de tránsito, Canadá', 'manifesto marítimo de trânsito, Canadá', 'manifeste maritime de transit, Canada'],
  30: ['house bill of lading, Canada', 'conocimiento de embarque hijo, Canadá', 'conhecimento de embarque filhote, Canadá', 'connaissement interne, Canada'],
  AN: ['arrival notice', 'aviso de llegada', 'aviso de chegada', "avis d'arrivée"],
  AT: ['appointment', 'cita', 'agendamento', 'rendez-vous'],
  BG: ['government bill of lading', 'conocimiento de embarque del gobierno', 'conhecimento de embarque do governo', "connaissement de l'État"],
  BL: ['bill of lading', 'conocimiento de embarque', 'conhecimento de embarque', 'connaissement'],
  BN: ['booking', 'reserva', 'reserva', 'réservation'],
  CI: ['commercial invoice', 'factura comercial', 'fatura comercial', 'facture commerciale'],
  CO: ['consolidation', 'consolidación', 'consolidação', 'groupage'],
  DO: ['delivery order', 'orden de entrega', 'ordem de entrega', 'bon à délivrer'],
  MF: ['manifest', 'manifiesto', 'manifesto', 'manifeste'],
  PI: ['pro forma invoice', 'factura proforma', 'fatura proforma', 'facture pro forma'],
  SL: ["shipper's letter of instruction", 'carta de instrucciones del embarcador', 'carta de instruções do embarcador', "lettre d'instructions du chargeur"],
};

/** Element 558, reservation action, in B104 of the 301. */
export const RESERVATION_ACTIONS: CodeTable = {
  A: ['Accepted', 'Aceptada', 'Aceita', 'Acceptée'],
  B: ['Accepted with conditions', 'Aceptada con condiciones', 'Aceita com condições', 'Acceptée sous conditions'],
  C: ['Counter-proposal', 'Contrapropuesta', 'Contraproposta', 'Contre-proposition'],
  D: ['Cancelled', 'Cancelada', 'Cancelada', 'Annulée'],
  E: ['Declined', 'Rechazada', 'Recusada', 'Refusée'],
  N: ['New', 'Nueva', 'Nova', 'Nouvelle'],
  R: ['Deleted', 'Eliminada', 'Excluída', 'Supprimée'],
  S: ['Split', 'Dividida', 'Desmembrada', 'Scindée'],
  U: ['Changed', 'Modificada', 'Alterada', 'Modifiée'],
  V: ['Vessel changed', 'Cambio de buque', 'Troca de navio', 'Changement de navire'],
};

/** Element 147, kind of bill, in B301 of the 310. */
export const BILL_KINDS: CodeTable = {
  1: ['Master bill for empty equipment', 'Conocimiento máster de equipo vacío', 'Conhecimento máster de equipamento vazio', "Connaissement principal d'équipement vide"],
  2: ['Sea waybill', 'Carta de porte marítimo (sea waybill)', 'Conhecimento não negociável (sea waybill)', 'Lettre de transport maritime'],
  3: ['Combined transport bill of lading', 'Conocimiento de transporte combinado', 'Conhecimento de transporte combinado', 'Connaissement de transport combiné'],
  4: ['Bill of lading for household goods', 'Conocimiento de menaje de casa', 'Conhecimento de bens domésticos', "Connaissement d'effets personnels"],
  6: ['First bill of a split shipment', 'Primer conocimiento de un envío dividido', 'Primeiro conhecimento de embarque desmembrado', "Premier connaissement d'un envoi scindé"],
  7: ['Further bill of a split shipment', 'Otro conocimiento de un envío dividido', 'Outro conhecimento de embarque desmembrado', "Autre connaissement d'un envoi scindé"],
  B: ['Bill of lading', 'Conocimiento de embarque', 'Conhecimento de embarque', 'Connaissement'],
  C: ['Consolidated shipment', 'Envío consolidado', 'Carga consolidada', 'Envoi groupé'],
  E: ['Empty equipment', 'Equipo vacío', 'Equipamento vazio', 'Équipement vide'],
  I: ['Intermodal', 'Intermodal', 'Intermodal', 'Intermodal'],
  M: ['Master bill', 'Conocimiento máster', 'Conhecimento máster', 'Connaissement principal'],
  V: ['Void bill', 'Conocimiento anulado', 'Conhecimento anulado', 'Connaissement annulé'],
};

/** Element 146, who pays, in B304 and Y. */
export const PAYMENT_TERMS: CodeTable = {
  BP: ['Paid by the buyer', 'Paga el comprador', 'Pago pelo comprador', "Payé par l'acheteur"],
  CC: ['Collect', 'Flete por cobrar', 'Frete a pagar', 'Port dû'],
  CD: ['Cash on delivery', 'Pago contra entrega', 'Pagamento na entrega', 'Paiement à la livraison'],
  CF: ['Collect, credited back to the customer', 'Por cobrar, se acredita al cliente', 'A pagar, creditado ao cliente', 'Port dû, crédité au client'],
  DE: ['By contract', 'Según contrato', 'Conforme contrato', 'Selon le contrat'],
  DF: ['As buyer and seller agreed', 'Según acordaron comprador y vendedor', 'Conforme acordo entre comprador e vendedor', "Selon l'accord entre acheteur et vendeur"],
  HP: ['Half prepaid', 'Mitad prepagado', 'Metade pré-paga', 'Moitié port payé'],
  MX: ['Mixed', 'Mixto', 'Misto', 'Mixte'],
  NC: ['No charge', 'Sin cargo', 'Sem cobrança', 'Sans frais'],
  NR: ['Non-revenue', 'Sin ingreso', 'Sem receita', 'Sans recette'],
  PC: ['Prepaid, charged to the customer', 'Prepagado, se carga al cliente', 'Pré-pago, cobrado do cliente', 'Port payé, facturé au client'],
  PD: ['Prepaid by the processor', 'Prepagado por el procesador', 'Pré-pago pelo processador', 'Port payé par le transformateur'],
  PO: ['Prepaid only', 'Solo prepagado', 'Somente pré-pago', 'Port payé uniquement'],
  PP: ['Prepaid', 'Flete prepagado', 'Frete pré-pago', 'Port payé'],
  PS: ['Paid by the seller', 'Paga el vendedor', 'Pago pelo vendedor', 'Payé par le vendeur'],
  TP: ['Third party pays', 'Paga un tercero', 'Pago por terceiro', 'Payé par un tiers'],
};

/** Element 208, which list a dangerous goods code is from, in H103. */
export const HAZARD_LISTS: CodeTable = {
  9: ['49 CFR', '49 CFR', '49 CFR', '49 CFR'],
  A: ['ICAO code', 'código OACI', 'código OACI', 'code OACI'],
  C: ['storage compatibility group', 'grupo de compatibilidad', 'grupo de compatibilidade', 'groupe de compatibilité'],
  D: ['DOT identification', 'identificación del DOT', 'identificação do DOT', 'identification du DOT'],
  E: ['endorsement', 'anotación', 'anotação', 'mention'],
  I: ['IMDG code', 'código IMDG', 'código IMDG', 'code IMDG'],
  R: ['Bureau of Explosives tariff 6000', 'tarifa 6000 del Bureau of Explosives', 'tarifa 6000 do Bureau of Explosives', 'tarif 6000 du Bureau of Explosives'],
  T: ['IATA list', 'lista IATA', 'lista IATA', 'liste IATA'],
  U: ['UN', 'ONU', 'ONU', 'ONU'],
  X: ['class or division', 'clase o división', 'classe ou divisão', 'classe ou division'],
};

/** Element 897, what kind of vessel code it is. */
export const VESSEL_CODES: CodeTable = {
  B: ['US Census code', 'código del Censo de EE. UU.', 'código do Censo dos EUA', 'code du recensement américain'],
  C: ['call sign', 'indicativo de llamada', 'indicativo de chamada', "indicatif d'appel"],
  L: ['IMO', 'IMO', 'IMO', 'IMO'],
  Z: ['agreed code', 'código acordado', 'código acordado', 'code convenu'],
};
