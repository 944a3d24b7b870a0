import { randomUUID } from 'node:crypto';
import { changeEndpoint, createEndpoint, rotateEndpointSecret } from '../../src/commands/administer-endpoints.ts';
import { disableFailingEndpoint } from '../../src/commands/switch-endpoint.ts';
import type { EndpointKind, EndpointTopic } from '../../src/domain/notification-endpoint/notification-endpoint.ts';
import { newSigningSecret } from '../../src/identity/new-signing-secret.ts';
import { sealer } from '../../src/identity/sealer.ts';
import { installationSecret } from '../../src/ledger/installation-secret.ts';
import type { OnTrouble } from '../../src/ledger/trouble.ts';
import { endpointContext } from '../../src/ledger/vault/endpoint-secret.ts';
import { type Endpoints, startEndpoints } from '../../src/notifications/endpoints/start-endpoints.ts';
import { endpointNetwork } from '../../src/notifications/webhooks/endpoint-network.ts';
import { as, type DemoLedger } from './demo-ledger.ts';

export interface EndpointRoom {
  /** Makes an endpoint as the administrator does. */
  create(
    kind: EndpointKind,
    url: string,
    topics?: readonly EndpointTopic[] | null,
  ): Promise<{ readonly id: string; readonly secret: string }>;
  /** Gives it another address. */
  move(id: string, url: string): Promise<void>;
  rotate(id: string): Promise<string>;
  /** What posts to them, as main starts it; of this machine 127.0.0.1 may be reached. */
  start(options?: { readonly timeoutMs?: number; readonly onError?: OnTrouble }): Endpoints;
}

/** Endpoints on the demo organisation. */
export async function endpointRoom({ ledger, clock }: DemoLedger): Promise<EndpointRoom> {
  const { seal, open } = sealer(await installationSecret(ledger, 'vault'));
  const network = endpointNetwork(['127.0.0.1']);
  return {
    async create(kind, url, topics = null) {
      const id = randomUUID();
      const secret = newSigningSecret();
      const sealedSecret = kind === 'webhook' ? seal(secret, endpointContext(id, 'secret')) : null;
      const sealedUrl = seal(url, endpointContext(id, 'url'));
      const asked = { id, kind, displayName: `${kind} of security`, url, topics, sealedUrl, sealedSecret };
      await createEndpoint(ledger, as('grace'), asked, network.target);
      return { id, secret };
    },
    move(id, url) {
      const sealedUrl = seal(url, endpointContext(id, 'url'));
      return changeEndpoint(ledger, as('grace'), id, { url: { url, sealedUrl } }, network.target);
    },
    async rotate(id) {
      const secret = newSigningSecret();
      const sealedSecret = seal(secret, endpointContext(id, 'secret'));
      await rotateEndpointSecret(ledger, as('grace'), id, { sealedSecret, overlap: Temporal.Duration.from('PT24H') });
      return secret;
    },
    start({ timeoutMs, onError = () => {} } = {}) {
      return startEndpoints({
        ledger,
        clock,
        publicUrl: 'https://brevet.nordwind.example',
        random: () => 0,
        open,
        post: {
          resolve: () => Promise.reject(new Error('ENOTFOUND')),
          isAllowedPrivate: network.isAllowedPrivate,
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        },
        disable: (id, reason) => disableFailingEndpoint(ledger, id, reason),
        onError,
      });
    },
  };
}
