import { compileCondition } from '../domain/access/compile-condition.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { allDenyAssignments } from '../ledger/facts/deny-facts.ts';
import { toRoleDefinition } from '../ledger/facts/role-facts.ts';
import { activeSchedulesInPages } from '../ledger/facts/schedule-pages.ts';
import type { AccessState } from './access-state.ts';

/** Reads the present state of the tables into an empty one. */
export async function loadAccessState(state: AccessState, reader: Reader): Promise<void> {
  const principals = await reader.query((db) =>
    db.selectFrom('principal').select(['id', 'kind', 'enabled']).where('deleted_at', 'is', null),
  );
  for (const { id, kind, enabled } of principals) state.setPrincipal(id, kind as PrincipalKind, enabled === 1);
  for (const row of await reader.query((db) => db.selectFrom('group_member').selectAll())) {
    state.addMember(row.group_id, row.member_id);
  }
  for (const row of await reader.query((db) => db.selectFrom('group_owner').selectAll())) {
    state.addOwner(row.group_id, row.owner_id);
  }
  for (const row of await reader.query((db) => db.selectFrom('scope').select(['path', 'parent']))) {
    state.chains.place(row.path as Scope, row.parent as Scope | null);
    state.resources.add(row.path as Scope);
  }
  await state.identities.load(reader);
  const roles = await reader.query((db) =>
    db.selectFrom('role_definition').selectAll().where('deleted_at', 'is', null),
  );
  for (const row of roles) state.defineRole(toRoleDefinition(row));
  for (const denyAssignment of await allDenyAssignments(reader)) state.denials.set(denyAssignment);
  for await (const page of activeSchedulesInPages(reader)) {
    for (const row of page) {
      state.holdings.add({
        scheduleId: row.id,
        principalId: row.principal_id,
        roleDefinitionId: row.role_definition_id,
        scope: row.scope as Scope,
        startMs: row.start_at,
        endMs: row.end_at ?? Number.POSITIVE_INFINITY,
        condition: compileCondition(row.condition),
      });
    }
  }
}
