import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { refuse } from '../../domain/errors.ts';
import { callerOf } from './caller.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly pageTokens: PageTokens;
  }
}

/** Tokens by which a caller asks for the next page of the list that it was reading. */
export interface PageTokens {
  /** A token that only `open` with the same context reads. */
  seal(text: string, context: string): string;
  /** The text in a token; null where it was changed, belongs to another context, or is older than a day. */
  open(token: string, context: string): string | null;
}

const LIFETIME_MS = 24 * 3_600_000;
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A path is the longest that a token holds; 2,048 signs of three bytes. */
const FORM = /^[A-Za-z0-9_-]{40,9000}$/;

/** Page tokens under keys that follow from the secret, by the clock. */
export function pageTokens(secret: Uint8Array, clock: () => Temporal.Instant): PageTokens {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `page token ${use}`, 32));
  const cipherKey = keyFor('cipher');
  const nonceKey = keyFor('nonce');

  return {
    seal(text, context) {
      const plain = `${clock().epochMilliseconds + LIFETIME_MS} ${text}`;
      // from the content: two different contents never share a nonce by accident of a random number
      const digest = createHmac('sha256', nonceKey)
        .update(JSON.stringify([context, plain]))
        .digest();
      const nonce = digest.subarray(0, NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, cipherKey, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return sealed.toString('base64url');
    },
    open(token, context) {
      const sealed = FORM.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
      // one spelling for each token: what decodes by leniency is refused too
      if (sealed.length <= NONCE_BYTES + TAG_BYTES || sealed.toString('base64url') !== token) return null;
      const tagAt = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv(CIPHER, cipherKey, sealed.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(tagAt));
      try {
        const plain = decipher.update(sealed.subarray(NONCE_BYTES, tagAt), undefined, 'utf8') + decipher.final('utf8');
        const [, until = '', text = ''] = /^(\d+) ([\s\S]*)$/.exec(plain) ?? [];
        return Number(until) > clock().epochMilliseconds ? text : null;
      } catch {
        return null;
      }
    },
  };
}

/** What a token is bound to: the caller, the list, and everything of the query but what may differ between pages. */
function contextOf(request: FastifyRequest, mayDiffer: readonly string[]): string {
  const query = Object.entries(request.query as Readonly<Record<string, unknown>>)
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => !mayDiffer.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const path = Object.entries(request.params as Readonly<Record<string, string>>).map(
    ([name, value]) => [name, value.toLowerCase()] as const,
  );
  return JSON.stringify([callerOf(request).principalId, request.routeOptions.url, path, query]);
}

/** The query parameters that differ between the pages of one list, in lower case; the token itself is one. */
export interface PagingWords {
  readonly token: string;
  readonly mayDiffer: readonly string[];
}

function differing({ token, mayDiffer }: PagingWords): readonly string[] {
  return [token.toLowerCase(), ...mayDiffer];
}

/** The token for the page that begins after `text` of the list that is being read. */
export function sealPage(request: FastifyRequest, text: string, words: PagingWords): string {
  return request.server.pageTokens.seal(text, contextOf(request, differing(words)));
}

/** What was sealed for this list. Refuses a token that was changed, is of another list or caller, or has grown old. */
export function openPage(request: FastifyRequest, token: string, words: PagingWords): string {
  return request.server.pageTokens.open(token, contextOf(request, differing(words))) ?? refuseToken(words);
}

/** Refuses what is no token of this list; it is not repeated. */
export function refuseToken({ token: field }: PagingWords): never {
  const allowed = 'the token of the page before, unchanged, by the same caller with the same filter, for a day';
  return refuse({
    code: 'pageTokenInvalid',
    field,
    allowed,
    message: `\`${field}\` is no token of this list; allowed: ${allowed}`,
  });
}
