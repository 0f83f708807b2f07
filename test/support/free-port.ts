export { freePort } from '../../apps/terminal/src/mailboxes/free-port.js';
