import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownCaller } from '../../../commands/authorise.ts';
import { removeRoleManagementPolicy } from '../../../commands/remove-role-management-policy.ts';
import { Refusal, type ViolationCode } from '../../../domain/errors.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { scopeOf } from '../arm-scope.ts';

/** What is said to whoever may remove settings there; who may not is refused before (ADR 0016). */
const nothingThere: readonly ViolationCode[] = [
  'policyNotFound',
  'roleDefinitionNotFound',
  'scopeNotFound',
  'scopeDoesNotMatchRoleDefinition',
];

/**
 * Removes what somebody wrote for a role at the address's scope: 200, or 204 where there is nothing to remove
 * (contracts/arm §2). `roleDefinitionId` is null where the address names no role.
 */
export async function removePolicy(
  { ledger }: Pick<Services, 'ledger'>,
  request: FastifyRequest,
  reply: FastifyReply,
  roleDefinitionId: string | null,
): Promise<FastifyReply> {
  await ledger.read((reader) => knownCaller(reader, callerOf(request)));
  if (roleDefinitionId === null) return reply.code(204).send();
  try {
    await removeRoleManagementPolicy(ledger, callerOf(request), { scope: scopeOf(request), roleDefinitionId });
  } catch (error) {
    if (error instanceof Refusal && nothingThere.includes(error.violation.code)) return reply.code(204).send();
    throw error;
  }
  return reply.code(200).send();
}
