import { vi } from 'vitest';
import { loadConfig } from '../../../src/config.ts';
import { startBrevet } from '../../../src/main.ts';
import { type SmtpReceiver, smtpReceiver } from '../../support/smtp-receiver.ts';
import { serverStore } from '../../support/stores/server-store.ts';
import type { DemoPerson } from '../portal-server.ts';

export interface StoryServer {
  readonly url: string;
  /** The server's clock runs as that of the machine does, from the next morning and then as far ahead as it was moved. */
  now(): Temporal.Instant;
  advance(duration: string): void;
  /** The same, to an instant that is to come. */
  moveTo(instant: Temporal.Instant): void;
  /** Where the next mail to a person whose subject says so leads, as soon as it is there; one that came before does not count. */
  nextLinkTo(name: DemoPerson, subject: RegExp): () => Promise<string>;
  close(): Promise<void>;
}

/** How long it is until eight in the morning where the people are: what they plan for later is not tomorrow, whenever the test is run. */
function untilMorningMs(): number {
  const now = Temporal.Now.zonedDateTimeISO('Europe/Berlin');
  return now.add({ days: 1 }).withPlainTime('08:00').epochMilliseconds - now.epochMilliseconds;
}

/** The whole server as it starts, with its sign-in pages; its mail is taken by a real mail server. */
export async function storyServer(): Promise<StoryServer> {
  const [store, mail] = await Promise.all([serverStore(), smtpReceiver()]);
  let aheadMs = untilMorningMs();
  const clock = () => Temporal.Now.instant().add({ milliseconds: aheadMs });
  const config = loadConfig({
    BREVET_PORT: '0',
    ...store.settings,
    BREVET_LOG_LEVEL: 'fatal',
    BREVET_SMTP_URL: mail.url,
    BREVET_MAIL_FROM: 'brevet@nordwind.example',
  });
  const brevet = await startBrevet({ config, clock });
  return {
    url: brevet.publicUrl,
    now: clock,
    advance(duration) {
      aheadMs += Temporal.Duration.from(duration).total('milliseconds');
    },
    moveTo(instant) {
      aheadMs += instant.epochMilliseconds - clock().epochMilliseconds;
    },
    nextLinkTo(name, subject) {
      const before = mail.messages().length;
      return () => vi.waitUntil(() => linkIn(mail.messages().slice(before), name, subject), { timeout: 30_000 });
    },
    async close() {
      await brevet.stop();
      await mail.close();
      await store.remove();
    },
  };
}

function linkIn(messages: ReturnType<SmtpReceiver['messages']>, name: DemoPerson, about: RegExp): string | undefined {
  const found = messages.find(
    ({ envelope, subject }) => envelope.to.includes(`${name}@nordwind.example`) && about.test(subject),
  );
  return /https?:\/\/\S+\/requests\/[\w-]+/.exec(found?.text ?? '')?.[0];
}
