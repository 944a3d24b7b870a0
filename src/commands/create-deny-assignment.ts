import { decideDenyAssignment } from '../domain/access/decide-deny-assignment.ts';
import type { AskedDenyAssignment } from '../domain/access/deny-assignment.ts';
import { invalidField, refuse } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import { ROOT, scopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { denyAssignmentById } from '../ledger/facts/deny-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { registeredScope } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/**
 * Makes a deny assignment, which has effect at once. Who may: a directory administrator, whom no deny assignment can
 * touch. So nobody lifts one that was laid on them, and nobody can be locked out for good.
 */
export function createDenyAssignment(ledger: Ledger, caller: Caller, asked: AskedDenyAssignment): Promise<void> {
  return ledger.execute(contextOf(caller, 'createDenyAssignment', asked.id), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'createDenyAssignment', { family: 'directory', scopeChain: [ROOT] }, now);
    if ((await registeredScope(tx, asked.scope)) === null) {
      refuse({ code: 'scopeNotFound', field: 'scope', message: `scope \`${asked.scope}\` is not registered` });
    }
    if (['administrativeUnit', 'group'].includes(scopeKind(asked.scope))) {
      refuse(
        invalidField(
          'scope',
          asked.scope,
          'a scope of resources; roles of the directory and of groups are not denied by operations',
        ),
      );
    }
    const isIdTaken = (await denyAssignmentById(tx, asked.id)) !== null;
    const facts = { callerId: caller.principalId, isIdTaken, known: await knownPrincipals(tx, asked) };
    const decision = decideDenyAssignment(asked, facts, now);
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}

async function knownPrincipals(tx: Reader, asked: AskedDenyAssignment): Promise<ReadonlyMap<string, Principal>> {
  const known = new Map<string, Principal>();
  for (const { id } of [...asked.principals, ...asked.excludePrincipals]) {
    const principal = await principalById(tx, id);
    if (principal !== null) known.set(id, principal);
  }
  return known;
}
