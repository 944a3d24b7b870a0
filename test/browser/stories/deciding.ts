import { isTold, opens, type Player, press } from './people.ts';

/** Opens the request of somebody from the list of what waits. */
export async function takesUp({ page }: Player, who: string): Promise<void> {
  await page.getByRole('link', { name: who }).click();
  await page.getByLabel('Justification').waitFor();
}

/** Decides the request that is open, with a few words. */
export async function decides(person: Player, result: 'Approve' | 'Deny', why: string, of: string): Promise<void> {
  const { page } = person;
  await page.getByLabel('Justification').fill(why);
  await press(page, result);
  await isTold(person, `You ${result === 'Approve' ? 'approved' : 'denied'} the request of ${of}.`);
}

/** Chooses another time than was asked, before an extension or renewal is approved. */
export async function choosesAnotherTime({ page }: Player, length: string): Promise<void> {
  await press(page, 'Another time or kind ...');
  await press(page, length);
}

/** Decides all that waits, at once, with one justification. */
export async function decidesAll(
  person: Player,
  result: 'Approve' | 'Deny',
  why: string,
  count: number,
): Promise<void> {
  const { page } = person;
  await opens(page, 'Approvals');
  await page.getByLabel('Select all').check();
  await page.getByLabel('Justification').fill(why);
  await press(page, `${result} ${count}`);
  await isTold(person, `${count} of ${count} ${result === 'Approve' ? 'approved' : 'denied'}.`);
  await page.getByText('Nothing waits for your decision').waitFor();
}
