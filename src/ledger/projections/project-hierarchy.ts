import { enclosing, resourceTypeOf } from '../../domain/scope.ts';
import { statement } from '../statement.ts';
import { forgetTemplatesAt } from './project-policy-templates.ts';
import type { Projection } from './projection.ts';
import { endScopeSpan, moveScopeSpan, renameScopeSpan, spanScope } from './spans-of-scopes.ts';

/** What stands for the id of an organisation from before it had one. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000';

const insertOrganisation = statement((db, p: { tenantId: string; name: string }) =>
  db
    .insertInto('organisation')
    .values({ tenant_id: p.tenantId, name: p.name })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ name: p.name })),
);

const upsertScope = statement(
  (
    db,
    p: {
      path: string;
      kind: string;
      writtenPath: string;
      displayName: string;
      parent: string | null;
      resourceType: string | null;
      location: string | null;
      subscription: string | null;
      resourceGroup: string | null;
    },
  ) =>
    db
      .insertInto('scope')
      .values({
        path: p.path,
        kind: p.kind,
        written_path: p.writtenPath,
        display_name: p.displayName,
        parent: p.parent,
        resource_type: p.resourceType,
        location: p.location,
        subscription: p.subscription,
        resource_group: p.resourceGroup,
      })
      .onConflict((conflict) =>
        conflict
          .column('path')
          .doUpdateSet({ written_path: p.writtenPath, display_name: p.displayName, parent: p.parent }),
      ),
);

const renameScope = statement((db, p: { path: string; displayName: string }) =>
  db.updateTable('scope').set({ display_name: p.displayName }).where('path', '=', p.path),
);

const moveScope = statement((db, p: { path: string; parent: string | null }) =>
  db.updateTable('scope').set({ parent: p.parent }).where('path', '=', p.path),
);

const deleteScope = statement((db, p: { path: string }) => db.deleteFrom('scope').where('path', '=', p.path));

export const projectOrganisationEstablished: Projection<'organisation.established'> = (event, _at, tx) =>
  tx.run(insertOrganisation, { tenantId: event.tenantId ?? NO_TENANT, name: event.name });

export const projectScopeRegistered: Projection<'scope.registered'> = async (event, at, tx, sequence) => {
  await tx.run(upsertScope, {
    path: event.scope,
    kind: event.kind,
    writtenPath: event.path,
    displayName: event.displayName,
    parent: event.parent,
    resourceType: event.kind === 'resource' ? resourceTypeOf(event.scope) : null,
    location: event.location ?? null,
    subscription: enclosing(event.scope, 'subscription'),
    resourceGroup: enclosing(event.scope, 'resourceGroup'),
  });
  await spanScope(tx, { ...event, writtenPath: event.path }, at, sequence);
};

export const projectScopeRenamed: Projection<'scope.renamed'> = async (event, _at, tx) => {
  await tx.run(renameScope, { path: event.scope, displayName: event.after });
  await tx.run(renameScopeSpan, { scope: event.scope, displayName: event.after });
};

export const projectScopeMoved: Projection<'scope.moved'> = async (event, at, tx, sequence) => {
  await tx.run(moveScope, { path: event.scope, parent: event.after });
  await moveScopeSpan(tx, event.scope, event.after, at, sequence);
};

export const projectScopeDeleted: Projection<'scope.deleted'> = async (event, at, tx) => {
  await tx.run(deleteScope, { path: event.scope });
  await tx.run(endScopeSpan, { scope: event.scope, at });
  await forgetTemplatesAt(tx, event.scope);
};
