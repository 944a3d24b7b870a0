import { externalIssuer, LOCAL_ISSUER } from '../domain/directory/external-issuer.ts';
import { whyNamesInvalid } from '../domain/directory/why-names-invalid.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { PrincipalNames } from '../domain/principal.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { requireFreeNames, requireFreeUserName } from './create-principal.ts';
import { endAtOnce, refuseLastAdministrator } from './disable-principal.ts';
import { endSessionsOf } from './end-session.ts';
import { externalIdChange } from './external-id-change.ts';
import { callingSource, keptEntry, type Provisioner, provisioningContext } from './provisioner.ts';
import { schedulesEnded } from './schedules-ended.ts';

/** A person as a directory describes them. */
export interface ProvisionedPerson extends PrincipalNames {
  /** Who that is at the issuer of the source; null: nobody yet, and the person can sign in only here. */
  readonly externalId: string | null;
  readonly isActive: boolean;
}

export type PersonChanges = Partial<ProvisionedPerson>;

/** Creates a person that the directory keeps. Refuses an external id or sign-in name that somebody has. */
export function provisionPerson(ledger: Ledger, by: Provisioner, id: string, asked: ProvisionedPerson): Promise<void> {
  return ledger.execute(provisioningContext(by, 'provisionPerson', id), async ({ tx, append }) => {
    const source = await callingSource(tx, by);
    const { externalId, isActive, displayName, userName, email } = asked;
    const identity =
      externalId === null
        ? { issuer: LOCAL_ISSUER, subject: id }
        : { issuer: externalIssuer(source, 'user'), subject: externalId };
    const principal = { id, kind: 'user', displayName, userName, email } as const;
    await requireFreeNames(tx, { ...principal, ...identity });
    const events: DomainEvent[] = [
      { type: 'principal.created', principal: { ...principal, enabled: true }, ...identity, sourceId: source.id },
    ];
    if (!isActive) {
      events.push({ type: 'principal.activityChanged', principalId: id, isActive });
      events.push({ type: 'principal.disabled', principalId: id, by: 'directory' });
    }
    await append(events);
  });
}

/** Changes a person that the directory keeps; what is left out stays. Inactive ends everything at once (BEHAVIOUR §1). */
export function changeProvisionedPerson(
  ledger: Ledger,
  by: Provisioner,
  { id, ifVersion }: { readonly id: string; readonly ifVersion: number | null },
  changes: PersonChanges,
): Promise<void> {
  return ledger.execute(provisioningContext(by, 'provisionPerson', id), async (scope) => {
    const { tx, now, append } = scope;
    const source = await callingSource(tx, by);
    const entry = await keptEntry(tx, source, { kind: 'user', id, ifVersion });
    const { displayName, userName, email, enabled } = entry.principal;
    const { externalId, isActive = !entry.isInactive, ...names } = changes;
    const before = { displayName, userName, email };
    const after = { ...before, ...names };
    const invalid = whyNamesInvalid(after);
    if (invalid !== null) refuse(invalid);
    await requireFreeUserName(tx, id, after.userName);
    const linked = externalId === undefined ? [] : await externalIdChange(tx, source, entry.principal, externalId, now);
    const becomesInactive = !isActive && enabled;
    if (becomesInactive) await refuseLastAdministrator(tx, entry.principal, now);

    if (JSON.stringify(before) !== JSON.stringify(after)) {
      await append([{ type: 'principal.renamed', principalId: id, before, after }]);
    }
    await append(linked);
    if (linked.some(({ type }) => type === 'principal.identityDetached'))
      await endSessionsOf(scope, id, 'identityDetached');
    if (isActive === entry.isInactive) await append([{ type: 'principal.activityChanged', principalId: id, isActive }]);
    if (becomesInactive) {
      await endAtOnce(scope, entry.principal, by.sourceId, {
        type: 'principal.disabled',
        principalId: id,
        by: 'directory',
      });
    }
    // whom an administrator blocked stays so
    if (isActive && !enabled && !entry.isBlocked) await append([{ type: 'principal.enabled', principalId: id }]);
  });
}

/** Deletes a person that the directory keeps: every access ends at once, every assignment too, and nobody is it again. */
export function deleteProvisionedPerson(
  ledger: Ledger,
  by: Provisioner,
  { id, ifVersion }: { readonly id: string; readonly ifVersion: number | null },
): Promise<void> {
  return ledger.execute(provisioningContext(by, 'provisionPerson', id), async (scope) => {
    const { tx, now, append } = scope;
    const source = await callingSource(tx, by);
    const { principal } = await keptEntry(tx, source, { kind: 'user', id, ifVersion });
    await refuseLastAdministrator(tx, principal, now);
    await endAtOnce(scope, principal, by.sourceId, { type: 'principal.deleted', principalId: id });
    await append(await schedulesEnded(tx, id, now));
  });
}
