export * from './types.js';
export { drawCall } from './call-picture.js';
export { drawOutage } from './outage-picture.js';
export { pngOf } from './to-png.js';
