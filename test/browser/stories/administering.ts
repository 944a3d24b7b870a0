import type { Page } from 'playwright-core';
import { asTyped, isTold, opens, type Player, press } from './people.ts';
import type { StoryRole } from './story-role.ts';

async function picksScope(page: Page, { scope }: StoryRole): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search scopes' }).fill(scope.typed);
  await press(page, scope.found);
}

async function picksPeople(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await page.getByRole('searchbox', { name: 'Search people and groups' }).fill(name);
    await press(page, new RegExp(`^${name}`));
  }
  await page.getByRole('searchbox', { name: 'Search people and groups' }).fill('');
}

/** Opens the settings of a role at its scope, to change them. */
export async function editsSettings({ page }: Player, role: StoryRole): Promise<void> {
  await opens(page, 'Roles');
  await page.getByRole('searchbox', { name: 'Search roles' }).fill(role.name);
  await page.waitForURL(/[?&]q=/);
  await page.getByRole('link', { name: `Settings of ${role.name}`, exact: true }).click();
  if (role.scope.typed !== '') {
    await press(page, 'Another scope');
    await picksScope(page, role);
  }
  await press(page, 'Edit');
}

/** Asks for a second factor, a ticket and the approval of these people alone, for at most so long. */
export async function asksForApproval(admin: Player, approvers: readonly string[], most: string): Promise<void> {
  const { page } = admin;
  await page.getByLabel('At most').first().selectOption(most);
  await page.getByLabel('A second factor', { exact: true }).check();
  await page.getByLabel('A ticket', { exact: true }).check();
  await page.getByLabel('An approval is needed').check();
  const before = page.getByRole('group', { name: 'Approval 1' }).getByLabel('Chosen').getByRole('button');
  while ((await before.count()) > 0) await before.first().click();
  await picksPeople(page, approvers);
  await page
    .getByText(`One approval by ${approvers.join(' or ')}`, { exact: false })
    .first()
    .waitFor();
  await press(page, 'Save');
  await isTold(admin, 'The settings are saved.');
}

export interface Given {
  readonly to: readonly string[];
  readonly until: Temporal.Instant;
  readonly reason: string;
}

/** Makes people eligible for a role until a day, step by step. */
export async function makesEligible(admin: Player, role: StoryRole, { to, until, reason }: Given): Promise<void> {
  const { page } = admin;
  await opens(page, 'Assignments');
  await press(page, 'Add assignments');
  await picksScope(page, role);
  await page.getByRole('searchbox', { name: 'Search roles' }).fill(role.name);
  await press(page, new RegExp(`^${role.name} `));
  await press(page, 'Next');
  await picksPeople(page, to);
  await press(page, 'Next');
  await press(page, 'Until a day');
  await page.getByLabel('End', { exact: true }).fill(asTyped(until));
  await page.getByLabel('Reason').fill(reason);
  await press(page, 'Next');
  await press(page, `Assign to ${to.length}`);
  await isTold(admin, `${to.length} of ${to.length} assigned.`);
}

/** Finds the assignment of somebody, and chooses what to do with it. */
async function chooses({ page }: Player, role: StoryRole, who: string, action: string): Promise<void> {
  await page.getByLabel('Search people, roles, scopes').fill(who);
  await page.waitForURL(/[?&]q=/);
  await press(page, `Change ${role.name} of ${who}`);
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Gives an assignment another end. */
export async function changesTheTime(admin: Player, role: StoryRole, who: string, length: string): Promise<void> {
  const { page } = admin;
  await opens(page, 'Assignments');
  await chooses(admin, role, who, 'Change the time');
  const pane = page.getByRole('dialog');
  await press(pane, length);
  await pane.getByLabel('Reason').fill('the project lasts longer');
  await press(pane, 'Change');
  await isTold(admin, '1 of 1 done.');
}

/** Takes a role away, after a look at what that ends. */
export async function removes(admin: Player, role: StoryRole, who: string): Promise<void> {
  const { page } = admin;
  await chooses(admin, role, who, 'Remove');
  const pane = page.getByRole('dialog');
  await pane.getByLabel('Reason').fill('moved to another team');
  await pane.getByText(`${who} · ${role.name} · ${role.scope.name}`).waitFor();
  await press(pane, 'Remove');
  await isTold(admin, '1 of 1 done.');
}
