import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assign, mayDo, outcomeOf } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { ROOT } from '../domain/scope.ts';
import { elevateAccess } from './elevate-access.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const ASSIGN = { action: 'Microsoft.Authorization/roleAssignments/write', scope: ROOT };

it('gives a Global Administrator User Access Administrator at the root, once, and is on record', async () => {
  expect(await mayDo(demo, demoIds.heidi, ASSIGN)).toBe(false);
  await elevateAccess(demo.ledger, as('heidi'), randomUUID);
  expect(await mayDo(demo, demoIds.heidi, ASSIGN)).toBe(true);
  const last = demo.ledger.lastSequence();
  const [entry] = await demo.ledger.entriesAfter(last - 1, 1);
  expect(entry).toMatchObject({
    actorId: demoIds.heidi,
    event: { type: 'access.elevated', principalId: demoIds.heidi },
  });
  await elevateAccess(demo.ledger, as('heidi'), randomUUID);
  expect(demo.ledger.lastSequence()).toBe(last);
});

it('ends like every assignment: by removal', async () => {
  await elevateAccess(demo.ledger, as('heidi'), randomUUID);
  const removal = { principalId: demoIds.heidi, roleDefinitionId: demoRoles.userAccessAdministrator, scope: ROOT };
  await assign(demo.ledger, { type: 'adminRemove', ...removal });
  expect(await mayDo(demo, demoIds.heidi, ASSIGN)).toBe(false);
});

it('is refused to an Owner at the root who is no Global Administrator', async () => {
  await assign(demo.ledger, {
    principalId: demoIds.mallory,
    roleDefinitionId: demoRoles.owner,
    scope: ROOT,
  });
  expect(await outcomeOf(elevateAccess(demo.ledger, as('mallory'), randomUUID))).toBe('notPermitted');
});
