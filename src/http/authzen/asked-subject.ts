import type { AccessIndex } from '../../access/access-index.ts';
import { parseGuid } from '../../domain/condition/parse-guid.ts';
import { invalidField, refuse } from '../../domain/errors.ts';

/** A subject as it came over the wire. */
export interface GivenSubject {
  readonly type: string;
  readonly id: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The id of a principal, or what stands for one that nobody is. */
export interface AskedSubject {
  readonly id: string;
  /** Whether there is such a principal, of the kind that was asked about. */
  readonly isKnown: boolean;
}

/**
 * Who is asked about: by id, and where a service principal asks also by the subject of a token, of the issuer that
 * `properties.issuer` names or else that knows the caller. What means two principals means nobody.
 */
export function askedSubject(
  index: AccessIndex,
  callerId: string,
  { type, id, properties }: GivenSubject,
): AskedSubject {
  const lowered = id.toLowerCase();
  const byId = index.principal(lowered);
  const issuer = issuerFor(index, callerId, properties);
  if (issuer === null && parseGuid(id) === undefined) {
    refuse(invalidField('subject.id', id, 'the id of a principal, as a GUID with dashes'));
  }
  const named = issuer === null ? undefined : index.identities.find(issuer, id);
  if (named !== undefined && byId !== undefined && named !== lowered) return { id: '', isKnown: false };
  const found = named ?? lowered;
  const kind = found === lowered ? byId?.kind : index.principal(found)?.kind;
  return { id: found, isKnown: kind !== undefined && (type === 'principal' || kind === type) };
}

/** At whom the caller may name subjects; null: it names them by id alone. The empty text is an issuer that knows nobody. */
export function issuerFor(
  index: AccessIndex,
  callerId: string,
  properties: Readonly<Record<string, unknown>> | undefined,
): string | null {
  if (index.principal(callerId)?.kind !== 'servicePrincipal') return null;
  const named = properties?.['issuer'];
  if (named === undefined) return index.identities.issuerOf(callerId) ?? '';
  return typeof named === 'string' ? named : '';
}
