import { seedLocalAccounts } from '../commands/seed-local-accounts.ts';
import type { AccountServices } from '../identity/accounts/account-services.ts';
import { localAccountOf } from '../ledger/vault/local-account.ts';
import { demoPeople } from './demo-organisation.ts';

/** With which all demo people sign in. It stands in the documentation: the demo listens on this machine only. */
export const DEMO_PASSWORD = 'nordwind demo 2026';

/** Who has an authenticator app, with its seed (base32). `npm run -s code -- alice` shows what the app would. */
export const demoSeeds: Readonly<Record<string, string>> = {
  alice: 'NORDWINDALICEDEMOSEEDALICEDEMOAA',
  bob: 'NORDWINDBOBDEMOSEEDBOBDEMOSEEDAA',
  carol: 'NORDWINDCAROLDEMOSEEDCAROLDEMOAA',
  erin: 'NORDWINDERINDEMOSEEDERINDEMOSEAA',
  grace: 'NORDWINDGRACEDEMOSEEDGRACEDEMOAA',
  heidi: 'NORDWINDHEIDIDEMOSEEDHEIDIDEMOAA',
};

/** Gives the demo people their accounts, where they have none. */
export async function createDemoAccounts({ ledger, hasher, sealer, newId }: AccountServices): Promise<void> {
  const missing = await ledger.read(async (reader) => {
    const found = [];
    for (const person of demoPeople) {
      if ((await localAccountOf(reader, person.id)) === null) found.push(person);
    }
    return found;
  });
  if (missing.length === 0) return;
  const accounts = missing.map(async ({ id, name }) => {
    const seed = demoSeeds[name];
    const appId = newId();
    return {
      principalId: id,
      signInName: name,
      passwordHash: await hasher.hash(DEMO_PASSWORD),
      app: seed === undefined ? null : { id: appId, sealedSeed: sealer.seal(seed, appId) },
    };
  });
  await seedLocalAccounts(ledger, await Promise.all(accounts));
}
