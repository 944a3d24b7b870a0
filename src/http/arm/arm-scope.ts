import type { FastifyRequest } from 'fastify';
import { invalidField, refuse } from '../../domain/errors.ts';
import { parseScope, type Scope, scopeKind } from '../../domain/scope.ts';

const SUBSCRIPTION_ALIAS = /^\/providers\/microsoft\.subscription(?=\/subscriptions\/)/i;
/** An escaped separator or dot would stand for another scope than the one that is seen. */
const DISGUISED = /%(2f|5c|2e|00)/i;

/**
 * The scope as a client wrote it, with or without its first slash, in any case. `providers/Microsoft.Subscription/`
 * before a subscription means nothing (contracts/arm §1). Refused, not mended: `..`, escaped slashes, NUL, `\`. Groups
 * are no scopes on this wire (ADR 0023).
 */
export function parseArmScope(written: string, field = 'scope'): Scope {
  const path = written.startsWith('/') ? written : `/${written}`;
  const scope = parseScope(path.replace(SUBSCRIPTION_ALIAS, ''), field);
  if (scopeKind(scope) !== 'group') return scope;
  return refuse(invalidField(field, written, 'a scope of resources or of the directory', 'scopeInvalid'));
}

/** The scope that a request's address names. */
export function scopeOf(request: FastifyRequest): Scope {
  const { scope = '' } = request.params as { readonly scope?: string };
  if (DISGUISED.test(scope)) refuse(invalidField('scope', scope, 'no escaped `/`, `\\`, `.` or NUL', 'scopeInvalid'));
  return parseArmScope(decoded(scope));
}

function decoded(scope: string): string {
  try {
    return decodeURIComponent(scope);
  } catch {
    return refuse(invalidField('scope', scope, 'text that is escaped as in RFC 3986', 'scopeInvalid'));
  }
}
