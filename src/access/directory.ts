import type { PrincipalKind } from '../domain/principal.ts';
import type { Stretch } from './keyed-lists.ts';
import { Numbered } from './numbered.ts';
import { PackedIds } from './packed-ids.ts';
import { PrincipalRows } from './principal-rows.ts';

const NO_GROUPS: readonly number[] = [];
/** So many are remembered by their texts as they were asked for last, by the last sign. */
const RECENT = 16;

/** Principals by number, and who is in which group for good. */
export class Directory {
  readonly #ids = new Numbered();
  readonly #packed = new PackedIds();
  /** A question asks several times for the same two: its subject and its caller. A number is never given to another one. */
  readonly #recentIds: string[] = Array.from({ length: RECENT }, () => '');
  readonly #recentNumbers = new Int32Array(RECENT);
  readonly rows = new PrincipalRows();
  readonly #groupsOf: (readonly number[])[] = [];
  readonly #ownersOf = new Map<number, Set<number>>();

  find(id: string): number | undefined {
    const slot = recentSlot(id);
    return this.#recentIds[slot] === id ? this.#recentNumbers[slot] : this.#ids.find(id);
  }

  /** The same for a text that was just read, from a call or a table: nothing has hashed it yet. */
  findNew(id: string): number | undefined {
    const slot = recentSlot(id);
    if (this.#recentIds[slot] === id) return this.#recentNumbers[slot];
    const number = this.#packed.find(id);
    if (number === undefined) return undefined;
    this.#recentIds[slot] = id;
    this.#recentNumbers[slot] = number;
    return number;
  }

  /** The number of a principal, also of one that is not known yet. */
  numberOf(id: string): number {
    const known = this.#packed.find(id);
    if (known !== undefined) return known;
    const number = this.#ids.of(id);
    this.#packed.set(number, id);
    this.#groupsOf.push(NO_GROUPS);
    this.rows.add(number);
    return number;
  }

  id(principal: number): string {
    return this.#ids.text(principal);
  }

  /** null: there is no such principal. */
  kind(principal: number): PrincipalKind | null {
    return this.rows.kind(principal);
  }

  /** null: there is no such principal. */
  isEnabled(principal: number): boolean | null {
    return this.rows.isEnabled(principal);
  }

  /** Directly. */
  groupsOf(principal: number): readonly number[] {
    return this.#groupsOf[principal] ?? NO_GROUPS;
  }

  set(principal: number, kind: PrincipalKind, isEnabled: boolean): void {
    this.#changed(principal);
    this.rows.set(principal, kind, isEnabled);
    this.#changed(principal);
  }

  setEnabled(principal: number, isEnabled: boolean): void {
    const kind = this.rows.kind(principal);
    if (kind !== null) this.rows.set(principal, kind, isEnabled);
    this.#changed(principal);
  }

  remove(principal: number): void {
    this.#groupsOf[principal] = NO_GROUPS;
    for (const [member, groups] of this.#groupsOf.entries()) {
      if (groups.includes(principal)) this.removeMember(principal, member);
    }
    this.#ownersOf.delete(principal);
    for (const owners of this.#ownersOf.values()) owners.delete(principal);
    this.rows.set(principal, null, false);
    this.#changed(principal);
  }

  addMember(group: number, member: number): void {
    const groups = this.groupsOf(member);
    if (groups.includes(group)) return;
    this.#groupsOf[member] = [...groups, group];
    this.#changed(member);
  }

  removeMember(group: number, member: number): void {
    this.#groupsOf[member] = this.groupsOf(member).filter((each) => each !== group);
    this.#changed(member);
  }

  addOwner(group: number, owner: number): void {
    this.#ownersOf.set(group, (this.#ownersOf.get(group) ?? new Set()).add(owner));
  }

  removeOwner(group: number, owner: number): void {
    this.#ownersOf.get(group)?.delete(owner);
  }

  isOwner(group: number, owner: number): boolean {
    return this.#ownersOf.get(group)?.has(owner) === true;
  }

  /** Also of what is not known: only people and service principals surely have none. */
  canHaveMembers(principal: number): boolean {
    return this.rows.canHaveMembers(principal);
  }

  /** Somebody and the groups around them, as far as they are enabled: a disabled one gives nothing and leads nowhere. */
  enabledAround(principal: number): ReadonlySet<number> {
    const reached = new Set([principal]);
    for (const each of reached) {
      if (this.isEnabled(each) !== true) reached.delete(each);
      else for (const group of this.groupsOf(each)) reached.add(group);
    }
    return reached;
  }

  allAround(principal: number): ReadonlySet<number> {
    const reached = new Set([principal]);
    for (const each of reached) for (const group of this.groupsOf(each)) reached.add(group);
    return reached;
  }

  /**
   * In ascending order those of `enabledAround` that can have members, and so give something to somebody. Remembered
   * until somebody gets into or out of a group or a group changes; what is answered here, until the next is asked for.
   */
  circleOf(principal: number): Stretch {
    return this.rows.circle(principal) ?? this.#findCircle(principal);
  }

  #findCircle(principal: number): Stretch {
    const found = [...this.enabledAround(principal)].filter((each) => this.canHaveMembers(each));
    return this.rows.setCircle(
      principal,
      found.sort((a, b) => a - b),
    );
  }

  /** Whoever is around it may have changed. Groups change rarely; who is in them is not worth keeping for that. */
  #changed(principal: number): void {
    if (this.canHaveMembers(principal)) this.rows.forgetCircles();
    else this.rows.forgetCircle(principal);
  }
}

function recentSlot(id: string): number {
  return id.charCodeAt(id.length - 1) % RECENT;
}
