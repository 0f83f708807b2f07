export * from './find-addressee.js';
export * from './find-by-content.js';
export * from './find-partner.js';
export * from './is-own.js';
export * from './load-directory.js';
export type { PortCodes } from './port-codes.js';
export { endpointFromProfile, envelopeOf, ProfileError, profileOf } from './profile.js';
export { configFolders, loadSettings, type Environment, type Settings } from './settings.js';
export * from './types.js';
