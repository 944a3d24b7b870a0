import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Schema } from '../schema.ts';

/** Whether a row is the message, or was folded into it: what becomes of it becomes of both. */
export function sharesFate(where: ExpressionBuilder<Schema, 'notification'>, messageId: string): Expression<SqlBool> {
  return where.or([where('message_id', '=', messageId), where('folded_into', '=', messageId)]);
}
