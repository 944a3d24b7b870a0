import type { ServerResponse } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../src/notifications/channel.ts';
import type { Endpoints } from '../../src/notifications/endpoints/start-endpoints.ts';
import { NotTaken } from '../../src/notifications/not-taken.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { endpointRoom } from '../support/endpoint-room.ts';
import { type HttpReceiver, httpReceiver } from '../support/http-receiver.ts';
import { newsOn, personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

interface Seen {
  readonly deliveries: { readonly waiting: number };
}

const scope = '/subscriptions/c0000000-0000-4000-8000-000000000001';
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

describe.skipIf(whyNoChromium !== null)('being told, in a browser', () => {
  let browser: Browser;
  let server: PortalServer;
  let receiver: HttpReceiver;
  let endpoints: Endpoints;
  /** Addresses that the mail server refuses. */
  const refused = new Set<string>();
  let mailServer = Promise.resolve();
  const channel = {
    async deliver({ to }: OutgoingMessage) {
      await mailServer;
      if (refused.has(to)) throw new NotTaken('refused', '550 no such mailbox');
    },
    close: async () => {},
  };
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server, receiver] = await Promise.all([
      startChromium(),
      portalServer({ channel, onError: () => {} }),
      httpReceiver(),
    ]);
    endpoints = (await endpointRoom(server.demo)).start();
  });
  afterAll(async () => {
    await endpoints.stop();
    await Promise.all([browser.close(), server.close(), receiver.close()]);
  });

  async function aliceAsks(): Promise<string> {
    const what = { roleDefinitionId: owner, scope, duration: 'PT2H', ticket: { number: 'IR-1' } };
    const asked = { type: 'selfActivate', justification: 'Triage of IR-2026-0142', ...what };
    return ((await (await server.call('alice', 'POST', '/requests', asked)).json()) as { id: string }).id;
  }

  it('chooses what is told by mail, keeps it through a reload in the middle, and is told what always arrives', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    await page.goto(`${server.url}/me/notifications`);
    await page.getByText('What needs you always arrives').waitFor();
    await page
      .getByRole('radio', { name: /^Critical only/ })
      .first()
      .check();
    await page.getByLabel('Hold mail back between these times').check();
    await page.getByLabel('Until').fill('06:30');
    await page.getByRole('button', { name: 'Use that of this device (Europe/Berlin)' }).click();
    await page.reload();
    await page.getByText('Every night from 22:00 until 06:30, Europe/Berlin.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await newsOn(page)).toContain('Saved.');
    const kept = await server.call('alice', 'GET', '/me/notification-preferences');
    expect(await kept.json()).toMatchObject({
      mail: 'critical',
      bell: 'all',
      timeZone: 'Europe/Berlin',
      quietHours: { from: '22:00', to: '06:30' },
    });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('makes a webhook whose secret is shown once, is refused an address inside, and sees what arrived', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/endpoints?create=yes`);
    await page.getByLabel('Name').fill('SIEM');
    await page.getByLabel('Address').fill('https://169.254.169.254/latest/meta-data');
    await page.getByRole('button', { name: 'Add', exact: true }).last().click();
    await page.getByText('leads to an address that is not one of the public Internet', { exact: false }).waitFor();
    await page.getByLabel('Address').fill(`${receiver.url}/T0-path-secret`);
    await page.getByRole('button', { name: 'Add', exact: true }).last().click();
    const secret = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await page.getByRole('row', { name: /Test message to SIEM.*Delivered/ }).waitFor();
    expect(receiver.calls()).toHaveLength(1);
    await page.reload();
    await page.getByRole('row', { name: /Test message to SIEM.*Delivered/ }).waitFor();
    const everything =
      (await page.content()) + (await page.evaluate('JSON.stringify([{...sessionStorage}, {...localStorage}])'));
    for (const hidden of [secret, 'T0-path-secret']) expect(everything).not.toContain(hidden);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows what arrived though the endpoint was asked for after it and its messages before', async () => {
    const made = await server.call('grace', 'POST', '/notification-endpoints', {
      kind: 'webhook',
      displayName: 'Slow',
      url: `${receiver.url}/slow`,
    });
    const { id } = (await made.json()) as { id: string };
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/endpoints/${id}`);
    await page.getByText('No message', { exact: true }).waitFor();
    const atReceiver = Promise.withResolvers<ServerResponse>();
    receiver.react(() => (response) => atReceiver.resolve(response));
    const hasArrived = Promise.withResolvers<void>();
    await page.route(new RegExp(`/notification-endpoints/${id}$`), async (route) => {
      await hasArrived.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await page.getByRole('row', { name: /Test message to Slow.*Waiting/ }).waitFor();
    (await atReceiver.promise).writeHead(204).end();
    receiver.react(() => ({ status: 204 }));
    const seen = async () =>
      (await (await server.call('grace', 'GET', `/notification-endpoints/${id}`)).json()) as Seen;
    await expect.poll(async () => (await seen()).deliveries.waiting).toBe(0);
    hasArrived.resolve();
    await page.getByRole('row', { name: /Test message to Slow.*Delivered/ }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows on the page of a request when its mail has left, though nothing else changes', async () => {
    const answers = Promise.withResolvers<void>();
    mailServer = answers.promise;
    const id = await aliceAsks();
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    await page.goto(`${server.url}/requests/${id}`);
    await page.getByText('mail not sent yet').first().waitFor();
    answers.resolve();
    await page.getByText('mail not sent yet').first().waitFor({ state: 'detached' });
    await page
      .getByText(/mail delivered/)
      .first()
      .waitFor();
    expect((await server.call('alice', 'POST', `/requests/${id}/cancel`)).status).toBe(200);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('counts in every tab what is not read, opens the very request, and sends again what was given up', async () => {
    const bob = await personAt(browser, server, 'bob');
    await bob.page.goto(server.url);
    const other = await bob.context.newPage();
    await other.goto(`${server.url}/my-roles`);
    await other.getByRole('button', { name: /^Notifications/ }).waitFor();
    refused.add('carol@nordwind.example');
    const id = await aliceAsks();
    const unread = /^Notifications, \d+ not read$/;
    await other.getByRole('button', { name: unread }).waitFor();
    await bob.page.getByRole('button', { name: unread }).click();
    await bob.page.getByRole('button', { name: 'Mark all as read' }).click();
    await other.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
    await bob.page
      .getByRole('link', { name: /^Alice Meyer asks for Owner/ })
      .first()
      .click();
    await bob.page.waitForURL(`${server.url}/requests/${id}`);
    await bob.page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/notifications?state=dead`);
    await page
      .getByRole('row', { name: /carol@nordwind.example.*Given up/ })
      .first()
      .waitFor();
    await page.getByText('550 no such mailbox').first().waitFor();
    refused.clear();
    await page.getByRole('button', { name: 'Send all given up again' }).click();
    expect(await newsOn(page)).toContain('sent again.');
    await page.getByText('No message', { exact: true }).waitFor();
    expect([...complaints, ...bob.complaints]).toEqual([]);
    await Promise.all([context.close(), bob.context.close()]);
  });
});
