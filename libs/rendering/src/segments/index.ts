import type { Handlers } from '../draft.js';
import { cargo } from './cargo.js';
import { containers } from './containers.js';
import { customs } from './customs.js';
import { events } from './events.js';
import { freeText } from './free-text.js';
import { hazmat } from './hazmat.js';
import { parties } from './parties.js';
import { places } from './places.js';
import { references } from './references.js';
import { vessel } from './vessel.js';

/** What the ocean sets share. A set's own handlers stand before these. */
export const common: Handlers = { ...vessel, ...places, ...parties, ...references, ...containers, ...hazmat, ...cargo, ...customs, ...events, ...freeText };
