export { listening } from '../../apps/terminal/src/mailboxes/listening.js';
