import { type CompiledRole, compileRole } from '../domain/access/compiled-role.ts';
import type { Grant, Obstacle } from '../domain/access/decide-access.ts';
import { compileDenial, type Denial } from '../domain/access/denial.ts';
import {
  type AskedAccess,
  type ExplainedAccess,
  type ExplainedQuestion,
  explainAccess,
  givingPattern,
} from '../domain/access/explain-access.ts';
import { groupIdOf } from '../domain/group/group-scope.ts';
import { type RoleDefinition, wellKnownRoles } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { toGrant } from '../ledger/facts/holder-facts.ts';
import { denyAssignmentsAt } from '../ledger/facts/past/past-definitions.ts';
import { enabledAt, existedAt, type PastLink } from '../ledger/facts/past/past-directory.ts';
import { schedulesAt } from '../ledger/facts/past/past-schedules.ts';
import { groupsAroundAt, pathsDown, pathsUp } from './past-paths.ts';

/** One schedule that gives what was asked, and the way from the principal to whom it names. */
export interface PastReason {
  readonly schedule: Schedule;
  /** As it was defined then. */
  readonly role: RoleDefinition;
  /** Empty: the schedule names the principal itself. */
  readonly path: readonly PastLink[];
  /** The pattern of the role that takes in the operation; null where none was asked for. */
  readonly pattern: string | null;
  readonly isConditional: boolean;
}

export interface PastHolder {
  readonly principalId: string;
  readonly outcome: ExplainedAccess['outcome'] | 'unknown' | 'disabled';
  readonly reasons: readonly PastReason[];
  /** Schedules that do not give it. */
  readonly others: ReadonlyArray<Omit<PastReason, 'pattern' | 'isConditional'> & { readonly obstacle: Obstacle }>;
  /** What takes it away; null: nothing. */
  readonly denial: Denial | null;
  /** Where members of a group were asked for: by which groups it is one, by no schedule of its own; null: by none. */
  readonly membership: readonly PastLink[] | null;
}

/** What is asked of an instant in the past (milliseconds since the epoch), and what may count as a reason. */
export interface PastQuestion extends ExplainedQuestion {
  /** As they were defined then, by id. */
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  readonly counts: (schedule: Schedule, role: RoleDefinition) => Promise<boolean>;
}

interface Known {
  readonly grant: Grant;
  readonly schedule: Schedule;
  readonly role: RoleDefinition;
}

/** What one principal could do, and by what. */
export async function pastHolder(reader: Reader, principalId: string, question: PastQuestion): Promise<PastHolder> {
  const { asked, atMs } = question;
  const nothing = { principalId, reasons: [], others: [], denial: null, membership: null };
  if (!(await existedAt(reader, principalId, atMs))) return { ...nothing, outcome: 'unknown' };
  if (!(await enabledAt(reader, [principalId], atMs)).has(principalId)) return { ...nothing, outcome: 'disabled' };
  const paths = await pathsUp(reader, principalId, atMs);
  const known = await knownGrants(reader, { principalIds: paths.keys() }, question);
  const denials = await denialsFor(reader, [principalId], question);
  const grants = known.map(({ grant }) => grant);
  const explained = explainAccess({ grants, denials: denials(principalId) }, question);
  const groupId = groupAskedFor(question);
  const membership = groupId === null ? null : byLastingWay(paths.get(groupId));
  return presentHolder({ principalId, membership }, explained, known, asked, (id) => paths.get(id) ?? []);
}

/** Everybody who could, without groups themselves, in no order. */
export async function pastHolders(reader: Reader, question: PastQuestion): Promise<readonly PastHolder[]> {
  const { asked, scopeChain, atMs } = question;
  const known = await knownGrants(reader, { scopes: scopeChain }, question);
  const all = { grants: known.map(({ grant }) => grant), denials: [] };
  const giving = new Set(explainAccess(all, question).giving.map(({ grant }) => grant));
  const given = known.filter(({ grant }) => giving.has(grant));
  const down = new Map<string, ReadonlyMap<string, readonly PastLink[]>>();
  const grantsOf = new Map<string, Known[]>();
  for (const each of given) {
    const named = each.grant.principalId;
    const reached = down.get(named) ?? (await pathsDown(reader, named, atMs));
    down.set(named, reached);
    for (const id of reached.keys()) grantsOf.set(id, [...(grantsOf.get(id) ?? []), each]);
  }
  const groupId = groupAskedFor(question);
  const inside = groupId === null ? new Map<string, readonly PastLink[]>() : await pathsDown(reader, groupId, atMs);
  const memberIds = [...inside.keys()].filter((id) => byLastingWay(inside.get(id)) !== null);
  const named = new Set([...grantsOf.keys(), ...memberIds]);
  const groupIds = await groupsAmong(reader, named);
  const ids = [...named].filter((id) => !groupIds.has(id));
  const denials = await denialsFor(reader, ids, question);
  return ids.map((id) => {
    const own = grantsOf.get(id) ?? [];
    const holder = { grants: own.map(({ grant }) => grant), denials: denials(id) };
    const explained = explainAccess(holder, question);
    const membership = byLastingWay(inside.get(id));
    const holding = { principalId: id, membership };
    return presentHolder(holding, explained, own, asked, (namedId) => down.get(namedId)?.get(id) ?? []);
  });
}

async function knownGrants(
  reader: Reader,
  of: { readonly principalIds: Iterable<string> } | { readonly scopes: readonly Scope[] },
  { atMs, roles, counts }: PastQuestion,
): Promise<readonly Known[]> {
  const compiled = new Map<string, CompiledRole>();
  const known: Known[] = [];
  for (const schedule of await schedulesAt(reader, of, atMs)) {
    const role = roles.get(schedule.roleDefinitionId);
    // a role that was not there gives nothing
    if (role === undefined || !(await counts(schedule, role))) continue;
    const ready = compiled.get(role.id) ?? compileRole(role);
    compiled.set(role.id, ready);
    known.push({ grant: toGrant(schedule, ready), schedule, role });
  }
  return known;
}

async function groupsAmong(reader: Reader, ids: Iterable<string>): Promise<ReadonlySet<string>> {
  const among = new Set(ids);
  const rows = await reader.query((db) => db.selectFrom('principal').select('id').where('kind', '=', 'group'));
  return new Set(rows.map(({ id }) => id).filter((id) => among.has(id)));
}

/** The denials that are about each of the principals; roles alone are never denied. */
async function denialsFor(
  reader: Reader,
  principalIds: readonly string[],
  { asked, atMs }: PastQuestion,
): Promise<(principalId: string) => readonly Denial[]> {
  const denials = asked !== null && 'action' in asked ? (await denyAssignmentsAt(reader, atMs)).map(compileDenial) : [];
  if (denials.length === 0) return () => [];
  const around = await groupsAroundAt(reader, principalIds, atMs);
  const reached = new Map<string, ReadonlySet<string>>();
  for (const id of principalIds) reached.set(id, new Set((await pathsUp(reader, id, atMs)).keys()));
  return (id) =>
    denials.filter((denial) => denial.names({ allIds: around(id), enabledIds: reached.get(id) ?? new Set([id]) }));
}

/** The group whose members were asked for, or who had any role in it; null: no group. */
function groupAskedFor({ asked, scopeChain }: PastQuestion): string | null {
  const isAboutMembers =
    asked === null || ('roleDefinitionId' in asked && asked.roleDefinitionId === wellKnownRoles.groupMember);
  return isAboutMembers ? groupIdOf(scopeChain[0] ?? ROOT) : null;
}

/** A way into a group; null where there is none, and where one schedule is all of it: that is a reason by itself. */
function byLastingWay(path: readonly PastLink[] | undefined): readonly PastLink[] | null {
  const [first, ...others] = path ?? [];
  if (path === undefined || first === undefined) return null;
  return others.length > 0 || first.requestId === null ? path : null;
}

function presentHolder(
  { principalId, membership }: Pick<PastHolder, 'principalId' | 'membership'>,
  { outcome, giving, others, denial }: ExplainedAccess,
  known: readonly Known[],
  asked: AskedAccess,
  pathTo: (namedId: string) => readonly PastLink[],
): PastHolder {
  const knownOf = new Map(known.map((each) => [each.grant, each]));
  const placed = (grant: Grant) => {
    const { schedule, role } = knownOf.get(grant) as Known;
    return { schedule, role, path: pathTo(schedule.principalId) };
  };
  const patternOf = (role: RoleDefinition) =>
    asked !== null && 'action' in asked
      ? (givingPattern(role, asked.action, asked.isDataAction)?.pattern ?? null)
      : null;
  return {
    principalId,
    membership,
    outcome: outcome === 'none' && membership !== null ? 'granted' : outcome,
    denial,
    reasons: giving.map(({ grant, isConditional }) => {
      const found = placed(grant);
      return { ...found, pattern: patternOf(found.role), isConditional };
    }),
    others: others.map(({ grant, obstacle }) => ({ ...placed(grant), obstacle })),
  };
}
