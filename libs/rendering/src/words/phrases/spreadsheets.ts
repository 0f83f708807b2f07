import type { InEach } from '#common';

/** Names of sheets (at most 31 signs, none of []:*?/\, no two alike) and the headings a spreadsheet has of its own. */
export const SPREADSHEETS = {
  sheetDocument: ['Document', 'Documento', 'Documento', 'Document'],
  sheetTest: ['Test', 'Prueba', 'Teste', 'Essai'],
  sheetDuplicate: ['Possible duplicate', 'Posible duplicado', 'Possível duplicata', 'Doublon possible'],
  sheetAsk: ['Read first', 'Leer primero', 'Ler primeiro', 'À lire en premier'],
  sheetReceived: ['Findings', 'Hallazgos', 'Constatações', 'Constatations'],
  sheetHeadline: ['Summary', 'Resumen', 'Resumo', 'Résumé'],
  sheetChanged: ['Changed', 'Cambios', 'Alterações', 'Modifications'],
  sheetHazmat: ['Hazardous', 'Mercancías peligrosas', 'Mercadorias perigosas', 'Marchandises dangereuses'],
  sheetContainers: ['Containers', 'Contenedores', 'Contêineres', 'Conteneurs'],
  sheetGoods: ['Goods', 'Mercancía', 'Mercadoria', 'Marchandise'],
  sheetBills: ['Bills', 'Conocimientos de embarque', 'Conhecimentos de embarque', 'Connaissements'],
  sheetPlaces: ['Places', 'Lugares', 'Locais', 'Lieux'],
  sheetParties: ['Parties', 'Partes', 'Partes', 'Parties'],
  sheetReferences: ['References', 'Referencias', 'Referências', 'Références'],
  sheetText: ['Free text', 'Texto libre', 'Texto livre', 'Texte libre'],
  sheetSegments: ['As received', 'Como se recibió', 'Como recebido', 'Tel que reçu'],
  sheetAttached: ['Attached', 'Adjuntos', 'Anexos', 'Pièces jointes'],
  onSheet: ['on the sheet {0}', 'en la hoja {0}', 'na planilha {0}', 'sur la feuille {0}'],
  printedPage: ['page {0} of {1}', 'página {0} de {1}', 'página {0} de {1}', 'page {0} sur {1}'],
  colRef: ['REF', 'REF.', 'REF.', 'RÉF.'],
  colRecord: ['RECORD', 'REGISTRO', 'REGISTRO', 'ENREGISTREMENT'],
  colLabel: ['LABEL', 'DATO', 'DADO', 'LIBELLÉ'],
  colValue: ['VALUE', 'VALOR', 'VALOR', 'VALEUR'],
  colRemarks: ['REMARKS', 'OBSERVACIONES', 'OBSERVAÇÕES', 'REMARQUES'],
} as const satisfies Record<string, InEach>;
