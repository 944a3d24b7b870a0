import type { DeniedPrincipal, DenyAssignment } from '../../../domain/access/deny-assignment.ts';
import type { Permission } from '../../../domain/role-definition.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { type Names, namesOf } from '../../../queries/names-of.ts';

/** Deny assignments with the names behind their ids. */
export async function presentDenyAssignments(reader: Reader, items: readonly DenyAssignment[]) {
  const namings = items.flatMap(({ scope, principals, excludePrincipals, createdById }) =>
    [createdById, ...[...principals, ...excludePrincipals].map(({ id }) => id)].map((principalId) => ({
      scope,
      roleDefinitionId: '',
      principalId,
    })),
  );
  const names = await namesOf(reader, namings);
  return items.map((item) => present(item, names));
}

function present({ createdAt, createdById, ...denied }: DenyAssignment, names: Names) {
  const { path, displayName, kind } = names.scope(denied.scope);
  return {
    ...denied,
    scope: { path, displayName, kind },
    permissions: denied.permissions.map(presentPermission),
    principals: denied.principals.map((each) => presentPrincipal(each, names)),
    excludePrincipals: denied.excludePrincipals.map((each) => presentPrincipal(each, names)),
    createdAt: createdAt.toString(),
    createdBy: { id: createdById, displayName: names.principal(createdById).displayName },
  };
}

function presentPermission({ condition, conditionVersion, ...lists }: Permission) {
  return {
    actions: [...lists.actions],
    notActions: [...lists.notActions],
    dataActions: [...lists.dataActions],
    notDataActions: [...lists.notDataActions],
    condition: condition === null ? null : { text: condition, version: conditionVersion ?? '2.0' },
  };
}

function presentPrincipal({ id, kind }: DeniedPrincipal, names: Names) {
  return { id, kind, displayName: kind === 'everyone' ? 'everyone' : names.principal(id).displayName };
}
