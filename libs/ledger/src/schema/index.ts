export * from './columns.js';
export * from './interchange.js';
export * from './document.js';
export * from './transmission.js';
export * from './mail.js';
export * from './call.js';
export * from './outage.js';
export * from './keys.js';
