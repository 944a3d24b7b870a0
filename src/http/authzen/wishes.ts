import { invalidField, refuse } from '../../domain/errors.ts';
import { parseInstant } from '../../domain/time.ts';

/** What a question asks for beside the decision. */
export interface Wishes {
  readonly explain: boolean;
  /** The instant that is asked about; null: now. */
  readonly at: Temporal.Instant | null;
}

type Context = Readonly<Record<string, unknown>> | undefined;

/** Whether more than a decision about now is wanted: that is answered from the ledger, and costs more. */
export function wishesMore(context: Context, query: { readonly explain?: string; readonly at?: string }): boolean {
  const { explain, at } = query;
  return explain === 'true' || at !== undefined || context?.['explain'] === true || context?.['at'] !== undefined;
}

/** Reads both from the query or the context. Refuses an instant that cannot be read. */
export function wishesOf(context: Context, query: { readonly explain?: string; readonly at?: string }): Wishes {
  const at = query.at ?? context?.['at'];
  if (at !== undefined && typeof at !== 'string') refuse(invalidField('context.at', at, 'an ISO 8601 instant'));
  return {
    explain: query.explain === 'true' || context?.['explain'] === true,
    at: at === undefined ? null : parseInstant(at, query.at === undefined ? 'context.at' : 'at'),
  };
}
