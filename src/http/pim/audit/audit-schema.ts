import { Type } from 'typebox';
import { auditGroups } from '../../../queries/audit.ts';
import { guid, instant, nullable, pageOf, paging, strict, words } from '../schema.ts';

const narrowing = {
  group: Type.Optional(words(auditGroups, auditGroups.join(', '))),
  actorId: Type.Optional(guid('what this principal did')),
  correlationId: Type.Optional(Type.String({ maxLength: 100, description: 'what one call brought about' })),
  aboutId: Type.Optional(guid('what names this request, assignment, person or other thing')),
  sequence: Type.Optional(
    Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'the one entry of this number' }),
  ),
  from: Type.Optional(Type.String({ maxLength: 40, description: 'at this ISO 8601 instant or later' })),
  to: Type.Optional(Type.String({ maxLength: 40, description: 'before this ISO 8601 instant' })),
};
export const auditQuery = strict({ ...narrowing, ...paging });
export const auditExportQuery = strict({
  ...narrowing,
  format: Type.Optional(words(['csv', 'jsonl'], 'csv or jsonl: JSON Lines; csv if left out')),
});

const named = strict({ id: Type.String(), displayName: Type.String() });

export const auditEntry = strict({
  sequence: Type.Integer({ description: 'its number in the ledger' }),
  at: instant('when it happened'),
  type: Type.String({ description: 'what happened, such as `approval.decided`' }),
  actor: nullable(Type.Object(named.properties, { additionalProperties: false, description: 'null: Brevet itself' })),
  command: Type.String({ description: 'by which command' }),
  correlationId: Type.String(),
  origin: nullable(Type.String({ description: 'from where' })),
  role: nullable(named),
  scope: nullable(strict({ path: Type.String(), displayName: Type.String() })),
  principal: nullable(named),
  requestId: nullable(Type.String()),
  details: Type.Unknown({ description: 'the whole entry as it was recorded' }),
  hash: Type.String({ description: 'chained with that of the entry before it' }),
});
export const auditPage = pageOf(auditEntry);
