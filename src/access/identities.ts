import { LOCAL_ISSUER } from '../domain/directory/external-issuer.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Reader } from '../ledger/engine.ts';

/** Who principals are at identity providers elsewhere. Whom this server signs in itself is known by the id alone. */
export interface Identities {
  /** The id of whom an issuer calls by the subject. */
  find(issuer: string, subject: string): string | undefined;
  /** The issuer at which a service principal is known; undefined where it is this server. */
  issuerOf(servicePrincipalId: string): string | undefined;
}

/** Identities as they follow from the ledger. */
export interface FollowedIdentities extends Identities {
  apply(event: DomainEvent): void;
  load(reader: Reader): Promise<void>;
}

/** Starts with none. */
export function followIdentities(): FollowedIdentities {
  const bySubject = new Map<string, Map<string, string>>();
  const issuers = new Map<string, string>();

  function add(issuer: string, subject: string, principalId: string) {
    if (issuer === LOCAL_ISSUER) return;
    const known = bySubject.get(issuer) ?? new Map<string, string>();
    bySubject.set(issuer, known.set(subject, principalId));
  }

  return {
    find: (issuer, subject) => bySubject.get(issuer)?.get(subject),
    issuerOf: (servicePrincipalId) => issuers.get(servicePrincipalId),
    apply(event) {
      if (event.type === 'principal.created') {
        const { issuer, subject, principal } = event;
        add(issuer, subject, principal.id);
        if (principal.kind === 'servicePrincipal' && issuer !== LOCAL_ISSUER) issuers.set(principal.id, issuer);
      }
      if (event.type === 'principal.identityAttached') add(event.issuer, event.subject, event.principalId);
      if (event.type === 'principal.identityDetached') bySubject.get(event.issuer)?.delete(event.subject);
    },
    async load(reader) {
      const rows = await reader.query((db) =>
        db
          .selectFrom('identity')
          .innerJoin('principal', 'principal.id', 'identity.principal_id')
          .select(['identity.issuer', 'identity.subject', 'identity.principal_id', 'principal.kind'])
          .where('identity.issuer', '<>', LOCAL_ISSUER),
      );
      for (const { issuer, subject, principal_id, kind } of rows) {
        add(issuer, subject, principal_id);
        if (kind === 'servicePrincipal') issuers.set(principal_id, issuer);
      }
    },
  };
}
