/**
 * Paints mails as people see them, at 600 and 360 pixels, light and dark, into docs/images/mail. Run it after a change of
 * a template, and look at each picture: `npx node test/browser/mail-pictures.ts`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseScope } from '../../src/domain/scope.ts';
import { approvalRequested } from '../../src/notifications/templates/english/approval-requested.ts';
import { digestLetter, type NamedAssignment } from '../../src/notifications/templates/english/digest.ts';
import { flooded } from '../../src/notifications/templates/english/flooded.ts';
import type { Letter, LetterReader } from '../../src/notifications/templates/letter.ts';
import { messageText } from '../../src/notifications/templates/message-text.ts';
import { startChromium } from '../support/chromium.ts';

const folder = fileURLToPath(new URL('../../docs/images/mail/', import.meta.url));
const portal = 'https://brevet.nordwind.example';
const reader: LetterReader = { timeZone: 'Europe/Berlin', locale: null };
const at = (text: string) => Temporal.Instant.from(text);
const path = parseScope('/subscriptions/c0000000-0000-4000-8000-000000000001');

function assignment(holder: string, roleName: string, over: Partial<NamedAssignment> = {}): NamedAssignment {
  return { kind: 'eligible', holder, roleName, scopeName: 'Production', endAt: null, ...over };
}

const letters: Readonly<Record<string, Letter>> = {
  'approval-requested': approvalRequested(
    {
      requestor: 'Alice Meyer',
      role: { name: 'Owner', risk: 'high', scopeName: 'Production', scopePath: path },
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
      justification: 'Triage of IR-2026-0142: customers cannot pay.\nI need to see and restart the payment workers.',
      ticket: { number: 'IR-2026-0142', system: 'Jira' },
      link: `${portal}/requests/5f0c4c1e-7a55-4f3f-9a38-2f1f5d0f9b11`,
      expiresAt: at('2026-11-25T08:00:00Z'),
      approvalsNeeded: 1,
    },
    reader,
  ),
  digest: digestLetter(
    {
      cadence: 'weekly',
      date: '2026-11-23',
      beforeAt: at('2026-11-09T07:00:00Z'),
      sinceAt: at('2026-11-16T07:00:00Z'),
      untilAt: at('2026-11-23T07:00:00Z'),
      pending: 3,
      approved: { count: 41, before: 36 },
      denied: { count: 2, before: 5 },
      expired: { count: 1, before: 1 },
      activations: { count: 118, before: 97 },
      endingSoon: {
        count: 7,
        first: [
          assignment('Mallory Reyes', 'Reader', { endAt: at('2026-11-24T16:00:00Z') }),
          assignment('Platform engineers', 'Contributor', { endAt: at('2026-12-01T08:00:00Z') }),
        ],
      },
      permanent: { count: 1, first: [assignment('Grace Hofmann', 'Owner', { kind: 'active' })] },
      unused: { count: 1, first: [assignment('Erin Castellanos', 'Storage Blob Data Contributor')] },
      link: `${portal}/overview`,
      preferencesLink: `${portal}/me/notifications`,
    },
    reader,
  ),
};

const texts: Readonly<Record<string, Letter>> = {
  ...letters,
  flooded: flooded({
    event: 'approval.requested',
    requestors: ['Alice Meyer'],
    items: ['Owner on Production, 2 h', 'Contributor on rg-web, 1 h'].map((what, index) => ({
      text: `Alice Meyer asks for ${what}`,
      link: `${portal}/requests/5f0c4c1e-7a55-4f3f-9a38-2f1f5d0f9b1${index}`,
    })),
  }),
};

await mkdir(folder, { recursive: true });
const browser = await startChromium();
for (const [name, letter] of Object.entries(letters)) {
  for (const width of [600, 360]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme });
      await page.setContent(messageText(letter).html);
      await writeFile(`${folder}${name}-${width}-${colorScheme}.png`, await page.screenshot({ fullPage: true }));
      await page.close();
    }
  }
}
await browser.close();
for (const letter of Object.values(texts)) process.stdout.write(`${messageText(letter).text}\n${'='.repeat(80)}\n`);
