import type { Ledger } from '../ledger/ledger.ts';
import {
  type ProvisioningToken,
  provisioningTokenByDigest,
  touchProvisioningToken,
} from '../ledger/vault/provisioning-token.ts';
import { type Provisioner, provisioningContext } from './provisioner.ts';

/** The last use is noted no more often than this. */
const TOUCH_EVERY_MS = 60_000;

/** Notes that a token was used: on record the first time, and beside the record once a minute. */
export async function noteProvisioningUse(
  ledger: Ledger,
  by: Provisioner,
  { id, digest, lastUsedAt }: ProvisioningToken,
  atMs: number,
): Promise<void> {
  if (lastUsedAt !== null && atMs - lastUsedAt < TOUCH_EVERY_MS) return;
  if (lastUsedAt !== null) return ledger.writeFollower((tx) => touchProvisioningToken(tx, id, atMs));
  const context = provisioningContext(by, 'noteProvisioningUse', id);
  await ledger.execute(context, async ({ tx, append, vault }) => {
    const isFirst = (await provisioningTokenByDigest(tx, digest))?.lastUsedAt === null;
    if (!isFirst) return;
    await append([{ type: 'provisioningSource.connected', sourceId: by.sourceId, tokenId: id }]);
    await touchProvisioningToken(vault, id, atMs);
  });
}
