export * from './because.js';
export * from './choose-channel.js';
export * from './choose-chase-step.js';
export * from './choose-departure.js';
export * from './choose-form.js';
export * from './nothing-left.js';
export * from './types.js';
