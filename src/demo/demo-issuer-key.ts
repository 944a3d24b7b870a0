import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface DemoIssuerKey {
  readonly kid: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

/** Relative to the data folder. */
export const DEMO_ISSUER_KEY_FILE = 'demo-issuer-key.json';

/**
 * The ES256 key of the demo issuer: read from the data folder, or made there on first use, for the owner only.
 * Processes that start at the same time get the same key. Throws when the file holds something else.
 */
export async function demoIssuerKey(dataDir: string): Promise<DemoIssuerKey> {
  const path = join(dataDir, DEMO_ISSUER_KEY_FILE);
  const text = (await readIfThere(path)) ?? (await createKeyFile(dataDir, path));
  return parseKey(text, path);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written in full under another name and then linked: the first one stays, whoever else comes reads that one. */
async function createKeyFile(dataDir: string, path: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = join(dataDir, `.${DEMO_ISSUER_KEY_FILE}.${randomUUID()}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(await exportJWK(privateKey))}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  return readFile(path, 'utf8');
}

async function parseKey(text: string, path: string): Promise<DemoIssuerKey> {
  try {
    const { kty, crv, x, y, d } = JSON.parse(text) as Readonly<Record<string, string>>;
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y || !d) throw new Error('another kind of key');
    const kid = await calculateJwkThumbprint({ kty, crv, x, y });
    const publicJwk = { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' };
    return { kid, publicJwk, privateJwk: { kty, crv, x, y, d } };
  } catch {
    throw new Error(`\`${path}\` is not a key that the demo can sign with; remove it, and a new one is made`);
  }
}
