export * from './match-functional.js';
