/**
 * Colours after Okabe and Ito: people who see red and green alike tell them apart, and no two that could be confused share a mark,
 * so that a grey print says the same. Handed over is blue and half, acknowledged is green and whole.
 */
export const INK = {
  text: '#1a1a1a', quiet: '#595959', rule: '#d9d9d9', axis: '#8c8c8c',
  waiting: '#8c8c8c', handedOver: '#0072b2', acknowledged: '#00724f', late: '#c04a00', rejected: '#b3003c', unsettled: '#6a3d9a',
  trouble: '#f4f0e2', troubleLine: '#b8ab7a', normal: '#8c8c8c',
} as const;

/** The faces of the PDFs; what a viewer has instead is as narrow. */
export const FAMILY = "'DejaVu Sans Condensed', 'DejaVu Sans', Verdana, sans-serif";

/** Sizes of type in units of the picture. */
export const SIZE = { title: 19, lead: 13, label: 11.5, small: 10.5 } as const;
