import type { Engine } from '../ledger/engine.ts';
import { exchangeInstallationSecret } from '../ledger/installation-secret.ts';
import { forgetPassing, resealKept } from '../ledger/vault/sealed-secrets.ts';
import { sealer } from './sealer.ts';

/** What nothing that is kept is sealed with: the next start goes on with another. */
const OTHERS = ['providerCookies', 'portalClient', 'pageTokens'];

/**
 * Exchanges every secret that this installation has made for itself, in one transaction, for when a backup or a disk came into
 * other hands. What is sealed and kept (seeds of authenticator apps, addresses and secrets of endpoints) is sealed anew and
 * stays what it was; keys that sign are made again at the next start, so that tokens of the embedded provider end, and so do
 * sign-ins under way. No server may run: it would go on with what it knows. Returns how many secrets were sealed anew.
 */
export function exchangeSecrets(engine: Pick<Engine, 'write'>): Promise<number> {
  return engine.write(async (tx) => {
    const vault = await exchangeInstallationSecret(tx, 'vault');
    for (const name of OTHERS) await exchangeInstallationSecret(tx, name);
    if (vault === null) return 0;
    const [from, to] = [sealer(vault.before), sealer(vault.after)];
    await forgetPassing(tx);
    return resealKept(tx, (sealed, context) => to.seal(from.open(sealed, context), context));
  });
}
