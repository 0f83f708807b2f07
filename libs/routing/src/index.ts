export * from './because.js';
export * from './choose-channel.js';
export * from './choose-departure.js';
export * from './types.js';
