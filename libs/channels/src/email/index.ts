export { attachmentName } from './attachment-name.js';
export { classifySmtp, type SmtpEvidence, type SmtpStage } from './classify-smtp.js';
export { composeMail, type MailToCompose } from './compose-mail.js';
export { EmailChannel, type EmailChannelOptions } from './email-channel.js';
export { MailInputError } from './errors.js';
export type { PoolSettings } from './session-pool.js';
export type { Relay, SmtpTimeouts } from './smtp-session.js';
