import { invalidField, refuse } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import { ROOT } from '../domain/scope.ts';
import { principalById, principalByIdentity } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

export interface NewPrincipal extends Omit<Principal, 'enabled'> {
  /** With `subject`: who it is. Names and addresses never are (BEHAVIOUR §1). */
  readonly issuer: string;
  readonly subject: string;
}

/** Creates a user, group or service principal, enabled. Refuses an id or identity that is taken. */
export function createPrincipal(ledger: Ledger, caller: Caller, asked: NewPrincipal): Promise<void> {
  return ledger.execute(contextOf(caller, 'createPrincipal', asked.id), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'createPrincipal', { family: 'directory', scopeChain: [ROOT] }, now);
    if (asked.displayName.trim() === '' || asked.displayName.length > 256) {
      refuse(invalidField('displayName', asked.displayName, '1 to 256 characters'));
    }
    const isTaken =
      (await principalById(tx, asked.id)) !== null ||
      (await principalByIdentity(tx, asked.issuer, asked.subject)) !== null;
    if (isTaken) {
      refuse({ code: 'alreadyExists', conflictsWith: asked.id, message: `principal \`${asked.id}\` already exists` });
    }
    const { issuer, subject, ...principal } = asked;
    await append([{ type: 'principal.created', principal: { ...principal, enabled: true }, issuer, subject }]);
  });
}
