import type { Reader } from '../ledger/engine.ts';
import { authorise, callerFacts } from './authorise.ts';
import type { Caller } from './caller.ts';
import { askedTarget, type RequestTarget, requireTarget } from './request-target.ts';
import type { PolicyAddress } from './update-role-management-policy.ts';

/** The role and scope whose settings are meant, for a caller who may write them; refused before anything else is said. */
export async function policyTarget(
  tx: Reader,
  caller: Caller,
  command: 'updateRoleManagementPolicy' | 'removeRoleManagementPolicy',
  address: PolicyAddress,
  now: Temporal.Instant,
): Promise<RequestTarget> {
  const about = await askedTarget(tx, await callerFacts(tx, caller, now), address, now);
  const { role, scopeChain } = about;
  await authorise(tx, caller, command, { family: role?.family ?? 'resource', scopeChain }, now);
  return requireTarget(tx, about);
}
