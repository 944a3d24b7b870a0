import { compileCondition } from '../domain/access/compile-condition.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Schedule, ScheduleTerms } from '../domain/schedule.ts';
import { AskedOperations } from './asked-operations.ts';
import { DenialsAbout } from './denials-about.ts';
import { Directory } from './directory.ts';
import { type HeldSchedule, Holdings } from './holdings.ts';
import { followIdentities } from './identities.ts';
import { followResources } from './named-resources.ts';
import { ScopeChains } from './scope-chains.ts';

/** What decisions rest on, in memory. */
export class AccessState {
  readonly directory = new Directory();
  readonly chains = new ScopeChains();
  readonly operations = new AskedOperations();
  readonly holdings = new Holdings(this.directory, this.chains.numbers, this.operations);
  readonly denials = new DenialsAbout(this.directory);
  readonly identities = followIdentities();
  readonly resources = followResources();

  /** Follows the ledger; what is known already changes nothing. */
  apply(event: DomainEvent) {
    this.identities.apply(event);
    this.resources.apply(event);
    switch (event.type) {
      case 'principal.created':
        return this.setPrincipal(event.principal.id, event.principal.kind, event.principal.enabled);
      case 'principal.disabled':
      case 'principal.enabled':
        return this.#setEnabled(event.principalId, event.type === 'principal.enabled');
      case 'principal.deleted':
        return this.#removePrincipal(event.principalId);
      case 'group.memberAdded':
        return this.addMember(event.groupId, event.memberId);
      case 'group.memberRemoved':
        return this.#removeMember(event.groupId, event.memberId);
      case 'group.ownerAdded':
        return this.addOwner(event.groupId, event.ownerId);
      case 'group.ownerRemoved':
        return this.directory.removeOwner(this.#number(event.groupId), this.#number(event.ownerId));
      case 'scope.registered':
        return this.chains.place(event.scope, event.parent);
      case 'scope.moved':
        return this.chains.place(event.scope, event.after);
      case 'scope.deleted':
        return this.chains.remove(event.scope);
      case 'roleDefinition.defined':
        return this.defineRole(event.roleDefinition);
      case 'roleDefinition.deleted':
        return this.holdings.removeRole(event.roleDefinitionId);
      case 'denyAssignment.created':
        return this.denials.set(event.denyAssignment);
      case 'denyAssignment.deleted':
        return this.denials.remove(event.denyAssignmentId);
      case 'schedule.created':
        if (event.schedule.kind === 'active') this.#hold(toHeld(event.schedule));
        return;
      case 'schedule.changed':
        return this.#change(event.scheduleId, event.after);
      case 'schedule.ended':
        return this.#end(event.scheduleId);
    }
  }

  setPrincipal(id: string, kind: PrincipalKind, isEnabled: boolean): void {
    const principal = this.#number(id);
    this.directory.set(principal, kind, isEnabled);
    if (kind === 'group') this.holdings.share(principal);
    this.denials.changed(principal);
  }

  addMember(groupId: string, memberId: string): void {
    const member = this.#number(memberId);
    this.directory.addMember(this.#number(groupId), member);
    this.denials.changed(member);
  }

  addOwner(groupId: string, ownerId: string): void {
    this.directory.addOwner(this.#number(groupId), this.#number(ownerId));
  }

  defineRole(role: RoleDefinition): void {
    this.holdings.defineRole(role);
  }

  #hold(schedule: HeldSchedule): void {
    // it may have been read before it is told of
    this.holdings.remove(schedule.scheduleId);
    this.denials.changed(this.holdings.add(schedule));
  }

  #number(id: string): number {
    return this.directory.numberOf(id);
  }

  #setEnabled(id: string, isEnabled: boolean): void {
    const principal = this.#number(id);
    this.directory.setEnabled(principal, isEnabled);
    this.denials.changed(principal);
  }

  #removePrincipal(id: string): void {
    const principal = this.#number(id);
    this.directory.remove(principal);
    this.denials.changed(principal);
  }

  #removeMember(groupId: string, memberId: string): void {
    const member = this.#number(memberId);
    this.directory.removeMember(this.#number(groupId), member);
    this.denials.changed(member);
  }

  #change(scheduleId: string, { startAt, endAt, condition }: ScheduleTerms): void {
    this.holdings.change(scheduleId, termsOf(startAt, endAt, condition?.text ?? null));
    this.#forgetDenials(scheduleId);
  }

  #end(scheduleId: string): void {
    this.#forgetDenials(scheduleId);
    this.holdings.remove(scheduleId);
  }

  /** It may be what makes somebody a member of a group. */
  #forgetDenials(scheduleId: string): void {
    const principal = this.holdings.principalOf(scheduleId);
    if (principal !== undefined) this.denials.changed(principal);
  }
}

function toHeld({ id, principalId, roleDefinitionId, scope, startAt, endAt, condition }: Schedule): HeldSchedule {
  const terms = termsOf(startAt, endAt, condition?.text ?? null);
  return { scheduleId: id, principalId, roleDefinitionId, scope, ...terms };
}

function termsOf(startAt: Temporal.Instant, endAt: Temporal.Instant | null, condition: string | null) {
  return {
    startMs: startAt.epochMilliseconds,
    endMs: endAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    condition: compileCondition(condition),
  };
}
