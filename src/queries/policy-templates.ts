import { refuse } from '../domain/errors.ts';
import type { PolicyTemplate } from '../domain/policy-template/policy-template.ts';
import type { Reader } from '../ledger/engine.ts';
import { toPolicyTemplate } from '../ledger/facts/template-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import type { SequencePage, SequencePageRequest } from './sequence-page.ts';

/** A template as it is shown, with who made and changed it. */
export interface PolicyTemplateView extends PolicyTemplate {
  readonly createdAt: Temporal.Instant;
  readonly createdById: string;
  readonly modifiedAt: Temporal.Instant;
  readonly modifiedById: string;
}

/** The templates, the newest first. */
export async function policyTemplates(
  reader: Reader,
  { limit, before }: SequencePageRequest,
): Promise<SequencePage<PolicyTemplateView>> {
  const rows = await reader.query((db) =>
    db
      .selectFrom('policy_template')
      .selectAll()
      .$if(before !== null, (query) => query.where('sequence', '<', before ?? 0))
      .orderBy('sequence', 'desc')
      .limit(limit + 1),
  );
  const next = rows.length > limit ? (rows[limit - 1]?.sequence ?? null) : null;
  return { items: rows.slice(0, limit).map(toView), next };
}

/** One template. Refuses where there is none. */
export async function policyTemplate(reader: Reader, id: string): Promise<PolicyTemplateView> {
  const [row] = await reader.query((db) => db.selectFrom('policy_template').selectAll().where('id', '=', id));
  if (row === undefined) refuse({ code: 'templateNotFound', message: `there is no policy template \`${id}\`` });
  return toView(row);
}

function toView(row: Schema['policy_template']): PolicyTemplateView {
  return {
    ...toPolicyTemplate(row),
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
    createdById: row.created_by_id,
    modifiedAt: Temporal.Instant.fromEpochMilliseconds(row.modified_at),
    modifiedById: row.modified_by_id,
  };
}
