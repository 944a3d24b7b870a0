import type { DomainEventType, EventOf } from '../../domain/events.ts';
import type { PolicyRules } from '../../domain/policy/policy.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Reader } from '../../ledger/engine.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import type { WriteLetter } from '../templates/letter.ts';

/** The columns of the notification settings; `requestor` is also who was assigned a role. */
export type Audience = 'approver' | 'requestor' | 'admin';

/** The rows of the notification settings. */
export type NotificationTrigger = 'Admin_Eligibility' | 'Admin_Assignment' | 'EndUser_Assignment';

/** What one audience is told. */
export interface Part {
  readonly people: readonly Principal[];
  /** Somebody must act on it, or waits for it to act: a policy that wants critical messages only keeps it. */
  readonly isCritical: boolean;
  readonly write: WriteLetter;
}

/** What one event tells, before the policy has its say. */
export interface Announcement {
  /** null: it is about no request. */
  readonly requestId: string | null;
  /** The row of the notification settings, and the role's settings; null: nobody can turn it off for others. */
  readonly settings: { readonly trigger: NotificationTrigger; readonly rules: PolicyRules } | null;
  /** Absent: told by mail and in the bell. */
  readonly only?: 'mail' | 'bell';
  /** An audience that is missing is not told. */
  readonly parts: { readonly [Name in Audience]?: Part };
}

export interface AnnouncementContext {
  /** The transaction of the follower. */
  readonly tx: Reader;
  readonly entry: LedgerEntry;
  /** The page of a request. */
  readonly linkTo: (requestId: string) => string;
  /** Other pages of the portal. */
  readonly pages: { readonly overview: string; readonly preferences: string };
}

/** Finds out who is told what of one event; null: nobody. */
export type Announce<Type extends DomainEventType> = (
  event: EventOf<Type>,
  context: AnnouncementContext,
) => Promise<Announcement | null>;
