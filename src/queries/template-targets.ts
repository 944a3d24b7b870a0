import { readsPolicies } from '../domain/access/reads-policies.ts';
import type { EffectivePolicy } from '../domain/policy/policy.ts';
import type { RuleDifference } from '../domain/policy/rule-differences.ts';
import { driftFrom, type TemplateRules } from '../domain/policy-template/policy-template.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import { fillPage } from './fill-page.ts';
import { type PolicyChange, policyHistory } from './policy-history.ts';
import type { SequencePage, SequencePageRequest } from './sequence-page.ts';
import type { Viewer } from './viewer.ts';

/** A rule that is not as the template stated it (`before`), and who made it so. */
export interface Drift extends RuleDifference {
  readonly changedById: string | null;
  readonly changedAt: Temporal.Instant | null;
}

/** A role at a scope that follows a template. */
export interface TemplateTargetView {
  readonly role: RoleDefinition;
  readonly scope: Scope;
  readonly appliedVersion: number;
  readonly appliedAt: Temporal.Instant;
  readonly appliedById: string;
  /** Whether the template's rules changed since. */
  readonly isOutdated: boolean;
  /** Whether somebody removed the policy; what is above applies. */
  readonly isRemoved: boolean;
  readonly drift: readonly Drift[];
}

export type TargetState = 'drifted' | 'outdated';

/** Changes after the application that are looked through for who made one; older ones cannot explain a drift. */
const MOST_CHANGES = 500;

/** What follows a template, the last applied first, as far as the viewer may read the settings there. */
export async function templateTargetViews(
  reader: Reader,
  viewer: Viewer,
  { templateId, version, state }: { templateId: string; version: number; state?: TargetState | undefined },
  page: SequencePageRequest,
  now: Temporal.Instant,
): Promise<SequencePage<TemplateTargetView>> {
  return fillPage(page, {
    read: ({ limit, before }) =>
      reader.query((db) =>
        db
          .selectFrom('policy_template_target')
          .selectAll()
          .where('template_id', '=', templateId)
          .$if(state === 'drifted', (query) => query.where('drifted_at', 'is not', null))
          .$if(state === 'outdated', (query) => query.where('version', '<', version))
          .$if(before !== null, (query) => query.where('sequence', '<', before ?? 0))
          .orderBy('sequence', 'desc')
          .limit(limit),
      ),
    async show(row) {
      const role = await roleDefinitionById(reader, row.role_definition_id);
      const chain = await scopeChainOf(reader, row.scope as Scope);
      if (role === null || !readsPolicies(viewer.holder, role.family, chain, now)) return null;
      const policy = await policyFor(reader, role, chain);
      return {
        role,
        scope: row.scope as Scope,
        appliedVersion: row.version,
        appliedAt: Temporal.Instant.fromEpochMilliseconds(row.applied_at),
        appliedById: row.applied_by_id,
        isOutdated: row.version < version,
        isRemoved: policy.writtenAt !== policy.scope,
        drift: row.drifted_at === null ? [] : await driftOf(reader, row, policy),
      };
    },
  });
}

async function driftOf(
  reader: Reader,
  row: Schema['policy_template_target'],
  policy: EffectivePolicy,
): Promise<readonly Drift[]> {
  const place = { roleDefinitionId: row.role_definition_id, scope: row.scope as Scope };
  const { items } = await policyHistory(reader, place, { limit: MOST_CHANGES, before: null });
  const since = items.filter(({ sequence }) => sequence > row.sequence);
  return driftFrom(JSON.parse(row.rules) as TemplateRules, policy.rules).map((difference) => {
    return { ...difference, ...whoChanged(difference, since, policy) };
  });
}

/** The last change of the rule here; else whoever wrote what is inherited. */
function whoChanged(
  { id }: RuleDifference,
  since: readonly PolicyChange[],
  { modifiedById, modifiedAt }: EffectivePolicy,
): Pick<Drift, 'changedById' | 'changedAt'> {
  const change = since.find(({ differences }) => differences.some((each) => each.id === id));
  if (change === undefined) return { changedById: modifiedById, changedAt: modifiedAt };
  return { changedById: change.actorId, changedAt: change.at };
}
