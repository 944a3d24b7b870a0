import type { Page } from 'playwright-core';

/** A page of the demo, as somebody comes to it and uses it. */
export interface PortalPage {
  readonly name: string;
  /** A demo person. */
  readonly as: string;
  readonly path: string;
  readonly use: (page: Page) => Promise<void>;
}

const openPane = async (page: Page) => {
  await page.getByRole('button', { name: 'Activate Contributor on Production' }).click();
  await page.getByLabel('Reason').pressSequentially('Triage of IR-2026-0142');
  await page.getByRole('button', { name: '30 min' }).click();
};

export const portalPages: readonly PortalPage[] = [
  { name: 'Home', as: 'alice', path: '/', use: openPane },
  { name: 'My roles', as: 'alice', path: '/my-roles', use: openPane },
  {
    name: 'Approvals',
    as: 'bob',
    path: '/approvals',
    async use(page) {
      await page.getByLabel('Select the request of Alice Meyer for Owner').first().check();
      await page.getByLabel('Justification').pressSequentially('known incident');
    },
  },
  {
    name: 'Assignments',
    as: 'grace',
    path: '/assignments',
    async use(page) {
      await page.getByRole('tab', { name: 'Active' }).click();
      await page.getByLabel('Search people, roles, scopes').pressSequentially('oscar');
      await page
        .getByRole('row', { name: /Oscar Bianchi/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'Audit',
    as: 'grace',
    path: '/audit',
    async use(page) {
      await page.getByLabel('What').selectOption('requests');
      await page.getByRole('row').nth(1).getByRole('button').click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
