import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate } from '../../test/scenarios/story.ts';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { builtInRoles } from '../built-in-roles/built-in-roles.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import type { LedgerWatch } from '../ledger/ledger-watch.ts';
import { defineBuiltInRoles } from './establish-organisation.ts';

let demo: DemoLedger;
let commits = 0;
const watch: LedgerWatch = {
  committed() {
    commits += 1;
  },
};
beforeEach(async () => {
  demo = await demoLedger({ watch });
  await defineBuiltInRoles(demo.ledger, few);
  commits = 0;
});
afterEach(() => demo.ledger.close());

const few = builtInRoles.slice(0, 120);
const renamed: readonly RoleDefinition[] = few.map((role) => ({ ...role, description: `${role.description} (new)` }));

it('keeps nobody from writing where the roles are as they have to be', async () => {
  expect(await defineBuiltInRoles(demo.ledger, few)).toBe(0);
  expect(commits).toBe(0);
});

it('defines what is new or has changed, and nothing else', async () => {
  const [first, second] = few;
  if (first === undefined || second === undefined) return expect.unreachable('no roles');
  const changed = { ...first, description: 'something else' };
  const before = demo.ledger.lastSequence();
  expect(await defineBuiltInRoles(demo.ledger, [changed, second])).toBe(1);
  expect(demo.ledger.lastSequence()).toBe(before + 1);
  expect(await demo.ledger.read((reader) => roleDefinitionById(reader, first.id))).toEqual(changed);
});

it('lets others write in between where very many have changed', async () => {
  const { ledger } = demo;
  const defining = defineBuiltInRoles(ledger, renamed);
  const { id } = await activate(ledger);
  const written = ledger.lastSequence();
  expect(await defining).toBe(renamed.length);
  const entries = await ledger.entriesAfter(0, 10_000);
  const own = entries.findIndex(({ correlationId }) => correlationId === id);
  const after = entries.slice(own).filter(({ event }) => event.type === 'roleDefinition.defined');
  expect(after.length).toBeGreaterThanOrEqual(20);
  expect(written).toBeLessThan(ledger.lastSequence());
});

it('is done once where several servers start at the same time', async () => {
  const { ledger } = demo;
  const defined = await Promise.all([1, 2, 3].map(() => defineBuiltInRoles(ledger, renamed)));
  expect(defined.reduce((sum, count) => sum + count, 0)).toBe(renamed.length);
});
