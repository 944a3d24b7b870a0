import type { Holder } from '../domain/access/decide-access.ts';
import { compileDenial, type Denial } from '../domain/access/denial.ts';
import type { DenyAssignment } from '../domain/access/deny-assignment.ts';
import type { Directory } from './directory.ts';
import { type Membership, stretchesOf } from './memberships.ts';

type Denials = Pick<Holder, 'denials' | 'denialsInTime'>;

/** Said of everybody where there are no deny assignments. */
export const NO_DENIALS: Denials = { denials: [] };

/** Which deny assignments are about whom; found out when it is first asked for, and again after a change. */
export class DenialsAbout {
  readonly #directory: Directory;
  readonly #denials = new Map<string, Denial>();
  readonly #about = new Map<number, Denials>();

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  set(denyAssignment: DenyAssignment): void {
    this.#denials.set(denyAssignment.id, compileDenial(denyAssignment));
    this.#about.clear();
  }

  remove(id: string): void {
    this.#denials.delete(id);
    this.#about.clear();
  }

  /** A group's change may concern anybody in it. */
  changed(principal: number): void {
    if (this.#directory.canHaveMembers(principal)) this.#about.clear();
    else this.#about.delete(principal);
  }

  /** Where somebody is in groups for a time, each denial with the time in which it is about them. */
  of(principal: number, membershipsOf: (principal: number) => readonly Membership[]): Denials {
    if (this.#denials.size === 0) return NO_DENIALS;
    const known = this.#about.get(principal);
    if (known !== undefined) return known;
    const found = this.#find(principal, membershipsOf(principal));
    this.#about.set(principal, found);
    return found;
  }

  #find(principal: number, memberships: readonly Membership[]): Denials {
    if (memberships.length === 0) return { denials: this.#naming(principal, []) };
    const denialsInTime = stretchesOf(memberships).flatMap(({ startMs, endMs, groupIds }) =>
      this.#naming(principal, groupIds).map((denial) => ({ denial, startMs, endMs })),
    );
    return { denials: [], denialsInTime };
  }

  #naming(principal: number, joinedIds: readonly string[]): readonly Denial[] {
    const directory = this.#directory;
    const roots = [principal, ...joinedIds.map((id) => directory.numberOf(id))];
    const idsOf = (around: (root: number) => ReadonlySet<number>) =>
      new Set(roots.flatMap((root) => [...around(root)].map((each) => directory.id(each))));
    const allIds = idsOf((root) => directory.allAround(root));
    // a disabled group excepts nobody; somebody disabled is denied everything
    const enabledIds = idsOf((root) => directory.enabledAround(root)).add(directory.id(principal));
    return [...this.#denials.values()].filter((denial) => denial.names({ allIds, enabledIds }));
  }
}
