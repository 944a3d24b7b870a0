import type { PolicyWarning } from '../domain/policy/policy-warning.ts';
import { type RuleDifference, ruleDifferences } from '../domain/policy/rule-differences.ts';
import { toEntry } from '../ledger/append-entry.ts';
import type { Reader } from '../ledger/engine.ts';
import type { PolicyPlace } from './role-policy-view.ts';
import type { SequencePage, SequencePageRequest } from './sequence-page.ts';

/** One change of a policy, from the ledger's entry. */
export interface PolicyChange {
  readonly sequence: number;
  readonly at: Temporal.Instant;
  /** null: Brevet itself. */
  readonly actorId: string | null;
  readonly kind: 'updated' | 'removed';
  readonly differences: readonly RuleDifference[];
  readonly warnings: readonly PolicyWarning[];
  readonly correlationId: string;
}

/** Who changed the policy that is written for a role at exactly this scope, what and when; the newest first. */
export async function policyHistory(
  reader: Reader,
  { roleDefinitionId, scope }: PolicyPlace,
  { limit, before }: SequencePageRequest,
): Promise<SequencePage<PolicyChange>> {
  const rows = await reader.query((db) =>
    db
      .selectFrom('role_management_policy_change as change')
      .innerJoin('ledger_entry as entry', 'entry.sequence', 'change.sequence')
      .selectAll('entry')
      .where('change.role_definition_id', '=', roleDefinitionId)
      .where('change.scope', '=', scope)
      .$if(before !== null, (query) => query.where('change.sequence', '<', before ?? 0))
      .orderBy('change.sequence', 'desc')
      .limit(limit + 1),
  );
  const items = rows.slice(0, limit).flatMap((row) => {
    const { event, at, actorId, correlationId } = toEntry(row);
    if (event.type !== 'roleManagementPolicy.updated' && event.type !== 'roleManagementPolicy.removed') return [];
    const kind = event.type === 'roleManagementPolicy.updated' ? ('updated' as const) : ('removed' as const);
    const { before: rules, after, warnings = [] } = event;
    const differences = ruleDifferences(rules, after);
    return [{ sequence: row.sequence, at, actorId, kind, differences, warnings, correlationId }];
  });
  return { items, next: rows.length > limit ? (rows[limit - 1]?.sequence ?? null) : null };
}
