import { hash } from 'node:crypto';

/** What is kept of a secret that is random and long, so that nobody can guess what it was made of. */
export function secretDigest(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
