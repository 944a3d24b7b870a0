import { hash } from 'node:crypto';
import { requestContent } from '../domain/proof/request-content.ts';
import type { AskedRequest } from '../domain/request/request.ts';

/** What a proof for the request is bound to: a digest of all that is asked for. */
export function requestDigest(asked: AskedRequest): string {
  return hash('sha256', requestContent(asked), 'base64url');
}
