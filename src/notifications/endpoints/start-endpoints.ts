import { notificationEndpoints } from '../../ledger/facts/endpoint-facts.ts';
import { endpointFollower } from '../../ledger/facts/endpoint-messages.ts';
import { type Follower, follow } from '../../ledger/follower.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { DeliveryLoop } from '../delivery-loop.ts';
import { deliverToEndpoint, type EndpointDeliveryOptions } from './deliver-to-endpoint.ts';
import { recordEndpointMessage } from './record-endpoint-message.ts';

export interface EndpointOptions extends Omit<EndpointDeliveryOptions, 'ledger' | 'random'> {
  readonly ledger: Ledger;
  /** What links begin with; no slash at the end. */
  readonly publicUrl: string;
  /** In [0, 1), for the time between attempts. */
  readonly random?: () => number;
}

export interface Endpoints {
  /** Everything up to the end of the ledger is turned into messages, and everything that is due is posted. */
  settle(): Promise<void>;
  /** Finishes what was begun. */
  stop(): Promise<void>;
}

interface Running {
  readonly follower: Follower;
  readonly delivery: DeliveryLoop;
}

/**
 * Tells places outside what happened. Each enabled endpoint follows the ledger with a cursor and a queue of its own: one
 * that is slow or broken holds up neither another nor mail.
 */
export function startEndpoints({ publicUrl, random = Math.random, ...options }: EndpointOptions): Endpoints {
  const { ledger, onError } = options;
  const running = new Map<string, Running>();
  let isStopped = false;
  let refreshed: Promise<void> = Promise.resolve();

  /** One after the other: starts what is enabled, stops the rest. */
  function refresh(): Promise<void> {
    refreshed = refreshed.then(bringUpToDate).catch((error: unknown) => onError(error, { code: 'endpointsFailed' }));
    return refreshed;
  }

  async function bringUpToDate(): Promise<void> {
    const endpoints = await ledger.read(notificationEndpoints);
    const enabled = endpoints.filter(({ disabled }) => disabled === null && !isStopped);
    for (const [id, each] of running) {
      if (enabled.some((endpoint) => endpoint.id === id)) continue;
      running.delete(id);
      await stopOne(each);
    }
    for (const { id, kind } of enabled) {
      if (running.has(id)) continue;
      const delivery = deliverToEndpoint({ id, kind }, { ...options, random });
      const follower = follow({
        ledger,
        name: endpointFollower(id),
        handle: (entry, tx) => recordEndpointMessage(id, entry, tx, publicUrl),
        onHandled: delivery.wake,
        onError,
      });
      running.set(id, { follower, delivery });
      follower.start();
      delivery.start();
    }
  }

  ledger.onCommitted((entries) => {
    const isAboutEndpoints = entries.some(({ event }) => event.type.startsWith('notificationEndpoint.'));
    if (isAboutEndpoints && !isStopped) void refresh();
  });
  void refresh();

  return {
    async settle() {
      await refresh();
      for (const { follower } of running.values()) await follower.catchUp();
      await Promise.all([...running.values()].map(({ delivery }) => delivery.settle()));
      // what was tried may have disabled an endpoint
      await refresh();
    },
    async stop() {
      isStopped = true;
      await refresh();
    },
  };
}

async function stopOne({ follower, delivery }: Running): Promise<void> {
  await follower.stop();
  await delivery.stop();
}
