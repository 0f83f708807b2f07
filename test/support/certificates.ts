import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findTool } from './find-tool.js';

/** PEM files of a certification authority that nobody else knows, and of servers it stands for. */
export interface Certificates {
  /** for NODE_EXTRA_CA_CERTS of whoever shall trust it */
  caFile: string;
  /** key and certificate in one file, for 127.0.0.1, signed by the authority */
  serverFile: string;
  /** the same from an authority of a stranger's */
  strangerFile: string;
}

/** openssl's own default differs from system to system, and an unpacked one has none. */
const CONFIGURATION = `
[req]
distinguished_name = name
x509_extensions = authority
[name]
[authority]
basicConstraints = critical, CA:TRUE
subjectKeyIdentifier = hash
[server]
subjectAltName = IP:127.0.0.1
`;

/** P-256, valid for two days. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const at = (name: string): string => join(folder, name);
  await writeFile(at('openssl.cnf'), CONFIGURATION);
  const openssl = opensslWith(at('openssl.cnf'));
  const make = async (name: string): Promise<string> => {
    const newKey = (owner: string): string[] => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at(`${owner}.key`)];
    await openssl(['req', '-x509', ...newKey(name), '-days', '2', '-subj', `/CN=${name} of the tests`, '-out', at(`${name}.crt`)]);
    const server = `${name}-server`;
    await openssl(['req', '-new', ...newKey(server), '-subj', '/CN=127.0.0.1', '-out', at(`${server}.csr`)]);
    await openssl(['x509', '-req', '-in', at(`${server}.csr`), '-CA', at(`${name}.crt`), '-CAkey', at(`${name}.key`), '-CAcreateserial', '-days', '2', '-extfile', at('openssl.cnf'), '-extensions', 'server', '-out', at(`${server}.crt`)]);
    await writeFile(at(`${server}.pem`), Buffer.concat([await readFile(at(`${server}.key`)), await readFile(at(`${server}.crt`))]), { mode: 0o600 });
    return at(`${server}.pem`);
  };
  const [serverFile, strangerFile] = [await make('authority'), await make('stranger')];
  await chmod(at('authority.crt'), 0o644);
  return { caFile: at('authority.crt'), serverFile, strangerFile };
}

/** Debian's Dovecot depends on openssl: where the machine has none, it lies among what was unpacked with Dovecot. */
function opensslWith(configuration: string): (args: string[]) => Promise<unknown> {
  const dovecot = findTool('dovecot', 'dovecot');
  const beside = dovecot ? join(resolve(dirname(dovecot.path), '../..'), 'usr/bin/openssl') : '';
  const unpacked = dovecot !== null && Object.keys(dovecot.env).length > 0 && existsSync(beside);
  const env = { ...process.env, ...(unpacked ? dovecot.env : {}), OPENSSL_CONF: configuration };
  return (args) => promisify(execFile)(unpacked ? beside : 'openssl', args, { env });
}
