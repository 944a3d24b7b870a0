import type { AskedDecision } from '../../../domain/approval/decide-approval.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import { membersOf, objectOf, requiredWordOf, textOf } from '../json-members.ts';

const results = { Approve: 'approved', Deny: 'denied', NotReviewed: null } as const;

/** A decision, bare or wrapped in `properties`: clients send both (contracts/arm §10). */
export function parseDecision(body: unknown): AskedDecision {
  const bare = membersOf(body, '');
  const decision = objectOf(bare, 'properties') ?? bare;
  const result = requiredWordOf(decision, 'reviewResult', results);
  if (result === null) refuse(invalidField('reviewResult', 'NotReviewed', 'Approve, Deny'));
  return {
    result,
    justification: textOf(decision, 'justification', { isMultiline: true }),
    duration: null,
    scope: null,
  };
}
