import { afterAll, beforeAll, expect, it } from 'vitest';
import { type QueryPlanner, queryPlanner } from '../../test/support/query-planner.ts';
import { selectAdministrators } from '../ledger/facts/digest-facts.ts';
import { selectActivations, selectExtensions, selectStages } from './count-period.ts';
import { selectOpenAssigned } from './count-standing.ts';

let planner: QueryPlanner;
beforeAll(async () => {
  planner = await queryPlanner();
});
afterAll(() => planner.close());

it.each([
  ['what stands', /SEARCH schedule USING INDEX schedule_open_by_time/, () => planner.textOf(selectOpenAssigned)],
  [
    'who administers a role',
    /SEARCH schedule USING INDEX schedule_by_role/,
    () => planner.textOf(selectAdministrators),
  ],
  ['activations', /SEARCH schedule USING INDEX schedule_activated_by_start/, () => planner.textOf(selectActivations)],
  ['approvals', /SEARCH stage USING INDEX approval_stage_by_expiry/, () => planner.textOf(selectStages)],
  [
    'what administrators decide',
    /SEARCH extension USING INDEX extension_request_by_expiry/,
    () => planner.textOf(selectExtensions),
  ],
] as const)('reads a page of %s in the order of an index, from where the page begins', (_, index, text) => {
  const plan = planner.planOf(text()).join('\n');
  expect(plan).toMatch(index);
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY/);
});
