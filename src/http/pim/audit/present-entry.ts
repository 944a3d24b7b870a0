import type { Static } from 'typebox';
import { type AuditEntry, aboutWhom } from '../../../queries/audit.ts';
import type { Names } from '../../../queries/names-of.ts';
import type { auditEntry } from './audit-schema.ts';

export function presentEntry(each: AuditEntry, names: Names): Static<typeof auditEntry> {
  const { entry, subject } = each;
  const { sequence, at, event, actorId, command, correlationId, origin, hash } = entry;
  const person = (id: string | null) => (id === null ? null : { id, displayName: names.principal(id).displayName });
  const role = subject === null ? null : names.role(subject.roleDefinitionId);
  const scope = subject === null ? null : names.scope(subject.scope);
  return {
    sequence,
    at: at.toString(),
    type: event.type,
    actor: person(actorId),
    command,
    correlationId,
    origin,
    role: role === null ? null : { id: role.id, displayName: role.name },
    scope: scope === null ? null : { path: scope.path, displayName: scope.displayName },
    principal: person(aboutWhom(each)),
    requestId: subject?.requestId ?? null,
    details: event,
    hash,
  };
}
