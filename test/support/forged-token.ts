import { createHmac, type KeyObject, sign } from 'node:crypto';

function base64url(value: string | Buffer): string {
  return Buffer.from(value).toString('base64url');
}

/** A signed token from any header and payload, also ones that no library would make; text is taken as it is. */
export function forgeToken(
  header: object | string,
  payload: object | string,
  signature: (input: Buffer) => Buffer | string,
): string {
  const [head, body] = [header, payload].map((part) =>
    base64url(typeof part === 'string' ? part : JSON.stringify(part)),
  );
  return `${head}.${body}.${base64url(signature(Buffer.from(`${head}.${body}`)))}`;
}

export function withEs256(key: KeyObject) {
  return (input: Buffer) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' });
}

export function withRs256(key: KeyObject) {
  return (input: Buffer) => sign('sha256', input, key);
}

export function withEdDsa(key: KeyObject) {
  return (input: Buffer) => sign(null, input, key);
}

export function withHs256(secret: string | Buffer) {
  return (input: Buffer) => createHmac('sha256', secret).update(input).digest();
}
