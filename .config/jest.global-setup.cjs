const { chmodSync, mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * One folder for all that specs and the servers they start put into the system's temporary one, so that a run leaves nothing there
 * (jest.global-teardown.cjs). Its name is short, since sockets stand in it whose paths may have 100 characters; servers that run under accounts
 * of their own must get through it.
 */
module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-'));
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
};
