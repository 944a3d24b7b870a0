import { type ClockworkOptions, clockwork } from './clockwork/clockwork.ts';
import { fencedBy, holdLease } from './ledger/lease.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { OnTrouble } from './ledger/trouble.ts';
import type { Channel } from './notifications/channel.ts';
import { type EndpointOptions, startEndpoints } from './notifications/endpoints/start-endpoints.ts';
import { type NotificationOptions, startNotifications } from './notifications/notifications.ts';

export interface DutiesOptions {
  readonly ledger: Ledger;
  readonly clockwork: Omit<ClockworkOptions, 'ledger' | 'onError'>;
  readonly notifications: Omit<NotificationOptions, 'ledger' | 'onError' | 'channel'>;
  /** Made anew whenever this server takes the duties over; it is closed with them. */
  readonly channel: () => Channel;
  readonly endpoints: (ledger: Ledger) => Omit<EndpointOptions, 'ledger' | 'onError'>;
  readonly onError: OnTrouble;
}

/** What is done beside answering: what becomes due, and who is told. */
export interface Duties {
  /** Whether they are done here. */
  isHeld(): boolean;
  /** Settles when what was begun is finished. */
  stop(): Promise<void>;
}

/** Does the duties. */
export function doDuties({ ledger, channel, onError, ...options }: DutiesOptions): Duties {
  const due = clockwork({ ...options.clockwork, ledger, onError });
  due.start();
  const notifications = startNotifications({ ...options.notifications, ledger, channel: channel(), onError });
  const endpoints = startEndpoints({ ...options.endpoints(ledger), ledger, onError });
  return {
    isHeld: () => true,
    async stop() {
      await due.stop();
      await Promise.all([notifications.stop(), endpoints.stop()]);
    },
  };
}

/**
 * Does the duties on one of the servers that share a database. One that is gone is followed by another within 15 seconds;
 * one that was only paused finds, before anything that it writes, that another has them (BEHAVIOUR §9).
 */
export function shareDuties(options: DutiesOptions, holder: string): Duties {
  const { ledger, onError } = options;
  const failed = (error: unknown) => onError(error, { code: 'dutiesFailed' });
  let duties: Duties | null = null;
  let stopped: Promise<void> = Promise.resolve();
  const lease = holdLease({
    ledger,
    name: 'duties',
    holder,
    onGained() {
      const begin = () => {
        duties = doDuties({ ...options, ledger: fencedBy(lease, ledger) });
      };
      stopped = stopped.then(begin).catch(failed);
    },
    onLost() {
      stopped = stopped.then(end);
      return stopped;
    },
    onError,
  });
  async function end(): Promise<void> {
    const ended = duties;
    duties = null;
    await ended?.stop().catch(failed);
  }

  lease.start();
  return {
    isHeld: () => duties !== null,
    async stop() {
      // what was begun is finished while it may still be written
      await stopped;
      await end();
      await lease.stop();
      await stopped;
    },
  };
}
