export { EmbeddedServerError } from './embedded-error.js';
export { embeddedHome, makeEmbeddedHome, serviceAccount, type ServiceAccount } from './embedded-home.js';
export { reachPostgres, startPostgres, removePostgresData, type EmbeddedPostgres, type PostgresPlace } from './embedded-postgres.js';
export { endLeftover, writeOwner, type Leftover } from './leftover.js';
export { socketFolder, type SocketFolder } from './socket-folder.js';
export { supervise, type ServerToSupervise, type SupervisedServer } from './supervise.js';
