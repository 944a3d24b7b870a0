import { type DenyAssignment, EVERYONE } from '../../src/domain/access/deny-assignment.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { randomCondition, randomPermissions } from './random-world.ts';
import type { Workshop } from './workshop.ts';
import type { Denied } from './world.ts';
import { permissionsOf, written } from './written.ts';

/** Deny assignments. */
export function denialSteps({ world, users, groups, places, random, demo, append }: Workshop) {
  const { chance, pick, some, id } = random;

  async function deny() {
    const everybody = [...users, ...groups];
    const denied: Denied = {
      id: id(),
      principalIds: chance(0.5) ? ['everyone'] : [pick(everybody), ...some(everybody, 2)],
      exceptIds: some(everybody, 2),
      scope: pick(places),
      isForChildren: chance(0.7),
      permissions: randomPermissions(random),
      condition: chance(0.6) ? randomCondition(random, 1) : null,
    };
    await append({ type: 'denyAssignment.created', denyAssignment: denyAssignmentOf(denied) });
    world.denials.push(denied);
  }

  function denyAssignmentOf({
    id: denyId,
    principalIds,
    exceptIds,
    scope,
    isForChildren,
    ...rest
  }: Denied): DenyAssignment {
    const named = (ids: readonly string[]) =>
      [...new Set(ids)].map((each) =>
        each === 'everyone'
          ? ({ id: EVERYONE, kind: 'everyone' } as const)
          : ({ id: each, kind: groups.includes(each) ? 'group' : 'user' } as const),
      );
    return {
      id: denyId,
      name: denyId,
      description: null,
      permissions: permissionsOf(rest.permissions),
      scope: scope as Scope,
      doNotApplyToChildScopes: !isForChildren,
      principals: named(principalIds),
      excludePrincipals: named(exceptIds),
      condition: written(rest.condition),
      createdAt: demo.clock(),
      createdById: denyId,
    };
  }

  async function lift() {
    const gone = pick(world.denials);
    if (gone === undefined) return;
    await append({ type: 'denyAssignment.deleted', denyAssignmentId: gone.id, deletedById: gone.id });
    world.denials.splice(world.denials.indexOf(gone), 1);
  }

  return { deny, lift };
}
