import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ConfigError, type TlsFiles } from './config.ts';

/** What HTTPS is served with, in PEM form. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
}

/** Reads certificate and key. Throws `ConfigError` where one cannot be read or they do not belong together. */
export async function readTlsFiles({ certPath, keyPath }: TlsFiles): Promise<TlsMaterial> {
  const cert = await textOf('BREVET_TLS_CERT', certPath);
  const key = await textOf('BREVET_TLS_KEY', keyPath);
  const certificate = parsed('BREVET_TLS_CERT', certPath, 'a certificate in PEM form', () => new X509Certificate(cert));
  const privateKey = parsed('BREVET_TLS_KEY', keyPath, 'a private key in PEM form, without a passphrase', () =>
    createPrivateKey(key),
  );
  return certificate.checkPrivateKey(privateKey)
    ? { cert, key }
    : refuse('BREVET_TLS_KEY', keyPath, `the key of the certificate in \`${certPath}\``, 'is of another certificate');
}

async function textOf(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return refuse(variable, path, 'a file that this process can read', `cannot be read (${code})`);
  }
}

function parsed<Value>(variable: string, path: string, allowed: string, parse: () => Value): Value {
  try {
    return parse();
  } catch {
    return refuse(variable, path, allowed, 'is something else');
  }
}

/** Says nothing of what is in the file: it may be a key. */
function refuse(variable: string, given: string, allowed: string, why: string): never {
  throw new ConfigError([
    { variable, given, allowed, message: `${variable} is \`${given}\`, which ${why}; allowed: ${allowed}` },
  ]);
}
