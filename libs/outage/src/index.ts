export * from './judge.js';
export * from './stand-above.js';
export * from './types.js';
