import { refuse } from '../domain/errors.ts';
import { toEntry } from '../ledger/append-entry.ts';
import type { Reader } from '../ledger/engine.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { firstSequenceAt } from '../ledger/first-sequence-at.ts';
import { type AuditSubject, seesEvent, subjectOf } from './audit-place.ts';
import { type EntryRange, entriesSought } from './entries-sought.ts';
import { fillPage } from './fill-page.ts';
import { type Names, namesOf } from './names-of.ts';
import type { SequencePage, SequencePageRequest } from './sequence-page.ts';
import { viewerOf } from './viewer.ts';

/** By what is asked for: what the types of its events begin with. */
const groups = {
  requests: ['scheduleRequest.', 'approval.', 'extension.', 'spotAudit.'],
  assignments: ['schedule.', 'roleAssignment.', 'access.'],
  settings: ['roleManagementPolicy.', 'policyTemplate.', 'roleDefinition.', 'denyAssignment.', 'scope.'],
  people: ['principal.', 'group.', 'servicePrincipal.', 'provisioningSource.', 'localAccount.', 'emergencyAccount.'],
  signIns: ['session.', 'signIn.', 'proof.', 'credential.', 'enrolmentLink.'],
  refused: ['command.refused'],
} as const;
export type AuditGroup = keyof typeof groups;
export const auditGroups = Object.keys(groups) as readonly AuditGroup[];

const LAST = Number.MAX_SAFE_INTEGER;

/** What the record is narrowed to; null means any. */
export interface AuditQuestion {
  readonly group: AuditGroup | null;
  readonly actorId: string | null;
  readonly correlationId: string | null;
  /** A request, an assignment, a person or anything else with an id that the entry names. */
  readonly aboutId: string | null;
  /** One entry alone. */
  readonly sequence: number | null;
  /** In `[from, to)`. */
  readonly from: Temporal.Instant | null;
  readonly to: Temporal.Instant | null;
}

export interface AuditEntry {
  readonly entry: LedgerEntry;
  readonly subject: AuditSubject | null;
}

/** A page of the record with the names of what it is about. */
export interface AuditPage extends SequencePage<AuditEntry> {
  readonly names: Names;
}

/**
 * What happened, the newest first, as far as the person may read it: about a role where they read assignments, and of its settings
 * where they read those too; all else
 * where they administer directory roles. Refuses whoever reads no assignments anywhere.
 */
export async function audit(
  reader: Reader,
  personId: string,
  { group, actorId, correlationId, aboutId, sequence, from, to }: AuditQuestion,
  page: SequencePageRequest,
  now: Temporal.Instant,
): Promise<AuditPage> {
  const viewer = await viewerOf(reader, personId, now);
  if (Object.values(viewer.readsAt).every((at) => at.length === 0)) {
    refuse({ code: 'notPermitted', message: 'the record is shown to those who may read assignments somewhere' });
  }
  const lists = [
    ...(aboutId === null ? [] : [[{ by: 'about', value: aboutId } as const]]),
    ...(correlationId === null ? [] : [[{ by: 'call', value: correlationId } as const]]),
    ...(actorId === null ? [] : [[{ by: 'actor', value: actorId } as const]]),
    ...(group === null ? [] : [groups[group].map((prefix) => ({ by: 'type', value: prefix }) as const)]),
  ];
  // the order of the ledger is that of time
  const within = {
    from: Math.max(sequence ?? 1, from === null ? 1 : await firstSequenceAt(reader, from)),
    to: Math.min(sequence ?? LAST, to === null ? LAST : (await firstSequenceAt(reader, to)) - 1),
  };
  const read = ({ from: first, to: last, limit }: EntryRange) =>
    reader.query((db) => {
      let query = db.selectFrom('ledger_entry').selectAll().orderBy('sequence', 'desc').limit(limit);
      query = query.where('sequence', '>=', first).where('sequence', '<=', last);
      if (actorId !== null) query = query.where('actor_id', '=', actorId);
      if (correlationId !== null) query = query.where('correlation_id', '=', correlationId);
      // an id in quotes: a value of the entry, and no part of a longer text
      if (aboutId !== null) query = query.where('payload', 'like', `%"${aboutId}"%`);
      if (group === null) return query;
      return query.where((where) => where.or(groups[group].map((prefix) => where('type', 'like', `${prefix}%`))));
    });
  const found = await fillPage(page, {
    read: (rows) => entriesSought(reader, lists, within, rows, read),
    async show(row) {
      const entry = toEntry(row);
      const subject = await subjectOf(reader, entry.event);
      const isSeen = await seesEvent(reader, viewer, { event: entry.event, subject }, now);
      return isSeen ? { sequence: row.sequence, entry, subject } : null;
    },
  });
  const namings = found.items.flatMap(({ subject }) =>
    subject === null ? [] : [{ ...subject, principalId: subject.principalId ?? '' }],
  );
  const named = found.items.flatMap((each) => [each.entry.actorId, aboutWhom(each)]).filter((id) => id !== null);
  return { ...found, names: await namesOf(reader, namings, named) };
}

/** The principal that an entry is about: of the role, else whom the event itself names. */
export function aboutWhom({ entry, subject }: AuditEntry): string | null {
  const { event } = entry;
  if (subject !== null) return subject.principalId;
  if ('principal' in event) return event.principal.id;
  if ('memberId' in event) return event.memberId;
  return 'principalId' in event ? event.principalId : null;
}
