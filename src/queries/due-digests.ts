import { administratorRoles } from '../domain/access/administrator-roles.ts';
import type { DigestPeriod } from '../domain/digest/digest.ts';
import { dueDigest } from '../domain/digest/due-digest.ts';
import { defaultPreferences } from '../domain/preferences/notification-preferences.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Engine } from '../ledger/engine.ts';
import { lastDigestsOf, unconditionalHolders } from '../ledger/facts/digest-facts.ts';
import { peopleIn } from '../ledger/facts/people-facts.ts';
import { notificationPreferencesOfAll } from '../ledger/facts/preference-facts.ts';
import { nextTurn } from './next-turn.ts';

/** Where somebody administers roles: at these scopes and below them. */
export type AdministeredScopes = Readonly<Record<RoleFamily, readonly Scope[]>>;

/** A digest that is to be put together. */
export interface DueDigest {
  readonly principalId: string;
  readonly period: DigestPeriod;
  readonly administered: AdministeredScopes;
}

interface Administering {
  readonly family: RoleFamily;
  readonly scope: Scope;
  readonly sinceMs: number;
}

/** So many are looked at before others have their turn. */
const PEOPLE_AT_ONCE = 250;

/**
 * Finds by looking who is to be given a digest: administrators of roles, for what they administered when its period ended
 * and do still. A conditional assignment makes nobody one. Rejects where it is time to stop.
 */
export async function dueDigests(
  read: Engine['read'],
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<readonly DueDigest[]> {
  const due: DueDigest[] = [];
  const administrators = [...(await administering(read, now, signal))];
  for (let from = 0; from < administrators.length; from += PEOPLE_AT_ONCE) {
    await nextTurn(signal);
    const some = administrators.slice(from, from + PEOPLE_AT_ONCE);
    const ids = some.map(([principalId]) => principalId);
    const last = await read((reader) => lastDigestsOf(reader, ids));
    const preferences = await read((reader) => notificationPreferencesOfAll(reader, ids));
    for (const [principalId, held] of some) {
      const prefers = preferences.get(principalId) ?? defaultPreferences;
      const period = dueDigest(prefers, last.get(principalId) ?? null, now);
      if (period === null) continue;
      const counting = held.filter(({ sinceMs }) => sinceMs < period.untilAt.epochMilliseconds);
      if (counting.length > 0) due.push({ principalId, period, administered: scopesOf(counting) });
    }
  }
  return due;
}

function scopesOf(held: readonly Administering[]): AdministeredScopes {
  const of = (family: RoleFamily) => [
    ...new Set(held.filter((each) => each.family === family).map(({ scope }) => scope)),
  ];
  return { resource: of('resource'), directory: of('directory'), group: of('group') };
}

/** Everybody who administers roles at `now`, and has an address. */
async function administering(
  read: Engine['read'],
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Administering[]>> {
  const found = new Map<string, Administering[]>();
  const members = new Map<string, readonly string[]>();

  async function membersOf(groupId: string): Promise<readonly string[]> {
    let ids = members.get(groupId);
    if (ids === undefined) {
      await nextTurn(signal);
      const people = await read((reader) => peopleIn(reader, groupId, now));
      ids = people.filter(({ email }) => email !== null).map(({ id }) => id);
      members.set(groupId, ids);
    }
    return ids;
  }

  async function addHolders(family: RoleFamily, roleId: string): Promise<void> {
    for (let after = ''; ; ) {
      await nextTurn(signal);
      const page = { after, limit: PEOPLE_AT_ONCE };
      const holders = await read((reader) => unconditionalHolders(reader, roleId, now, page));
      for (const { principalId, kind, email, scope, sinceMs } of holders) {
        const own = kind === 'user' && email !== null ? [principalId] : [];
        for (const id of kind === 'group' ? await membersOf(principalId) : own) {
          const held = found.get(id) ?? [];
          held.push({ family, scope, sinceMs });
          found.set(id, held);
        }
      }
      if (holders.length < PEOPLE_AT_ONCE) return;
      after = holders.at(-1)?.scheduleId ?? after;
    }
  }

  for (const [family, roleIds] of Object.entries(administratorRoles) as [RoleFamily, readonly string[]][]) {
    for (const roleId of roleIds) await addHolders(family, roleId);
  }
  return found;
}
