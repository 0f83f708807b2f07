export { endFamily, endInOrder } from '../../apps/terminal/src/mailboxes/end-family.js';
