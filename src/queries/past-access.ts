import { type AskedAccess, type ExplainedQuestion, givingPattern } from '../domain/access/explain-access.ts';
import { invalidField, refuse } from '../domain/errors.ts';
import type { RoleDefinition, RoleFamily } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import { type Scope, scopeKind } from '../domain/scope.ts';
import { familiesAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { rolesAt, scopeChainAt } from '../ledger/facts/past/past-definitions.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { readsAssignments } from './assignment-sight.ts';
import { readsDenyAssignments } from './deny-assignments.ts';
import { hierarchySightOf } from './hierarchy-sight.ts';
import { knownScope } from './known-scope.ts';
import { type Names, namesOf } from './names-of.ts';
import { type PastHolder, pastHolder, pastHolders } from './past-holders.ts';
import { roleDefinitionsSeenBy } from './role-definition-sight.ts';
import { seesSchedule } from './schedules.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/** Who had access when: one principal or everybody (null), where, to what, at which instant. */
export interface PastAccessQuestion {
  readonly principalId: string | null;
  readonly scope: Scope;
  /** `isDataAction` null: as the built-in roles know the operation. */
  readonly asked:
    | { readonly action: string; readonly isDataAction: boolean | null }
    | { readonly roleDefinitionId: string }
    | null;
  readonly at: Temporal.Instant;
  /** What conditions are judged by; left out: nobody knows. */
  readonly attributes?: ExplainedQuestion['attributes'];
}

export interface PastAccess {
  /** By name; with a principal, that one alone. */
  readonly holders: readonly PastHolder[];
  readonly names: Names;
  readonly scope: ReturnType<Names['scope']>;
  /** Who and which role was asked about, by name; null: everybody, any role or none at all. */
  readonly principal: { readonly id: string; readonly displayName: string } | null;
  readonly role: { readonly id: string; readonly displayName: string } | null;
  /** Whether nothing that had effect there is kept from whoever asks. */
  readonly isComplete: boolean;
  /** Whether whoever asks may read the denial that takes it away. */
  readonly seesDenial: (holder: PastHolder) => boolean;
}

/**
 * Who could do what at an instant in the past, and by what, as it was known then (ADR 0026). About oneself everybody may
 * ask; about others who reads assignments there now. What somebody may not read counts for nothing, as if it were not
 * there. Refuses an instant that has not come.
 */
export async function pastAccess(
  reader: Reader,
  callerId: string,
  { principalId, scope, asked, at, attributes = null }: PastAccessQuestion,
  now: Temporal.Instant,
): Promise<PastAccess> {
  const atMs = at.epochMilliseconds;
  if (atMs > now.epochMilliseconds) refuse(invalidField('at', at.toString(), 'an instant that has passed'));
  const viewer = await viewerOf(reader, callerId, now);
  const roles = await rolesAt(reader, atMs);
  const exact = exactly(asked, roles);
  const seen = await seenAmong(reader, viewer, roles, now);
  const families = familiesOf(exact, seen, scope);
  const isOwn = principalId === callerId;
  const chainNow = await scopeChainOf(reader, scope);
  const read = families.filter((family) => readsAssignments(viewer, family, chainNow));
  if (!isOwn && read.length === 0) {
    refuse({ code: 'notPermitted', message: 'who had access is shown to those who may read assignments there' });
  }
  const scopeChain = await scopeChainAt(reader, scope, atMs);
  const counts = async (schedule: Pick<Schedule, 'principalId' | 'scope'>, { family }: RoleDefinition) =>
    families.includes(family) &&
    (isOwn || (read.includes(family) && (await seesSchedule(reader, viewer, { ...schedule, family }))));
  const question = { asked: exact, scopeChain, atMs, attributes, roles, counts };
  const holders =
    principalId === null ? await pastHolders(reader, question) : [await pastHolder(reader, principalId, question)];
  const denials = await denialsSeen(reader, viewer, holders, now);
  const names = await namesFor(reader, holders, scope);
  const told = holders.flatMap(({ reasons, others }) => [...reasons, ...others]);
  const isScopeTold = told.some(({ schedule }) => schedule.scope === scope);
  const { isKnown } = await knownScope(reader, await hierarchySightOf(reader, callerId, now), scope);
  const toldRoles = new Map(told.map(({ role }) => [role.id, role]));
  return {
    holders: holders.toSorted((a, b) => compareNames(names, a.principalId, b.principalId)),
    names,
    scope:
      isKnown || isScopeTold ? names.scope(scope) : { scope, kind: scopeKind(scope), path: scope, displayName: scope },
    principal: principalId === null ? null : { id: principalId, displayName: names.principal(principalId).displayName },
    role: namedRole(asked, new Map([...seen, ...toldRoles])),
    isComplete: isOwn || (read.length === families.length && (await seesAll(reader, viewer, scopeChain, families))),
    seesDenial: ({ denial }) => denial !== null && denials.has(denial.id),
  };
}

/** Of the roles of then, those that the viewer may see now. */
async function seenAmong(
  reader: Reader,
  viewer: Viewer,
  roles: ReadonlyMap<string, RoleDefinition>,
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, RoleDefinition>> {
  const isSeen = await roleDefinitionsSeenBy(reader, viewer, now);
  const rows = await reader.query((db) =>
    db
      .selectFrom('role_definition')
      .select('id')
      .where((where) => isSeen(where, db)),
  );
  const ids = new Set(rows.map(({ id }) => id));
  return new Map([...roles].filter(([id]) => ids.has(id)));
}

/** The operation is one on data where a built-in role knew it as one, by the rule of the access index. */
function exactly(asked: PastAccessQuestion['asked'], roles: ReadonlyMap<string, RoleDefinition>): AskedAccess {
  if (asked === null || !('action' in asked)) return asked;
  const { action, isDataAction } = asked;
  if (isDataAction !== null) return { action, isDataAction };
  const wanted = action.toLowerCase();
  const isNamed = ({ kind, permissions }: RoleDefinition) =>
    kind === 'builtIn' && permissions.some((each) => each.dataActions.some((data) => data.toLowerCase() === wanted));
  return { action, isDataAction: roles.values().some(isNamed) };
}

function namedRole(asked: PastAccessQuestion['asked'], roles: ReadonlyMap<string, RoleDefinition>) {
  if (asked === null || !('roleDefinitionId' in asked)) return null;
  const id = asked.roleDefinitionId;
  return { id, displayName: roles.get(id)?.name ?? id };
}

/** The families of roles that can have a part in the answer. */
function familiesOf(
  asked: AskedAccess,
  roles: ReadonlyMap<string, RoleDefinition>,
  scope: Scope,
): readonly RoleFamily[] {
  if (asked === null) return familiesAt(scope);
  if ('roleDefinitionId' in asked) {
    const role = roles.get(asked.roleDefinitionId);
    return role === undefined ? familiesAt(scope) : [role.family];
  }
  const { action, isDataAction } = asked;
  const isInDirectory = (role: RoleDefinition) =>
    role.family === 'directory' && givingPattern(role, action, isDataAction) !== null;
  return roles.values().some(isInDirectory) ? ['resource', 'directory'] : ['resource'];
}

/** Whether nothing that had effect at the scope is kept from the viewer. */
async function seesAll(
  reader: Reader,
  viewer: Viewer,
  scopeChain: readonly Scope[],
  families: readonly RoleFamily[],
): Promise<boolean> {
  for (const scope of scopeChain) {
    for (const family of families) {
      if (!(await seesSchedule(reader, viewer, { principalId: '', scope, family }))) return false;
    }
  }
  return true;
}

async function denialsSeen(
  reader: Reader,
  viewer: Viewer,
  holders: readonly PastHolder[],
  now: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const denial of new Set(holders.map((holder) => holder.denial))) {
    if (denial === null) continue;
    if (readsDenyAssignments(viewer, await scopeChainOf(reader, denial.scope), now)) seen.add(denial.id);
  }
  return seen;
}

/** People and groups by the names that they have now, scopes and roles likewise where they are still there. */
function namesFor(reader: Reader, holders: readonly PastHolder[], scope: Scope): Promise<Names> {
  const schedules = holders.flatMap(({ reasons, others }) => [...reasons, ...others].map((each) => each.schedule));
  const groupIds = holders.flatMap(({ reasons, others, membership }) =>
    [...[...reasons, ...others].map(({ path }) => path), membership ?? []].flat().map(({ groupId }) => groupId),
  );
  const asked = { scope, roleDefinitionId: '', principalId: '' };
  return namesOf(reader, [asked, ...schedules], [...holders.map(({ principalId }) => principalId), ...groupIds]);
}

function compareNames(names: Names, a: string, b: string): number {
  const order = names.principal(a).displayName.localeCompare(names.principal(b).displayName, 'en');
  return order === 0 ? (a < b ? -1 : 1) : order;
}
