export { sftpChannel, openSftp } from './sftp-channel.js';
export { sftpPickUp, type PickUpLimits } from './sftp-pick-up.js';
export type { SftpSettings } from './sftp-settings.js';
export { SftpFault, OutgoingDiffers } from './sftp-fault.js';
export type { SshBecause } from './classify-ssh.js';
export { fingerprintOf } from './connect-sftp.js';
