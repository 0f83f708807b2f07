export * from './connection.js';
export * from './jobs.js';
export * from './lane-worker.js';
export * from './lanes.js';
export * from './priority.js';
export * from './embedded/index.js';
