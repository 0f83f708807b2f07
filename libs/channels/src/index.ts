export * from './channel.js';
export * from './inbox.js';
export * from './sftp/index.js';
export * from './email/index.js';
export * from './webhook/index.js';
