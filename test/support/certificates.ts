import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** PEM files of a certification authority that nobody else knows, and of servers it stands for. */
export interface Certificates {
  /** for NODE_EXTRA_CA_CERTS of whoever shall trust it */
  caFile: string;
  /** key and certificate in one file, for 127.0.0.1, signed by the authority */
  serverFile: string;
  /** the same from an authority of a stranger's */
  strangerFile: string;
}

/** Made by openssl, which Debian's Dovecot comes with; P-256, valid for two days. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const at = (name: string): string => join(folder, name);
  const make = async (name: string) => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at(`${name}.key`)];
    await openssl(['req', '-x509', ...key, '-days', '2', '-subj', `/CN=${name} of the tests`, '-out', at(`${name}.crt`)]);
    const server = `${name}-server`;
    await openssl(['req', '-new', ...key.slice(0, -1), at(`${server}.key`), '-subj', '/CN=127.0.0.1', '-out', at(`${server}.csr`)]);
    await writeFile(at('names'), 'subjectAltName = IP:127.0.0.1\n');
    await openssl(['x509', '-req', '-in', at(`${server}.csr`), '-CA', at(`${name}.crt`), '-CAkey', at(`${name}.key`), '-CAcreateserial', '-days', '2', '-extfile', at('names'), '-out', at(`${server}.crt`)]);
    await writeFile(at(`${server}.pem`), Buffer.concat([await readFile(at(`${server}.key`)), await readFile(at(`${server}.crt`))]), { mode: 0o600 });
  };
  await make('authority');
  await make('stranger');
  await chmod(at('authority.crt'), 0o644);
  return { caFile: at('authority.crt'), serverFile: at('authority-server.pem'), strangerFile: at('stranger-server.pem') };
}

async function openssl(args: string[]): Promise<void> {
  await promisify(execFile)('openssl', args);
}
