import type { DemoLedger } from '../support/demo-ledger.ts';
import { assignmentSteps } from './assignment-steps.ts';
import { denialSteps } from './denial-steps.ts';
import { peopleSteps } from './people-steps.ts';
import type { Dice } from './random-world.ts';
import { scopeSteps } from './scope-steps.ts';
import { workshop } from './workshop.ts';
import type { World } from './world.ts';

/** A world as plain data, and the same in a ledger, changed step by step. */
export interface LivingWorld {
  readonly world: World;
  /** Every scope that is asked about, registered or not. */
  readonly asked: readonly string[];
  /** How many memberships were refused because groups would have contained each other. */
  refusedCircles(): number;
  change(): Promise<void>;
}

/** Makes a world in a ledger of the demo organisation, whose own people and assignments are no part of it. */
export async function livingWorld(demo: DemoLedger, random: Dice): Promise<LivingWorld> {
  const shop = workshop(demo, random);
  const { world, places } = shop;
  const { chance, pick } = random;
  const { addPrincipal, switchPrincipal, addMember, removeMember, refusedCircles } = peopleSteps(shop);
  const { assign, changeAssignment, endAssignment, join, defineRole } = assignmentSteps(shop);
  const { deny, lift } = denialSteps(shop);
  const { plantTree, moveScope, unregistered } = scopeSteps(shop);

  const times = async (count: number, step: () => Promise<unknown>) => {
    for (let n = 0; n < count; n += 1) await step();
  };
  await plantTree();
  await times(9, () => addPrincipal('user'));
  await times(2, () => addPrincipal('servicePrincipal'));
  await times(6, () => addPrincipal('group'));
  await times(8, () => defineRole());
  await times(18, addMember);
  await times(30, assign);
  await times(5, join);
  await times(4, deny);

  // as many begin as end, so that a world stays as large as it is
  const often = [addMember, addMember, addMember, removeMember, assign, assign, endAssignment, endAssignment];
  const redefineRole = () => defineRole(pick([...world.roles.keys()]));
  const seldom = [switchPrincipal, join, moveScope, redefineRole, deny, lift, changeAssignment, changeAssignment];
  return {
    world,
    asked: [...places, ...unregistered],
    refusedCircles,
    change: () => times(6, () => pick(chance(0.6) ? often : seldom)()),
  };
}
