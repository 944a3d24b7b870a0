import { expect, it } from 'vitest';
import { activate, assign, introduce, outcomeOf } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoRoles } from '../demo/demo-organisation.ts';
import type { Engine, Writer } from '../ledger/engine.ts';
import { openLedger } from '../ledger/ledger.ts';
import { addGroupMember, removeGroupMember } from './change-group-members.ts';
import { disablePrincipal } from './disable-principal.ts';

const PEOPLE = 8;

/** So many people who may activate a role, whom no command has looked at since the ledger was opened. */
async function eligiblePeople({ ledger }: DemoLedger): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    const id = await introduce(ledger, 'user', `Person ${index}`);
    await assign(ledger, { principalId: id, roleDefinitionId: demoRoles.reader, kind: 'eligible' });
    ids.push(id);
  }
  return ids;
}

/** The engine, with how often somebody in a transaction began to wait for what it reads. */
function countingWaits(engine: Engine): { readonly engine: Engine; readonly waits: readonly number[] } {
  const waits: number[] = [];
  function counted(tx: Writer): Writer {
    const index = waits.push(0) - 1;
    let unanswered = 0;
    async function wait<Rows>(reading: Promise<Rows>): Promise<Rows> {
      if (unanswered === 0) waits[index] = (waits[index] ?? 0) + 1;
      unanswered += 1;
      const rows = await reading;
      // as from a database that is elsewhere: not before everybody has asked
      await new Promise(setImmediate);
      unanswered -= 1;
      return rows;
    }
    return {
      all: (statement, parameters) => wait(tx.all(statement, parameters)),
      first: (statement, parameters) => wait(tx.first(statement, parameters)),
      query: (build) => wait(tx.query(build)),
      run: (statement, parameters) => tx.run(statement, parameters),
    };
  }
  const write: Engine['write'] = (work) => engine.write((tx) => work(counted(tx)));
  // where nobody else writes, the database is in this process
  return { engine: { onOtherWrites: () => {}, ...engine, write }, waits };
}

it('waits once for each of the activations that share a transaction, and asks for who they are together', async () => {
  const demo = await demoLedger();
  const ids = await eligiblePeople(demo);
  const { engine, waits } = countingWaits(demo.engine);
  const ledger = await openLedger({ engine, clock: demo.clock });
  // what is the same for all of them is remembered from the first
  await activate(ledger, { principalId: ids[0] as string, roleDefinitionId: demoRoles.reader });
  const before = waits.length;
  await Promise.all(
    ids.slice(1).map((principalId) => activate(ledger, { principalId, roleDefinitionId: demoRoles.reader })),
  );
  expect(waits).toHaveLength(before + 1);
  // the end of the ledger and who they are, then each of them
  expect(waits.at(-1)).toBeLessThanOrEqual(2 + PEOPLE - 1);
  await ledger.close();
});

it('decides each command on what those before it in the same transaction have changed', async () => {
  const demo = await demoLedger();
  const { ledger } = demo;
  const [first = '', second = ''] = await eligiblePeople(demo);
  const group = await introduce(ledger, 'group', 'Readers');
  const third = await introduce(ledger, 'user', 'Through the group');
  await addGroupMember(ledger, as('grace'), group, third);
  await assign(ledger, { principalId: group, roleDefinitionId: demoRoles.reader, kind: 'eligible' });
  const activating = (principalId: string) =>
    outcomeOf(activate(ledger, { principalId, roleDefinitionId: demoRoles.reader }));
  const outcomes = await Promise.all([
    disablePrincipal(ledger, as('grace'), first),
    activating(first),
    activating(second),
    removeGroupMember(ledger, as('grace'), group, third),
    activating(third),
  ]);
  expect(outcomes.slice(1, 3)).toEqual(['principalDisabled', 'done']);
  expect(outcomes[4]).toBe('policyRulesUnmet eligibility');
  await ledger.close();
});
