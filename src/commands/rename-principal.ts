import { whyKeptElsewhere } from '../domain/directory/why-kept-elsewhere.ts';
import { whyNamesInvalid } from '../domain/directory/why-names-invalid.ts';
import { refuse } from '../domain/errors.ts';
import type { PrincipalKind, PrincipalNames } from '../domain/principal.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorisePrincipalChange } from './authorise-principal-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { requireFreeUserName } from './create-principal.ts';
import { knownOfKind } from './known-of-kind.ts';

/** Changes the names or the address of a person or group; what is left out stays. Refuses a sign-in name that is taken. */
export function renamePrincipal(
  ledger: Ledger,
  caller: Caller,
  { id, kind }: { readonly id: string; readonly kind: PrincipalKind },
  changes: Partial<PrincipalNames>,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'renamePrincipal', id), async ({ now, tx, append }) => {
    await authorisePrincipalChange(tx, caller, { command: 'renamePrincipal', principalId: id }, now);
    const entry = await knownOfKind(tx, id, kind);
    const { displayName, userName, email } = entry.principal;
    const before = { displayName, userName, email };
    const after = { ...before, ...changes };
    const refusal = whyKeptElsewhere(entry) ?? whyNamesInvalid(after);
    if (refusal !== null) refuse(refusal);
    await requireFreeUserName(tx, id, after.userName);
    const isSame = (Object.keys(before) as (keyof PrincipalNames)[]).every((name) => before[name] === after[name]);
    if (!isSame) await append([{ type: 'principal.renamed', principalId: id, before, after }]);
  });
}
