import {
  type AccessDecision,
  type AccessQuestion,
  decideAccess,
  decideHeld,
  type Holder,
} from '../domain/access/decide-access.ts';
import { decideRole } from '../domain/access/decide-role.ts';
import type { DomainEvent } from '../domain/events.ts';
import { groupIdOf } from '../domain/group/group-scope.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import type { Scope } from '../domain/scope.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { AccessState } from './access-state.ts';
import type { AskedChain } from './asked-chain.ts';
import { NO_DENIALS } from './denials-about.ts';
import type { Identities } from './identities.ts';
import { loadAccessState } from './load-access-state.ts';
import type { NamedResources } from './named-resources.ts';
import { withStanding } from './standing-in-group.ts';

/** Who wants to do what, where. */
export interface AccessRequest {
  readonly principalId: string;
  readonly action: string;
  /** Left out: a data action where the built-in roles know it as one, else a control action. */
  readonly isDataAction?: boolean;
  readonly scope: Scope;
  readonly attributes?: AccessQuestion['attributes'];
}

/** Who wants to know whether a role is held, where. */
export interface RoleRequest {
  readonly principalId: string;
  readonly roleDefinitionIds: readonly string[];
  readonly scope: Scope;
}

/** Answers from memory, after everything that was acknowledged. */
export interface AccessIndex {
  decide(request: AccessRequest, at: Temporal.Instant, explain?: boolean): AccessDecision;
  /** The same with the instant in milliseconds since the epoch, for gateways that ask very often. */
  decideAtMs(request: AccessRequest, atMs: number, explain?: boolean): AccessDecision;
  /** Whether the principal holds one of the roles at the scope or above it; a conditional one does not count. */
  decideRoleAtMs(request: RoleRequest, atMs: number, explain?: boolean): AccessDecision;
  /** What the principal is; undefined for an unknown one. */
  principal(id: string): { readonly kind: PrincipalKind; readonly enabled: boolean } | undefined;
  /** Whether the built-in roles know the operation as one on data. */
  isDataAction(action: string): boolean;
  /** The scope that is stored with exactly this text; undefined where none is known. */
  knownScope(text: string): Scope | undefined;
  /** From the scope up to the root, as scopes are placed now. */
  scopeChain(scope: Scope): readonly Scope[];
  readonly identities: Identities;
  readonly resources: NamedResources;
}

/** Reads the present state and follows the ledger from there. */
export async function openAccessIndex(ledger: Ledger): Promise<AccessIndex> {
  const state = new AccessState();
  // what is committed while the state is read waits; applying what was read already changes nothing
  let waiting: DomainEvent[] | null = [];
  ledger.onCommitted((entries) => {
    for (const { event } of entries) waiting === null ? state.apply(event) : waiting.push(event);
  });
  await ledger.read((reader) => loadAccessState(state, reader));
  for (const event of waiting) state.apply(event);
  waiting = null;
  return accessIndex(state);
}

const ENABLED = { enabled: true, ...NO_DENIALS };
const DISABLED = { enabled: false, ...NO_DENIALS };
const FOR_GOOD = [{ startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }];

/** Answers from what is in memory. */
export function accessIndex(state: AccessState): AccessIndex {
  const { directory, chains, holdings, denials, operations, identities, resources } = state;
  const membershipsOf = (principal: number) => holdings.membershipsOf(principal);

  /** What there is to know of somebody beside what they hold; undefined for who is unknown. */
  function standingOf(principal: number | undefined): Omit<Holder, 'grants'> | undefined {
    const enabled = principal === undefined ? null : directory.isEnabled(principal);
    if (principal === undefined || enabled === null) return undefined;
    const about = denials.of(principal, membershipsOf);
    // so it is for most, and costs no memory
    if (about === NO_DENIALS) return enabled ? ENABLED : DISABLED;
    return { ...about, enabled };
  }

  /** What a decision about these scopes rests on; about all (null) where the reasons are asked for. */
  function holderOf(principal: number | undefined, chain: AskedChain | null): Holder | undefined {
    const standing = standingOf(principal);
    if (principal === undefined || standing === undefined) return undefined;
    return { ...standing, grants: holdings.grantsOf(principal, chain) };
  }

  /** With what makes somebody a member or an owner of the group at a scope by no schedule. */
  function standingAt(principal: number, scope: Scope) {
    const groupId = groupIdOf(scope);
    const group = groupId === null ? undefined : directory.find(groupId);
    if (groupId === null || group === undefined || principal === group) return null;
    const around = (each: number) => directory.enabledAround(each).has(group);
    const joined = membershipsOf(principal).filter((each) => each.groupId !== groupId);
    const stretches = around(principal) ? FOR_GOOD : joined.filter((each) => around(directory.numberOf(each.groupId)));
    return { groupId, isOwner: directory.isOwner(group, principal), stretches };
  }

  function decideAtMs(request: AccessRequest, atMs: number, explain = false): AccessDecision {
    const { action, scope, attributes = null } = request;
    // each is a place in memory of its own, and a look at the next one need not wait for what the last one has
    const principal = directory.find(request.principalId);
    const standing = standingOf(principal);
    const chain = chains.of(scope);
    const row = operations.row(action, request.isDataAction);
    const question = { action, isDataAction: operations.isOnData(row), scopeChain: chain.scopes, attributes };
    if (principal === undefined || standing === undefined) return decideAccess(undefined, question, atMs);
    if (explain || holdings.isInGroupsForATime(principal)) {
      const grants = holdings.grantsOf(principal, explain ? null : chain);
      return decideAccess({ ...standing, grants }, question, atMs, explain);
    }
    return decideHeld(standing, holdings.find(principal, chain, row), chain, question, atMs, false);
  }

  function decideRoleAtMs(request: RoleRequest, atMs: number, explain = false): AccessDecision {
    const { roleDefinitionIds, scope } = request;
    const chain = chains.of(scope);
    const principal = directory.find(request.principalId);
    const holder = holderOf(principal, explain ? null : chain);
    const standing = principal === undefined ? null : standingAt(principal, scope);
    const standingHolder =
      holder === undefined || standing === null ? holder : withStanding(holder, request.principalId, standing);
    return decideRole(standingHolder, roleDefinitionIds, chain.scopes, atMs, explain);
  }

  return {
    decide: (request, at, explain) => decideAtMs(request, at.epochMilliseconds, explain),
    decideAtMs,
    decideRoleAtMs,
    principal(id) {
      const principal = directory.findNew(id);
      const kind = principal === undefined ? null : directory.kind(principal);
      if (principal === undefined || kind === null) return undefined;
      return { kind, enabled: directory.isEnabled(principal) === true };
    },
    isDataAction: (action) => operations.isOnData(operations.row(action)),
    knownScope: (text) => chains.known(text),
    scopeChain: (scope) => chains.of(scope).scopes,
    identities,
    resources,
  };
}
