import { defineMessage } from './define.js';
import { location } from './vessel-and-places.js';

/** VERMAS, verified gross masses: vessel, ports and booking stand under each container, since it has no header for them. */
export const vermas = defineMessage({
  set: 'VERMAS',
  common: ['BGM', 'TDT', 'RFF', 'EQD', 'MEA', 'SEL'],
  own: { LOC: ({ draft }, loc) => location(draft, loc) },
});
