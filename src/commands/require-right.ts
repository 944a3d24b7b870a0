import { refuse } from '../domain/errors.ts';
import type { Reader } from '../ledger/engine.ts';
import type { ProvisioningSource } from '../ledger/facts/provisioning-facts.ts';
import { protectionOf } from './authorise-principal-change.ts';

/** Refuses to change what has power to a source that was not given the right to (`mayChangeProtected`). */
export async function requireRight(
  tx: Reader,
  source: ProvisioningSource,
  principalId: string,
  now: Temporal.Instant,
): Promise<void> {
  if (source.mayChangeProtected || (await protectionOf(tx, principalId, now)) === 'none') return;
  refuse({
    code: 'protectedPrincipal',
    given: principalId,
    message: `\`${principalId}\` has a role, decides about one, or is in a group that does; this source may not change that`,
  });
}
