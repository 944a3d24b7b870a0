import type { Scope, ScopeKind } from '../../domain/scope.ts';
import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';

const beginScopeSpan = statement(
  (
    db,
    p: {
      scope: string;
      parent: string | null;
      kind: string;
      writtenPath: string;
      displayName: string;
      at: number;
      sequence: number;
    },
  ) =>
    db.insertInto('scope_span').values({
      scope: p.scope,
      parent: p.parent,
      kind: p.kind,
      written_path: p.writtenPath,
      display_name: p.displayName,
      since_at: p.at,
      since_sequence: p.sequence,
      until_at: null,
    }),
);

export const endScopeSpan = statement((db, p: { scope: string; at: number }) =>
  db.updateTable('scope_span').set({ until_at: p.at }).where('scope', '=', p.scope).where('until_at', 'is', null),
);

export const renameScopeSpan = statement((db, p: { scope: string; displayName: string }) =>
  db
    .updateTable('scope_span')
    .set({ display_name: p.displayName })
    .where('scope', '=', p.scope)
    .where('until_at', 'is', null),
);

const selectScope = statement((db, p: { scope: string }) =>
  db.selectFrom('scope').selectAll().where('path', '=', p.scope),
);

interface Placed {
  readonly scope: Scope;
  readonly parent: Scope | null;
  readonly kind: ScopeKind;
  readonly writtenPath: string;
  readonly displayName: string;
}

/** A scope stands at this place from now on. */
export async function spanScope(tx: Writer, placed: Placed, at: number, sequence: number): Promise<void> {
  const { scope, parent, kind, writtenPath, displayName } = placed;
  await tx.run(endScopeSpan, { scope, at });
  await tx.run(beginScopeSpan, { scope, parent, kind, writtenPath, displayName, at, sequence });
}

/** A registered scope stands below another parent from now on. */
export async function moveScopeSpan(
  tx: Writer,
  scope: Scope,
  parent: Scope | null,
  at: number,
  sequence: number,
): Promise<void> {
  const row = await tx.first(selectScope, { scope });
  if (row === undefined) return;
  const { kind, written_path: writtenPath, display_name: displayName } = row;
  await spanScope(tx, { scope, parent, kind: kind as ScopeKind, writtenPath, displayName }, at, sequence);
}
