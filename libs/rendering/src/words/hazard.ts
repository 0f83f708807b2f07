import type { CodeTable } from './code-table.js';

/**
 * Classes and divisions of the IMDG Code, by their short names; P is its mark of a marine pollutant. A letter of the
 * compatibility group (1.4S) is no part of the code here.
 */
export const HAZARD_CLASSES: CodeTable = {
  1: ['explosives', 'explosivos', 'explosivos', 'matières explosibles'],
  '1.1': ['explosives, mass explosion hazard', 'explosivos, peligro de explosión en masa', 'explosivos, risco de explosão em massa', "matières explosibles, danger d'explosion en masse"],
  '1.2': ['explosives, projection hazard', 'explosivos, peligro de proyección', 'explosivos, risco de projeção', 'matières explosibles, danger de projection'],
  '1.3': ['explosives, fire hazard', 'explosivos, peligro de incendio', 'explosivos, risco de incêndio', "matières explosibles, danger d'incendie"],
  '1.4': ['explosives, no significant hazard', 'explosivos, sin peligro considerable', 'explosivos, sem risco considerável', 'matières explosibles, sans danger notable'],
  '1.5': ['explosives, very insensitive', 'explosivos muy insensibles', 'explosivos muito insensíveis', 'matières explosibles très peu sensibles'],
  '1.6': ['explosives, extremely insensitive', 'explosivos extremadamente insensibles', 'explosivos extremamente insensíveis', 'matières explosibles extrêmement peu sensibles'],
  '2.1': ['flammable gas', 'gas inflamable', 'gás inflamável', 'gaz inflammable'],
  '2.2': ['non-flammable, non-toxic gas', 'gas no inflamable, no tóxico', 'gás não inflamável, não tóxico', 'gaz ininflammable, non toxique'],
  '2.3': ['toxic gas', 'gas tóxico', 'gás tóxico', 'gaz toxique'],
  3: ['flammable liquid', 'líquido inflamable', 'líquido inflamável', 'liquide inflammable'],
  '4.1': ['flammable solid', 'sólido inflamable', 'sólido inflamável', 'matière solide inflammable'],
  '4.2': ['spontaneously combustible', 'combustión espontánea', 'combustão espontânea', 'inflammation spontanée'],
  '4.3': ['dangerous when wet', 'peligroso en contacto con el agua', 'perigoso em contato com a água', "dangereux au contact de l'eau"],
  '5.1': ['oxidizer', 'comburente (oxidante)', 'oxidante', 'comburant'],
  '5.2': ['organic peroxide', 'peróxido orgánico', 'peróxido orgânico', 'peroxyde organique'],
  '6.1': ['toxic substance', 'sustancia tóxica', 'substância tóxica', 'matière toxique'],
  '6.2': ['infectious substance', 'sustancia infecciosa', 'substância infectante', 'matière infectieuse'],
  7: ['radioactive material', 'material radiactivo', 'material radioativo', 'matière radioactive'],
  8: ['corrosive substance', 'sustancia corrosiva', 'substância corrosiva', 'matière corrosive'],
  9: ['miscellaneous dangerous goods', 'mercancías peligrosas varias', 'mercadorias perigosas diversas', 'marchandises dangereuses diverses'],
  P: ['marine pollutant', 'contaminante del mar', 'poluente marinho', 'polluant marin'],
};

/** Element 355 where it is a temperature: W0903, W0905 and H108. */
export const TEMPERATURE_UNITS: CodeTable = {
  CE: ['°C', '°C', '°C', '°C'],
  FA: ['°F', '°F', '°F', '°F'],
};
