import { type RuleId, ruleIds } from '../domain/policy/policy.ts';
import { isSameRule } from '../domain/policy/rule-differences.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import { standsAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { inheritedPolicyFor, policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { fillPage } from './fill-page.ts';
import { tellsBelow } from './known-scope.ts';
import { readsPolicyOf } from './role-policies.ts';
import { isInReach } from './scope-reach.ts';
import type { SequencePage, SequencePageRequest } from './sequence-page.ts';
import type { Viewer } from './viewer.ts';

/** A policy that somebody wrote. */
export interface WrittenPolicyView {
  readonly role: RoleDefinition;
  readonly scope: Scope;
  readonly modifiedAt: Temporal.Instant;
  readonly modifiedById: string;
  /** The rules that differ from what would apply without the policy. */
  readonly ownRules: readonly RuleId[];
}

/** What is looked for. */
export interface WrittenPolicyFilter {
  /** Here and below. */
  readonly scope: Scope;
  readonly roleDefinitionId?: string | undefined;
}

/** The policies that somebody wrote at a scope and below it, the last changed first, as far as the viewer may read them. */
export async function writtenPolicies(
  reader: Reader,
  viewer: Viewer,
  { scope, roleDefinitionId }: WrittenPolicyFilter,
  page: SequencePageRequest,
  now: Temporal.Instant,
): Promise<SequencePage<WrittenPolicyView>> {
  const below = await tellsBelow(reader, viewer.facts.principal.id, scope, now);
  return fillPage(page, {
    read: (part) => writtenRows(reader, { scope, roleDefinitionId }, below, part),
    async show(row) {
      const role = await roleDefinitionById(reader, row.role_definition_id);
      const chain = await scopeChainOf(reader, row.scope as Scope);
      // a denial below may take away what is allowed above: each is looked at by itself
      if (role === null || !standsAt(role, chain) || !(await readsPolicyOf(reader, viewer, role, chain, now)))
        return null;
      const { rules } = await policyFor(reader, role, chain);
      const inherited = await inheritedPolicyFor(reader, role, chain);
      return {
        role,
        scope: row.scope as Scope,
        modifiedAt: Temporal.Instant.fromEpochMilliseconds(row.modified_at),
        modifiedById: row.modified_by_id,
        ownRules: ruleIds.filter((id) => !isSameRule(rules[id], inherited.rules[id])),
      };
    },
  });
}

function writtenRows(
  reader: Reader,
  { scope, roleDefinitionId }: WrittenPolicyFilter,
  below: boolean,
  { limit, before }: SequencePageRequest,
) {
  return reader.query((db) =>
    db
      .selectFrom('role_management_policy as policy')
      .innerJoin(
        (inner) =>
          inner
            .selectFrom('role_management_policy_change')
            .select(['role_definition_id', 'scope', ({ fn }) => fn.max<number>('sequence').as('sequence')])
            .groupBy(['role_definition_id', 'scope'])
            .as('change'),
        (join) =>
          join
            .onRef('change.role_definition_id', '=', 'policy.role_definition_id')
            .onRef('change.scope', '=', 'policy.scope'),
      )
      .select(['policy.scope', 'policy.role_definition_id', 'policy.modified_at', 'policy.modified_by_id'])
      .select('change.sequence')
      .where(isInReach(db, 'policy.scope', { at: scope, above: [], below }))
      .$if(before !== null, (query) => query.where('change.sequence', '<', before ?? 0))
      .$if(roleDefinitionId !== undefined, (query) =>
        query.where('policy.role_definition_id', '=', roleDefinitionId ?? ''),
      )
      .orderBy('change.sequence', 'desc')
      .limit(limit),
  );
}
