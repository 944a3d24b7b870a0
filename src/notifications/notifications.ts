import { follow } from '../ledger/follower.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { OnTrouble } from '../ledger/trouble.ts';
import type { BellSignal } from './bell/bell-signal.ts';
import type { Channel } from './channel.ts';
import { deliverNotifications } from './deliver-notifications.ts';
import { foldFlood } from './floods/fold-flood.ts';
import { recordNotifications } from './record-notifications.ts';

export interface NotificationOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  /** Closed by `stop`. */
  readonly channel: Channel;
  /** Left out: nobody waits for it. */
  readonly bell?: BellSignal;
  /** What links begin with; no slash at the end. */
  readonly publicUrl: string;
  /** Messages of one kind to one address in ten minutes, above which the rest are folded; absent: 20. */
  readonly floodLimit?: number;
  /** In [0, 1), for the time between attempts. */
  readonly random?: () => number;
  /** Told of what is tried again. */
  readonly onError: OnTrouble;
}

export interface Notifications {
  /** Everything up to the end of the ledger is turned into messages, and everything that is due is handed over. */
  settle(): Promise<void>;
  /** Finishes what was begun. */
  stop(): Promise<void>;
}

/**
 * Tells people what happened: follows the ledger, writes a row for each message, hands the rows over. Every step
 * continues where it was cut off (BEHAVIOUR §6, §9).
 */
export function startNotifications(options: NotificationOptions): Notifications {
  const { ledger, clock, channel, bell, publicUrl, floodLimit, random = Math.random, onError } = options;
  /** Rung when it is durable; once too often does no harm. */
  const toRing = new Set<string>();
  const delivery = deliverNotifications({
    ledger,
    clock,
    random,
    channel,
    prepare: (tx, now) => foldFlood(tx, now, publicUrl),
    onError,
  });
  const recorder = follow({
    ledger,
    name: 'notifications',
    async handle(entry, tx) {
      for (const principalId of await recordNotifications(entry, tx, publicUrl, floodLimit)) toRing.add(principalId);
    },
    onHandled() {
      delivery.wake();
      bell?.ring(toRing);
      toRing.clear();
    },
    onError,
  });
  recorder.start();
  delivery.start();
  return {
    async settle() {
      await recorder.catchUp();
      await delivery.settle();
    },
    async stop() {
      await recorder.stop();
      await delivery.stop();
      await channel.close();
    },
  };
}
