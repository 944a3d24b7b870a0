// `npm run bench:mail`: how long it takes from the commit of an event until a healthy mail server has each message.
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { cancelScheduleRequest } from '../../src/commands/cancel-schedule-request.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { mailChannel } from '../../src/notifications/channels/mail.ts';
import { startNotifications } from '../../src/notifications/notifications.ts';
import { as } from '../../test/support/demo-ledger.ts';
import { smtpReceiver } from '../../test/support/smtp-receiver.ts';

/** Each is asked and cancelled, which tells four people twice. */
const REQUESTS = 300;
const EVERY_MS = 100;
const AIM_MS = 2000;

const parent = fileURLToPath(new URL('../../node_modules/.cache/brevet-bench', import.meta.url));
await mkdir(parent, { recursive: true });
const folder = await mkdtemp(join(parent, 'mail-'));
const clock = () => Temporal.Now.instant();
const engine = sqliteEngine({ path: join(folder, 'brevet.sqlite') });
await engine.migrate();
const ledger = await openLedger({ engine, clock });
await defineBuiltInRoles(ledger, builtInRoles);
await createDemoOrganisation(ledger, randomUUID);

const committedAt = new Map<number, number>();
ledger.onCommitted((entries) => {
  for (const { sequence } of entries) committedAt.set(sequence, performance.now());
});
const mail = await smtpReceiver();
const channel = mailChannel({ url: mail.url, from: 'brevet@nordwind.example' });
const arrivedAt = new Map<string, number>();
const timed: typeof channel = {
  ...channel,
  async deliver(message) {
    await channel.deliver(message);
    arrivedAt.set(message.messageId, performance.now());
  },
};
const onError = (error: unknown) => console.error(error);
const publicUrl = 'https://brevet.nordwind.example';
const notifications = startNotifications({ ledger, clock, channel: timed, publicUrl, floodLimit: 100_000, onError });
await notifications.settle();

const scope = parseScope(demoScopes.production);
for (let index = 0; index < REQUESTS; index += 1) {
  const request = await submitScheduleRequest(
    ledger,
    as('alice'),
    {
      id: randomUUID(),
      kind: 'active',
      type: 'selfActivate',
      principalId: demoIds.alice,
      roleDefinitionId: demoRoles.owner,
      scope,
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
      justification: 'Triage of IR-2026-0142',
      ticket: { number: 'IR-2026-0142', system: 'Jira' },
      condition: null,
      linkedEligibilityId: null,
      targetScheduleId: null,
    },
    randomUUID,
  );
  await cancelScheduleRequest(ledger, as('alice'), request.id);
  await wait(EVERY_MS);
}
await notifications.settle();
await notifications.stop();
await mail.close();

const rows = await ledger.read((reader) =>
  reader.query((db) => db.selectFrom('notification').select(['message_id', 'sequence'])),
);
const tookMs = rows
  .flatMap(({ message_id: id, sequence }) => {
    const from = committedAt.get(sequence);
    return from === undefined ? [] : [(arrivedAt.get(id) ?? Number.POSITIVE_INFINITY) - from];
  })
  .toSorted((a, b) => a - b);
await ledger.close();
await rm(folder, { recursive: true, force: true });
const share = (of: number) => Math.round(tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * of))] ?? 0);
console.log(
  `${tookMs.length} messages from commit to hand-over: p50 ${share(0.5)} ms, p99 ${share(0.99)} ms (aim: at most ${AIM_MS} ms), ` +
    `longest ${share(1)} ms`,
);
if (share(0.99) > AIM_MS) process.exitCode = 1;
