export * from './because.js';
export * from './choose-channel.js';
export * from './types.js';
