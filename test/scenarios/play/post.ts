import { mailChannel } from '../../../src/notifications/channels/mail.ts';
import { startNotifications } from '../../../src/notifications/notifications.ts';
import { smtpReceiver } from '../../support/smtp-receiver.ts';
import type { World } from './world.ts';

/** Mail and bell of a story: brought up to date only when somebody looks. */
export interface Post {
  settle(): Promise<void>;
  /** The names before the `@` of whoever got mail since the last time. */
  mailed(): readonly string[];
  close(): Promise<void>;
}

/** What happened before the story begins is told to nobody in it. */
export async function openPost({ ledger, clock }: World): Promise<Post> {
  const receiver = await smtpReceiver();
  const channel = mailChannel({ url: receiver.url, from: 'Brevet <brevet@nordwind.example>' });
  const onError = (error: unknown) => {
    throw error;
  };
  const publicUrl = 'https://brevet.nordwind.example';
  const notifications = startNotifications({ ledger, clock, channel, publicUrl, random: () => 0, onError });
  const post: Post = {
    settle: () => notifications.settle(),
    mailed() {
      const names = receiver.messages().map(({ envelope }) => String(envelope.to[0]).split('@')[0] ?? '');
      receiver.clear();
      return names;
    },
    async close() {
      await notifications.stop();
      await receiver.close();
    },
  };
  await post.settle();
  post.mailed();
  return post;
}
