import { decideAccess } from '../domain/access/decide-access.ts';
import { type HiddenScope, hiddenFrom, isHidden } from '../domain/access/hidden-scopes.ts';
import { holdsRole } from '../domain/access/holds-role.ts';
import type { RegisteredScope } from '../domain/hierarchy/registered-scope.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { ROOT, type Scope, type ScopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { withMemberOf } from '../ledger/facts/principal-facts.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { statement } from '../ledger/statement.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/** Where somebody sees the hierarchy: at these scopes and below them. */
export interface HierarchySight {
  readonly viewer: Viewer;
  /** Whoever administers the organisation sees all of it. */
  readonly isAdministrator: boolean;
  /** Where a role that is held allows to read what is of the kind. */
  readonly readsAt: Readonly<Record<ScopeKind, readonly Scope[]>>;
  /** Where that is denied all the same; what one may activate or holds oneself no denial hides. */
  readonly hiddenAt: Readonly<Record<ScopeKind, readonly HiddenScope[]>>;
  /** Where the viewer may activate a resource role, now or later. */
  readonly eligibleAt: readonly Scope[];
  /** Of these, where they may now. */
  readonly eligibleNowAt: readonly Scope[];
  /** Where the viewer holds any resource role: the subscription around it can be found. */
  readonly holdsAt: readonly Scope[];
}

/** The operation that reads what is of a kind, as built-in roles name it. */
const readOperations: Readonly<Record<ScopeKind, string>> = {
  root: 'Microsoft.Management/managementGroups/read',
  managementGroup: 'Microsoft.Management/managementGroups/read',
  subscription: 'Microsoft.Resources/subscriptions/read',
  resourceGroup: 'Microsoft.Resources/subscriptions/resourceGroups/read',
  resource: 'Microsoft.Resources/subscriptions/resources/read',
  administrativeUnit: 'Microsoft.Directory/administrativeUnits/read',
  group: 'Microsoft.Directory/groups/read',
};

const selectEligible = statement((db, p: { principalId: string; now: number }) =>
  withMemberOf(db, p.principalId, p.now)
    .selectFrom('schedule')
    .innerJoin('role_definition', 'role_definition.id', 'schedule.role_definition_id')
    .select(['schedule.scope', 'schedule.start_at'])
    .distinct()
    .where('schedule.principal_id', 'in', (where) => where.selectFrom('member_of').select('id'))
    .where('schedule.kind', '=', 'eligible')
    .where('role_definition.family', '=', 'resource')
    .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', p.now)])),
);

/** Reads where somebody sees the hierarchy, at `now`. Refuses an unknown or disabled one. */
export async function hierarchySightOf(
  reader: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<HierarchySight> {
  const viewer = await viewerOf(reader, principalId, now);
  const { holder } = viewer;
  const atMs = now.epochMilliseconds;
  const held: Scope[] = [];
  for (const { role, scope } of holder.grants) {
    // a directory role reaches no resource, though it is held at the root
    if ((await roleDefinitionById(reader, role.id))?.family === 'resource') held.push(scope);
  }
  const eligible = await reader.all(selectEligible, { principalId, now: atMs });
  const readsAt = (kind: ScopeKind) =>
    unique(
      holder.grants
        .filter((grant) => {
          // no attributes: a grant whose condition would need one gives no sight
          const question = { action: readOperations[kind], isDataAction: false, scopeChain: [grant.scope] };
          const only = { enabled: holder.enabled, grants: [grant], denials: [] };
          return decideAccess(only, { ...question, attributes: null }, atMs).allowed;
        })
        .map(({ scope }) => scope),
    );
  return {
    viewer,
    isAdministrator: holdsRole(holder, [wellKnownRoles.globalAdministrator], [ROOT], atMs),
    readsAt: forEachKind(readsAt),
    hiddenAt: forEachKind((kind) => hiddenFrom(holder, readOperations[kind])),
    eligibleAt: unique(eligible.map(({ scope }) => scope as Scope)),
    eligibleNowAt: unique(eligible.filter(({ start_at }) => start_at <= atMs).map(({ scope }) => scope as Scope)),
    holdsAt: unique(held),
  };
}

function forEachKind<Value>(of: (kind: ScopeKind) => Value): Readonly<Record<ScopeKind, Value>> {
  const kinds = Object.keys(readOperations) as readonly ScopeKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<ScopeKind, Value>;
}

/** The subscriptions around what the viewer holds or may activate. */
export function subscriptionsAround({ holdsAt, eligibleAt }: HierarchySight): readonly Scope[] {
  const found = [...holdsAt, ...eligibleAt].flatMap((scope) => /^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? []);
  return unique(found as Scope[]);
}

/** Whether the viewer sees a registered scope; the same rule as that of the lists (`visibleScopes`). */
export async function seesScope(
  reader: Reader,
  sight: HierarchySight,
  { scope, kind }: Pick<RegisteredScope, 'scope' | 'kind'>,
): Promise<boolean> {
  if (sight.isAdministrator) return true;
  if (kind === 'subscription' && subscriptionsAround(sight).includes(scope)) return true;
  const chain = await scopeChainOf(reader, scope);
  const isAmong = (scopes: readonly Scope[]) => chain.some((around) => scopes.includes(around));
  if (isAmong(sight.eligibleAt)) return true;
  return isAmong(sight.readsAt[kind]) && !isHidden(sight.hiddenAt[kind], chain);
}

function unique(scopes: readonly Scope[]): readonly Scope[] {
  return [...new Set(scopes)];
}
