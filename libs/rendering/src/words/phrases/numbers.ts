import type { InEach } from '#common';

/** Where a document gives a container's number twice and not alike. */
export const NUMBERS = {
  numberAlso: ['number also given as {0}', 'número dado también como {0}', 'número dado também como {0}', 'numéro donné aussi comme {0}'],
  checkDigitAlso: ['check digit given apart as {0}', 'dígito verificador dado aparte como {0}', 'dígito verificador dado à parte como {0}', "chiffre d'autocontrôle donné à part comme {0}"],
} as const satisfies Record<string, InEach>;
