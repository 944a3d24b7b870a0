import { externalIssuer, LOCAL_ISSUER } from '../domain/directory/external-issuer.ts';
import { whyNamesInvalid } from '../domain/directory/why-names-invalid.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Reader } from '../ledger/engine.ts';
import { directoryEntry } from '../ledger/facts/directory-facts.ts';
import type { Leaving } from '../ledger/facts/people-facts.ts';
import { powersOf } from '../ledger/facts/power-facts.ts';
import { type ProvisioningSource, provisionedMemberIds } from '../ledger/facts/provisioning-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { appendWithLosses } from './append-with-losses.ts';
import { refuseCycle, refuseToLeave } from './change-group-members.ts';
import { requireFreeNames } from './create-principal.ts';
import { refuseInUse } from './delete-group.ts';
import { endAtOnce, refuseLastAdministrator } from './disable-principal.ts';
import { externalIdChange } from './external-id-change.ts';
import { lostThroughGroups } from './lost-through-groups.ts';
import { callingSource, keptEntry, type Provisioner, provisioningContext } from './provisioner.ts';
import { requireRight } from './require-right.ts';

/** What a directory does to the members of a group; one after the other. */
export interface MemberChange {
  readonly op: 'add' | 'remove' | 'replace';
  readonly memberIds: readonly string[];
}

export interface GroupChanges {
  readonly displayName?: string;
  readonly externalId?: string | null;
  readonly members: readonly MemberChange[];
}

export interface ProvisionedGroup {
  readonly displayName: string;
  readonly externalId: string | null;
  readonly memberIds: readonly string[];
}

/** Creates a group that the directory keeps, with people and groups in it that it keeps too. */
export function provisionGroup(ledger: Ledger, by: Provisioner, id: string, asked: ProvisionedGroup): Promise<void> {
  return ledger.execute(provisioningContext(by, 'provisionGroup', id), async ({ tx, append }) => {
    const source = await callingSource(tx, by);
    const { displayName, externalId, memberIds } = asked;
    const identity =
      externalId === null
        ? { issuer: LOCAL_ISSUER, subject: id }
        : { issuer: externalIssuer(source, 'group'), subject: externalId };
    const principal = { id, kind: 'group', displayName, userName: null, email: null } as const;
    await requireFreeNames(tx, { ...principal, ...identity });
    const members = [...new Set(memberIds)];
    for (const memberId of members) await requireKept(tx, source, memberId);
    await append([
      { type: 'principal.created', principal: { ...principal, enabled: true }, ...identity, sourceId: source.id },
      ...members.map((memberId): DomainEvent => ({ type: 'group.memberAdded', groupId: id, memberId })),
    ]);
  });
}

/** Changes a group that the directory keeps: all of it or, where anything is refused, nothing. */
export function changeProvisionedGroup(
  ledger: Ledger,
  by: Provisioner,
  { id, ifVersion }: { readonly id: string; readonly ifVersion: number | null },
  changes: GroupChanges,
): Promise<void> {
  return ledger.execute(provisioningContext(by, 'provisionGroup', id), async (scope) => {
    const { tx, now, append } = scope;
    const source = await callingSource(tx, by);
    const { principal } = await keptEntry(tx, source, { kind: 'group', id, ifVersion });
    const before = { displayName: principal.displayName, userName: null, email: null };
    const after = { ...before, displayName: changes.displayName ?? before.displayName };
    const invalid = whyNamesInvalid(after);
    if (invalid !== null) refuse(invalid);
    const { externalId } = changes;
    const linked = externalId === undefined ? [] : await externalIdChange(tx, source, principal, externalId, now);
    const had = new Set(await provisionedMemberIds(tx, { groupId: id, sourceId: source.id }));
    const has = membersAfter(had, changes.members);
    const added = [...has.difference(had)];
    const removed = [...had.difference(has)];
    for (const memberId of added) {
      await requireKept(tx, source, memberId);
      await refuseCycle(tx, { groupId: id, memberId });
    }
    if (added.length > 0) await requireRight(tx, source, id, now);
    if (removed.length > 0) await requireRemovable(tx, source, { groupId: id, memberIds: removed }, now);

    if (before.displayName !== after.displayName) {
      await append([{ type: 'principal.renamed', principalId: id, before, after }]);
    }
    await append([
      ...linked,
      ...added.map((memberId): DomainEvent => ({ type: 'group.memberAdded', groupId: id, memberId })),
      ...removed.map((memberId): DomainEvent => ({ type: 'group.memberRemoved', groupId: id, memberId })),
    ]);
    if (removed.length > 0) await appendWithLosses(scope, await lostThroughGroups(tx, null, now));
  });
}

/** Deletes a group that the directory keeps. Refused while an assignment, approvers or a denial name it. */
export function deleteProvisionedGroup(
  ledger: Ledger,
  by: Provisioner,
  { id, ifVersion }: { readonly id: string; readonly ifVersion: number | null },
): Promise<void> {
  return ledger.execute(provisioningContext(by, 'provisionGroup', id), async (scope) => {
    const { tx, now } = scope;
    const source = await callingSource(tx, by);
    const { principal } = await keptEntry(tx, source, { kind: 'group', id, ifVersion });
    await refuseInUse(tx, id, null, now);
    await refuseLastAdministrator(tx, principal, now);
    await endAtOnce(scope, principal, by.sourceId, { type: 'principal.deleted', principalId: id });
  });
}

function membersAfter(had: ReadonlySet<string>, changes: readonly MemberChange[]): ReadonlySet<string> {
  let has = had;
  for (const { op, memberIds } of changes) {
    const named = new Set(memberIds);
    if (op === 'add') has = has.union(named);
    if (op === 'remove') has = has.difference(named);
    if (op === 'replace') has = named;
  }
  return has;
}

/** A directory puts into its groups only what it keeps; anything else is not there for it. */
async function requireKept(tx: Reader, source: ProvisioningSource, memberId: string): Promise<void> {
  const entry = await directoryEntry(tx, memberId);
  if (entry?.sourceId === source.id) return;
  refuse({
    code: 'principalNotFound',
    field: 'members',
    given: memberId.slice(0, 100),
    message: `there is no resource \`${memberId.slice(0, 100)}\` to be a member`,
  });
}

/** Taking somebody out takes access away, which nothing may stop; where a denial is about the group it could give some. */
async function requireRemovable(tx: Reader, source: ProvisioningSource, leaving: Leaving, now: Temporal.Instant) {
  const { groupId } = leaving;
  if ((await powersOf(tx, groupId, now)).some(({ by }) => by === 'denial'))
    await requireRight(tx, source, groupId, now);
  await refuseToLeave(tx, leaving, now, 'members');
}
