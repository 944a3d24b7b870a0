import { addGroupMember } from '../../src/commands/change-group-members.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { PrincipalKind } from '../../src/domain/principal.ts';
import { as } from '../support/demo-ledger.ts';
import type { Workshop } from './workshop.ts';

const forGood = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

/** Principals, and who is in which group for good. */
export function peopleSteps({ world, users, groups, random, demo, append }: Workshop) {
  const { chance, pick, id } = random;
  const { ledger } = demo;
  let circles = 0;
  const lasting = () => world.memberships.filter(({ startMs }) => startMs === forGood.startMs);

  async function addPrincipal(kind: PrincipalKind) {
    const principalId = id();
    const names = { displayName: principalId, userName: null, email: null };
    const principal = { id: principalId, kind, ...names, enabled: true };
    await append({ type: 'principal.created', principal, issuer: 'urn:test', subject: principalId });
    world.enabled.set(principalId, true);
    (kind === 'group' ? groups : users).push(principalId);
  }

  async function switchPrincipal() {
    const principalId = pick([...users, ...groups]);
    const isEnabled = world.enabled.get(principalId) !== true;
    await append({ type: isEnabled ? 'principal.enabled' : 'principal.disabled', principalId });
    world.enabled.set(principalId, isEnabled);
  }

  /** Also where groups would contain each other, which must be refused. */
  async function addMember() {
    const groupId = pick(groups);
    const memberId = pick(chance(0.5) ? groups : users);
    const around = new Set([groupId]);
    for (const each of around) {
      for (const { memberId: inner, groupId: outer } of lasting()) if (inner === each) around.add(outer);
    }
    const isCircle = around.has(memberId);
    const refused = await addGroupMember(ledger, as('heidi'), groupId, memberId).then(
      () => false,
      (error) => error instanceof Refusal && error.violation.code === 'membershipCycle',
    );
    if (refused !== isCircle) throw new Error(`a circle of groups was ${refused ? '' : 'not '}refused`);
    if (isCircle) circles += 1;
    else if (!lasting().some((each) => each.groupId === groupId && each.memberId === memberId)) {
      world.memberships.push({ groupId, memberId, ...forGood });
    }
  }

  async function removeMember() {
    const gone = pick(lasting());
    if (gone === undefined) return;
    await append({ type: 'group.memberRemoved', groupId: gone.groupId, memberId: gone.memberId });
    world.memberships.splice(world.memberships.indexOf(gone), 1);
  }

  return { addPrincipal, switchPrincipal, addMember, removeMember, refusedCircles: () => circles };
}
