import { LOCAL_ISSUER } from '../domain/directory/external-issuer.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Reader } from '../ledger/engine.ts';
import { IdMap } from './id-map.ts';

/** Who principals are at identity providers elsewhere. Whom this server signs in itself is known by the id alone. */
export interface Identities {
  /** The id of whom an issuer calls by the subject. */
  find(issuer: string, subject: string): string | undefined;
  /** The issuer at which a service principal is known; undefined where that is this server alone, or more than one. */
  issuerOf(servicePrincipalId: string): string | undefined;
}

/** Identities as they follow from the ledger. */
export interface FollowedIdentities extends Identities {
  apply(event: DomainEvent): void;
  load(reader: Reader): Promise<void>;
}

/** Starts with none. */
export function followIdentities(): FollowedIdentities {
  const bySubject = new Map<string, IdMap<string>>();
  /** Of each service principal, one for each of its identities. */
  const issuersOf = new Map<string, string[]>();

  function add(issuer: string, subject: string, principalId: string) {
    if (issuer === LOCAL_ISSUER) return;
    const known = bySubject.get(issuer) ?? new IdMap<string>();
    known.set(subject, principalId);
    bySubject.set(issuer, known);
    issuersOf.get(principalId)?.push(issuer);
  }

  function remove(issuer: string, subject: string, principalId: string) {
    if (bySubject.get(issuer)?.delete(subject) !== true) return;
    const issuers = issuersOf.get(principalId);
    issuers?.splice(issuers.indexOf(issuer), 1);
  }

  /** Rare, and so not worth a second way to find them. */
  function forget(principalId: string) {
    issuersOf.delete(principalId);
    for (const subjects of bySubject.values()) subjects.deleteEach(principalId);
  }

  return {
    find: (issuer, subject) => bySubject.get(issuer)?.get(subject),
    issuerOf(servicePrincipalId) {
      const all = issuersOf.get(servicePrincipalId);
      if (all === undefined || all.length < 2) return all?.[0];
      const [issuer, ...others] = new Set(all);
      return others.length === 0 ? issuer : undefined;
    },
    apply(event) {
      if (event.type === 'principal.created') {
        const { issuer, subject, principal } = event;
        if (principal.kind === 'servicePrincipal') issuersOf.set(principal.id, []);
        add(issuer, subject, principal.id);
      }
      if (event.type === 'principal.identityAttached') add(event.issuer, event.subject, event.principalId);
      if (event.type === 'principal.identityDetached') remove(event.issuer, event.subject, event.principalId);
      if (event.type === 'principal.deleted') forget(event.principalId);
    },
    async load(reader) {
      const servicePrincipals = await reader.query((db) =>
        db.selectFrom('principal').select('id').where('kind', '=', 'servicePrincipal').where('deleted_at', 'is', null),
      );
      for (const { id } of servicePrincipals) issuersOf.set(id, []);
      const rows = await reader.query((db) =>
        db.selectFrom('identity').selectAll().where('issuer', '<>', LOCAL_ISSUER),
      );
      for (const { issuer, subject, principal_id } of rows) add(issuer, subject, principal_id);
    },
  };
}
