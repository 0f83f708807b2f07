import type { InEach } from '#common';

/** What only paper says: sheets are counted, tables go on, long lists stand elsewhere. */
export const PAPER = {
  pageOf: ['page {0}/{1}', 'página {0}/{1}', 'página {0}/{1}', 'page {0}/{1}'],
  goesOn: ['{0}, continued', '{0}, continuación', '{0}, continuação', '{0}, suite'],
  valuesBelow: ['{0}, see below', '{0}, ver abajo', '{0}, ver abaixo', '{0}, voir ci-dessous'],
} as const satisfies Record<string, InEach>;
