export * from './channel.js';
export * from './sftp/index.js';
