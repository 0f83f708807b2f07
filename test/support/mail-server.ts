import type { Certificates } from './certificates.js';
import type { Dovecot } from './dovecot.js';
import type { MailPolicy } from './mail-policy.js';

export interface MailServerOptions {
  domains: readonly string[];
  sizeLimit: number;
  policyPort: number;
  policy: MailPolicy;
  dovecot: Dovecot;
  certificates: Certificates;
}

/** A relay: Postfix, or what stands in for it. */
export interface MailServer {
  ports: {
    /** in clear, from this machine only; announces its SIZE */
    plain: number;
    /** the same limit, not announced: a mail is refused when it has come whole */
    unsized: number;
    /** STARTTLS and AUTH demanded; a certificate of the test's own authority */
    submission: number;
    /** the same with a certificate from an authority nobody knows */
    wrongCertificate: number;
  };
  log(): string;
  stop(): Promise<void>;
}
