import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import {
  type EmergencyAccount,
  emergencyAccounts,
  isEmergencyAccount,
} from '../ledger/facts/emergency-account-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { localAccountOf } from '../ledger/vault/local-account.ts';
import { passkeysOf } from '../ledger/vault/passkey.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

const anywhere = { family: 'directory', scopeChain: [ROOT] } as const;

/** Makes a person's account one for emergencies: every use of it alarms all administrators. Have two at least. */
export function markEmergencyAccount(ledger: Ledger, caller: Caller, principalId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'markEmergencyAccount', principalId), async ({ tx, now, append }) => {
    await authorise(tx, caller, 'markEmergencyAccount', anywhere, now);
    const principal = await principalById(tx, principalId);
    if (principal?.kind !== 'user' || (await localAccountOf(tx, principalId)) === null) {
      refuse({
        code: 'localAccountNotFound',
        message: `\`${principalId}\` is nobody who signs in at this server itself; issue an enrolment link first`,
      });
    }
    if (await isEmergencyAccount(tx, principalId)) return;
    await append([{ type: 'emergencyAccount.marked', principalId, markedById: caller.principalId }]);
  });
}

export function unmarkEmergencyAccount(ledger: Ledger, caller: Caller, principalId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'markEmergencyAccount', principalId), async ({ tx, now, append }) => {
    await authorise(tx, caller, 'markEmergencyAccount', anywhere, now);
    if (!(await isEmergencyAccount(tx, principalId))) {
      refuse({ code: 'emergencyAccountNotFound', message: `\`${principalId}\` is no emergency account` });
    }
    await append([{ type: 'emergencyAccount.unmarked', principalId, unmarkedById: caller.principalId }]);
  });
}

/** The emergency accounts, and whether each could be used with everything else down: enabled, with a passkey. */
export function readEmergencyAccounts(
  ledger: Ledger,
  caller: Caller,
): Promise<readonly (EmergencyAccount & { readonly displayName: string; readonly isReady: boolean })[]> {
  return ledger.dryRun(async ({ tx, now }) => {
    await authorise(tx, caller, 'markEmergencyAccount', anywhere, now);
    const read = [];
    for (const account of await emergencyAccounts(tx)) {
      const principal = await principalById(tx, account.principalId);
      const isReady = principal?.enabled === true && (await passkeysOf(tx, account.principalId)).length > 0;
      read.push({ ...account, displayName: principal?.displayName ?? '', isReady });
    }
    return read;
  });
}
