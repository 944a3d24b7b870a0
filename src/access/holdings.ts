import { type CompiledRole, compileRole } from '../domain/access/compiled-role.ts';
import type { Grant } from '../domain/access/decide-access.ts';
import { groupAccessOf } from '../domain/group/group-roles.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { AskedChain } from './asked-chain.ts';
import type { AskedOperations } from './asked-operations.ts';
import type { Directory } from './directory.ts';
import { FoundGrants } from './found-grants.ts';
import { type GrantNames, GrantTable, type GrantTerms } from './grant-table.ts';
import { GroupHoldings } from './group-holdings.ts';
import { type Found, KeyedLists } from './keyed-lists.ts';
import { type Membership, membershipsBy, within } from './memberships.ts';
import { Numbered } from './numbered.ts';

/** An active schedule as it is read or told of. */
export interface HeldSchedule extends GrantTerms {
  readonly scheduleId: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: Scope;
}

/** Until so many schedules of somebody are left, the sieve of their scopes is not made anew when one ends. */
const MOST_SIEVED = 64;
const NO_MEMBERSHIPS: readonly Membership[] = [];
const NO_GRANTS: readonly Grant[] = [];

/**
 * Who holds what: active schedules of each principal by scope and, of groups, at each scope by group, where those groups
 * around somebody are looked for that hold something there.
 */
export class Holdings implements GrantNames {
  readonly #directory: Directory;
  readonly #scopes: Numbered<Scope>;
  readonly #table = new GrantTable();
  readonly #roleNumbers = new Numbered();
  readonly #roles: (CompiledRole | undefined)[] = [];
  /** Of each principal what it holds itself, by scope. */
  readonly #own = new KeyedLists();
  readonly #ofGroups = new GroupHoldings();
  readonly #operations: AskedOperations;
  /** What one question found, until the next one. */
  readonly #found: FoundGrants;
  /** Of each principal the places of what may make it a member of a group for a time. */
  readonly #joining = new Map<number, number[]>();

  constructor(directory: Directory, scopes: Numbered<Scope>, operations: AskedOperations) {
    this.#directory = directory;
    this.#scopes = scopes;
    this.#operations = operations;
    this.#found = new FoundGrants(this.#table, operations, this);
  }

  defineRole(role: Pick<RoleDefinition, 'id' | 'kind' | 'permissions'>): void {
    this.#roles[this.#roleNumbers.of(role.id)] = compileRole(role);
    this.#operations.learn(role);
  }

  /** What is held of it gives nothing from then on. */
  removeRole(id: string): void {
    this.#roles[this.#roleNumbers.of(id)] = undefined;
    this.#operations.forget();
  }

  /** There is none of that id. Answers whose it is. */
  add(held: HeldSchedule): number {
    const { scheduleId, principalId, roleDefinitionId, scope } = held;
    const principal = this.#directory.numberOf(principalId);
    const role = this.#roleNumbers.of(roleDefinitionId);
    const scopeNumber = this.#scopes.of(scope);
    const place = this.#table.add(scheduleId, { principal, role, scope: scopeNumber }, held);
    this.#own.insert(principal, scopeNumber, place);
    this.#directory.rows.holds(principal, scopeNumber);
    if (this.#directory.canHaveMembers(principal)) this.#ofGroups.add(scopeNumber, principal, place);
    if (groupAccessOf(roleDefinitionId) === 'member') {
      this.#joining.set(principal, [...(this.#joining.get(principal) ?? []), place]);
      this.#directory.rows.setJoining(principal, true);
    }
    return principal;
  }

  /** False where there is no such schedule. */
  change(scheduleId: string, terms: GrantTerms): boolean {
    const place = this.#table.find(scheduleId);
    if (place !== undefined) this.#table.setTerms(place, terms);
    return place !== undefined;
  }

  remove(scheduleId: string): void {
    const place = this.#table.find(scheduleId);
    if (place === undefined) return;
    const principal = this.#table.principal(place);
    const scope = this.#table.scope(place);
    this.#own.remove(principal, scope, place);
    this.#sieveAnew(principal);
    this.#ofGroups.remove(scope, principal, place);
    const joining = this.#joining.get(principal)?.filter((each) => each !== place);
    if (joining !== undefined) this.#joining.set(principal, joining);
    if (joining?.length === 0) {
      this.#joining.delete(principal);
      this.#directory.rows.setJoining(principal, false);
    }
    this.#table.remove(place);
  }

  principalOf(scheduleId: string): number | undefined {
    const place = this.#table.find(scheduleId);
    return place === undefined ? undefined : this.#table.principal(place);
  }

  /** What somebody held who turns out to be a group, its members have. */
  share(group: number): void {
    this.#own.forEach(group, (scope, place) => {
      this.#ofGroups.remove(scope, group, place);
      this.#ofGroups.add(scope, group, place);
    });
  }

  /** When somebody is in which group by a schedule of their own. */
  membershipsOf(principal: number): readonly Membership[] {
    const joining = this.#joining.get(principal);
    return joining === undefined ? NO_MEMBERSHIPS : membershipsBy(this.#grants(joining, joining.length));
  }

  /**
   * What somebody has, themselves and by groups: at the scopes of a chain, where the same may be named twice; or (null)
   * everything, once for each way to it in time.
   */
  grantsOf(principal: number, chain: AskedChain | null): readonly Grant[] {
    const grants = this.#lasting(principal, chain);
    if (!this.#joining.has(principal)) return grants;
    const joined = this.membershipsOf(principal).flatMap(({ groupId, startMs, endMs }) =>
      within(this.#lasting(this.#directory.numberOf(groupId), chain), startMs, endMs),
    );
    return [...grants, ...joined];
  }

  /** Whether somebody is in groups for a time: what they have so is not among what is found. */
  isInGroupsForATime(principal: number): boolean {
    return this.#directory.rows.isJoining(principal);
  }

  /**
   * What somebody who is in no group for a time has at the scopes of a chain, for a question about the operation in that
   * row; until the next question.
   */
  find(principal: number, chain: AskedChain, row: number): FoundGrants {
    this.#collect(principal, chain);
    this.#found.row = row;
    return this.#found;
  }

  principalId(principal: number): string {
    return this.#directory.id(principal);
  }

  role(role: number): CompiledRole | undefined {
    return this.#roles[role];
  }

  scope(scope: number): Scope {
    return this.#scopes.text(scope);
  }

  /** What ended lets no question through any more. Of somebody who holds very much most come through anyway. */
  #sieveAnew(principal: number): void {
    if (this.#own.count(principal) > MOST_SIEVED) return;
    const { rows } = this.#directory;
    rows.holdsNothing(principal);
    this.#own.forEach(principal, (scope) => rows.holds(principal, scope));
  }

  #grants(places: ArrayLike<number>, count: number): readonly Grant[] {
    if (count === 0) return NO_GRANTS;
    const grants: Grant[] = [];
    for (let index = 0; index < count; index += 1) {
      const grant = this.#table.grant(places[index] as number, this);
      if (grant !== undefined) grants.push(grant);
    }
    return grants;
  }

  /** What somebody has by themselves and by the groups that they are in for good. */
  #lasting(principal: number, chain: AskedChain | null): readonly Grant[] {
    const { numbers, count } = this.#collect(principal, chain);
    return this.#grants(numbers, count);
  }

  #collect(principal: number, chain: AskedChain | null): Found {
    const found = this.#found.places;
    const { rows } = this.#directory;
    const ofGroups = this.#ofGroups;
    found.count = 0;
    if (chain === null) {
      for (const each of this.#directory.enabledAround(principal)) {
        this.#own.forEach(each, (_, place) => found.push(place));
      }
    } else {
      const mayHold = rows.mayHoldAt(principal, chain) && !rows.canHaveMembers(principal);
      if (mayHold) this.#own.collect(principal, chain, found);
      if (ofGroups.isAnyAlong(chain)) ofGroups.collect(chain, this.#directory.circleOf(principal), found);
    }
    return found;
  }
}
