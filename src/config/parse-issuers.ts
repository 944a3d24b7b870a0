import { isLoopback } from './is-loopback.ts';
import { isPlainUrl } from './is-plain-url.ts';
import { parseList } from './parse-list.ts';

/** An OpenID provider whose tokens are accepted. */
export interface IssuerSetting {
  /** Exactly as its tokens carry it in `iss`. */
  readonly issuer: string;
  /** Where its keys are; null: found by OpenID discovery. */
  readonly jwksUri: string | null;
}

/** Issuers with commas between them, or a JSON list of them; undefined: they are none. */
export function parseIssuers(text: string): readonly IssuerSetting[] | undefined {
  const listed = text.trimStart().startsWith('[') ? parseJson(text) : parseList(text);
  if (!Array.isArray(listed) || listed.length === 0) return undefined;
  const issuers = listed.map(parseIssuer).filter((issuer) => issuer !== undefined);
  const isEachOnce = new Set(issuers.map(({ issuer }) => issuer)).size === listed.length;
  return isEachOnce ? issuers : undefined;
}

function parseIssuer(listed: unknown): IssuerSetting | undefined {
  const given = typeof listed === 'string' ? { issuer: listed } : listed;
  if (typeof given !== 'object' || given === null) return undefined;
  const { issuer, jwks_uri: jwksUri = null, ...others } = given as Readonly<Record<string, unknown>>;
  const isKnown = Object.keys(others).length === 0 && typeof issuer === 'string' && isTrustworthyUrl(issuer);
  const hasKeys = jwksUri === null || (typeof jwksUri === 'string' && isTrustworthyUrl(jwksUri));
  return isKnown && hasKeys ? Object.freeze({ issuer, jwksUri }) : undefined;
}

/** Keys and their addresses travel in the clear only on this machine. */
function isTrustworthyUrl(text: string): boolean {
  if (isPlainUrl(text, ['https:'])) return true;
  return isPlainUrl(text, ['http:']) && isLoopback(new URL(text).hostname.replace(/^\[(.*)\]$/, '$1'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
