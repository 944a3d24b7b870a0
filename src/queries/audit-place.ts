import { readsPolicies } from '../domain/access/reads-policies.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { readsAssignments } from './assignment-sight.ts';
import type { Viewer } from './viewer.ts';

/** Which role, where, for whom an entry of the ledger is about, as far as it is about one. */
export interface AuditSubject {
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  readonly principalId: string | null;
  readonly requestId: string | null;
}

/** The role that an event is about; null: it is about the organisation, its people, or sign-ins. */
export async function subjectOf(reader: Reader, event: DomainEvent): Promise<AuditSubject | null> {
  if ('request' in event) return { ...event.request, requestId: event.request.id };
  if ('schedule' in event) return { ...event.schedule };
  if ('roleDefinitionId' in event && 'scope' in event) {
    const { roleDefinitionId, scope } = event;
    return { roleDefinitionId, scope, principalId: null, requestId: null };
  }
  if ('scheduleId' in event) {
    const schedule = await scheduleById(reader, event.scheduleId);
    return schedule === null ? null : { ...schedule };
  }
  if (!('requestId' in event) || event.requestId === null) return null;
  const request = await requestById(reader, event.requestId);
  return request === null ? null : { ...request, requestId: request.id };
}

/** Whether an event says what the settings of a role are. */
function tellsSettings({ type }: DomainEvent): boolean {
  return type.startsWith('roleManagementPolicy.') || type.startsWith('policyTemplate.');
}

/**
 * Whether the viewer may read an event that is on record of the subject: by the right to read assignments where it is, and of settings
 * by the right to read those too.
 */
export async function seesEvent(
  reader: Reader,
  viewer: Viewer,
  { event, subject }: { readonly event: DomainEvent; readonly subject: AuditSubject | null },
  now: Temporal.Instant,
): Promise<boolean> {
  // of people, sign-ins and what was refused only those read who administer directory roles
  const family: RoleFamily | undefined =
    subject === null ? 'directory' : (await roleDefinitionById(reader, subject.roleDefinitionId))?.family;
  if (family === undefined) return Object.values(viewer.readsAt).every((at) => at.includes(ROOT));
  const chain = await scopeChainOf(reader, subject?.scope ?? ROOT);
  if (!readsAssignments(viewer, family, chain)) return false;
  return subject === null || !tellsSettings(event) || readsPolicies(viewer.holder, family, chain, now);
}
