import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { asTyped, isTold, opens, type Player, press } from './people.ts';
import type { StoryRole } from './story-role.ts';

export const REASON = 'Triage of IR-2026-0142: customers cannot pay';
export const TICKET = 'IR-2026-0142';

const dialog = (page: Page) => page.getByRole('dialog');
const typedReason = (pane: Locator) => pane.getByLabel('Reason');
const typedTicket = (pane: Locator) => pane.getByRole('textbox', { name: 'Ticket', exact: true });
const chosenStart = (pane: Locator) => pane.getByLabel('Start', { exact: true });

/** Opens the pane in which the role is asked for, from Home. */
export async function beginsToAsk({ page }: Player, role: StoryRole): Promise<Locator> {
  await opens(page, 'Home');
  await press(page, `Activate ${role.name} on ${role.scope.name}`);
  return dialog(page);
}

/** Types all there is to type; with a start of its own where one is given. */
export async function fillsIn(pane: Locator, start: Temporal.Instant | null = null): Promise<void> {
  await typedReason(pane).fill(REASON);
  await typedTicket(pane).fill(TICKET);
  await press(pane, '30 min');
  const later = pane.getByLabel('Start later');
  await later.setChecked(start !== null);
  if (start !== null) await chosenStart(pane).fill(asTyped(start));
}

/** Nothing that was typed before is lost. */
export async function findsAllTyped(pane: Locator, start: Temporal.Instant | null): Promise<void> {
  expect(await typedReason(pane).inputValue()).toBe(REASON);
  expect(await typedTicket(pane).inputValue()).toBe(TICKET);
  expect(await pane.getByRole('button', { name: '30 min' }).getAttribute('aria-pressed')).toBe('true');
  if (start !== null) expect(await chosenStart(pane).inputValue()).toBe(asTyped(start));
}

/** Sends what is filled in, which then waits for as many people as it says, and opens the request. */
export async function sends(person: Player, role: StoryRole, approvers: number): Promise<void> {
  const { page } = person;
  const pane = dialog(page);
  await pane.getByText(`Will wait for approval by ${approvers} people`).waitFor();
  await press(pane, 'Activate');
  await isTold(person, `${role.name} waits for approval.`);
  await page.getByRole('link', { name: 'See the request' }).click();
  await page.getByText('Waits for a decision').waitFor();
}

/** Asks in one go. */
export async function asks(person: Player, role: StoryRole, start: Temporal.Instant | null = null): Promise<void> {
  await fillsIn(await beginsToAsk(person, role), start);
  await sends(person, role, 2);
}

/** Takes back what was asked, on the page of the request. */
export async function cancels(person: Player): Promise<void> {
  await press(person.page, 'Cancel the request');
  await isTold(person, 'The request is canceled.');
  await statusOn(person, 'Canceled');
}

/** The status of the request that is open, as soon as it is so. */
export async function statusOn({ page }: Player, status: string): Promise<void> {
  await page.getByRole('banner').or(page.getByRole('main')).getByText(status, { exact: true }).first().waitFor();
}

/** Asks for more of an assignment in its last days, or anew after its end. */
export async function asksForMore(person: Player, role: StoryRole, what: 'Extend' | 'Renew'): Promise<void> {
  const { page } = person;
  await press(page, `${what} ${role.name}, ${role.scope.name}`);
  const pane = dialog(page);
  await press(pane, '30 days');
  await typedReason(pane).fill('the project goes on');
  await pane.getByText('Will wait for an administrator').waitFor();
  await press(pane, 'Ask');
  await isTold(person, 'Your request waits for an administrator.');
  await page.getByText(/^An administrator has not decided/).waitFor();
}
