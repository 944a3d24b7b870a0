/** From the entry that began it until the instant of the one that ended it; null: it lasts. */
interface Span {
  since_sequence: number;
  since_at: number;
  until_at: number | null;
}

/** What was so when, by which the past is answered (ADR 0026). */
export interface PastSchema {
  /** While a principal was enabled. */
  enabled_span: { principal_id: string } & Span;
  /** While somebody was a direct member. */
  membership_span: { group_id: string; member_id: string } & Span;
  /** While a scope stood at one place; its name is the last that it had there. */
  scope_span: {
    scope: string;
    parent: string | null;
    kind: string;
    written_path: string;
    display_name: string;
  } & Span;
  /** While a role was defined so; JSON. */
  role_definition_span: { role_definition_id: string; definition: string } & Span;
  /** While a deny assignment stood; JSON, with instants as text. */
  deny_assignment_span: { deny_assignment_id: string; definition: string } & Span;
  /** The terms of a schedule that other terms, or its end before the one that was set, took the place of. */
  schedule_terms_before: {
    schedule_id: string;
    until_sequence: number;
    until_at: number;
    start_at: number;
    end_at: number | null;
    condition: string | null;
    condition_version: string | null;
  };
}

/** Their keys, for comparison. */
export const pastTables = {
  enabled_span: ['principal_id', 'since_sequence'],
  membership_span: ['group_id', 'member_id', 'since_sequence'],
  scope_span: ['scope', 'since_sequence'],
  role_definition_span: ['role_definition_id', 'since_sequence'],
  deny_assignment_span: ['deny_assignment_id', 'since_sequence'],
  schedule_terms_before: ['schedule_id', 'until_sequence'],
} as const satisfies { [Table in keyof PastSchema]: ReadonlyArray<keyof PastSchema[Table]> };
