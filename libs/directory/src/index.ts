export * from './find-addressee.js';
export * from './find-partner.js';
export * from './load-directory.js';
export type { PortCodes } from './port-codes.js';
export * from './profile.js';
export { configFolders, loadSettings, type Environment, type Settings } from './settings.js';
export * from './types.js';
