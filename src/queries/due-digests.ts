import { administratorRoles } from '../domain/access/administrator-roles.ts';
import type { DigestPeriod } from '../domain/digest/digest.ts';
import { dueDigest } from '../domain/digest/due-digest.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { lastDigestOf } from '../ledger/facts/digest-facts.ts';
import { notificationPreferencesOf } from '../ledger/facts/preference-facts.ts';
import { liveSchedulesOfRole } from '../ledger/facts/schedule-facts.ts';
import { peopleBehind } from './people-behind.ts';

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
  readonly sinceAt: Temporal.Instant;
}

/**
 * Finds by looking who is to be given a digest: administrators of roles, for what they administered when its period ended
 * and do still. A conditional assignment makes nobody one.
 */
export async function dueDigests(reader: Reader, now: Temporal.Instant): Promise<readonly DueDigest[]> {
  const due: DueDigest[] = [];
  for (const [principalId, held] of await administering(reader, now)) {
    const last = await lastDigestOf(reader, principalId);
    const period = dueDigest(await notificationPreferencesOf(reader, principalId), last, now);
    if (period === null) continue;
    const counting = held.filter(({ sinceAt }) => isBefore(sinceAt, period.untilAt));
    const scopesOf = (family: RoleFamily) => [
      ...new Set(counting.filter((each) => each.family === family).map(({ scope }) => scope)),
    ];
    const administered = {
      resource: scopesOf('resource'),
      directory: scopesOf('directory'),
      group: scopesOf('group'),
    };
    if (counting.length > 0) due.push({ principalId, period, administered });
  }
  return due;
}

/** Everybody who administers roles at `now`, and has an address. */
async function administering(reader: Reader, now: Temporal.Instant): Promise<ReadonlyMap<string, Administering[]>> {
  const found = new Map<string, Administering[]>();
  for (const [family, roleIds] of Object.entries(administratorRoles) as [RoleFamily, readonly string[]][]) {
    for (const roleId of roleIds) {
      for (const { principalId, scope, startAt, condition } of await liveSchedulesOfRole(reader, roleId, now)) {
        if (condition !== null) continue;
        for (const { id, email } of await peopleBehind(reader, [principalId], now)) {
          const held = { family, scope, sinceAt: startAt };
          if (email !== null) found.set(id, [...(found.get(id) ?? []), held]);
        }
      }
    }
  }
  return found;
}
