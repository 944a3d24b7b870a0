import { refuse } from '../domain/errors.ts';
import type {
  EndpointKind,
  EndpointTerms,
  EndpointTopic,
} from '../domain/notification-endpoint/notification-endpoint.ts';
import {
  type EndpointTarget,
  whyEndpointNameInvalid,
  whyEndpointUrlInvalid,
} from '../domain/notification-endpoint/why-endpoint-invalid.ts';
import { readHead } from '../ledger/append-entry.ts';
import { notificationEndpoints } from '../ledger/facts/endpoint-facts.ts';
import { followFrom, forgetEndpointMessages } from '../ledger/facts/endpoint-messages.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { endpointSecretOf, forgetEndpointSecret, keepEndpointSecret } from '../ledger/vault/endpoint-secret.ts';
import { type Caller, contextOf } from './caller.ts';
import { requireEndpoint, requireEndpointAdministrator } from './require-endpoint.ts';

/** Each follows the whole ledger. */
const MOST_ENDPOINTS = 50;

/** An address, and the same sealed (`endpointContext`). */
export interface AskedUrl {
  readonly url: string;
  readonly sealedUrl: string;
}

export interface NewEndpoint extends AskedUrl {
  readonly id: string;
  readonly kind: EndpointKind;
  readonly displayName: string;
  readonly topics: readonly EndpointTopic[] | null;
  /** null: its messages carry no signature. */
  readonly sealedSecret: string | null;
}

export interface EndpointChanges {
  readonly displayName?: string;
  readonly topics?: readonly EndpointTopic[] | null;
  readonly url?: AskedUrl;
}

/** Has messages posted to an address from now on. */
export function createEndpoint(ledger: Ledger, caller: Caller, asked: NewEndpoint, target: EndpointTarget) {
  const { id: endpointId, kind, displayName, url, topics, sealedUrl, sealedSecret } = asked;
  return ledger.execute(contextOf(caller, 'createEndpoint', endpointId), async ({ now, tx, append, vault }) => {
    await requireEndpointAdministrator(tx, caller, now);
    const invalid = whyEndpointNameInvalid(displayName) ?? whyEndpointUrlInvalid(url, target);
    if (invalid !== null) refuse(invalid);
    if ((await notificationEndpoints(tx)).length >= MOST_ENDPOINTS) {
      refuse({ code: 'endpointLimit', message: `there are ${MOST_ENDPOINTS} endpoints already; delete one first` });
    }
    const terms = { displayName, origin: new URL(url).origin, topics };
    const createdById = caller.principalId;
    await append([{ type: 'notificationEndpoint.created', endpointId, kind, ...terms, createdById }]);
    await keepEndpointSecret(vault, {
      endpointId,
      sealedUrl,
      sealedSecret,
      sealedSecretBefore: null,
      overlapEndsAt: null,
    });
    await followFrom(vault, endpointId, (await readHead(tx)).sequence);
  });
}

/** Changes what is given; what waits goes to the new address. */
export function changeEndpoint(
  ledger: Ledger,
  caller: Caller,
  endpointId: string,
  changes: EndpointChanges,
  target: EndpointTarget,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeEndpoint', endpointId), async ({ now, tx, append, vault }) => {
    const { displayName, origin, topics } = await requireEndpoint(tx, caller, endpointId, now);
    const before: EndpointTerms = { displayName, origin, topics };
    const { url, ...others } = changes;
    const nameInvalid = others.displayName === undefined ? null : whyEndpointNameInvalid(others.displayName);
    const invalid = nameInvalid ?? (url === undefined ? null : whyEndpointUrlInvalid(url.url, target));
    if (invalid !== null) refuse(invalid);
    const after = { ...before, ...others, ...(url === undefined ? {} : { origin: new URL(url.url).origin }) };
    if (url === undefined && JSON.stringify(after) === JSON.stringify(before)) return;
    const isUrlReplaced = url === undefined ? {} : { isUrlReplaced: true as const };
    const changed = { endpointId, before, after, ...isUrlReplaced, changedById: caller.principalId };
    await append([{ type: 'notificationEndpoint.changed', ...changed }]);
    if (url === undefined) return;
    const secret = await endpointSecretOf(tx, endpointId);
    const none = { endpointId, sealedSecret: null, sealedSecretBefore: null, overlapEndsAt: null };
    await keepEndpointSecret(vault, { ...(secret ?? none), sealedUrl: url.sealedUrl });
  });
}

/** Nothing is posted there any more, and nothing of its messages is left but the record. */
export function deleteEndpoint(ledger: Ledger, caller: Caller, endpointId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'deleteEndpoint', endpointId), async ({ now, tx, append, vault }) => {
    await requireEndpoint(tx, caller, endpointId, now);
    await append([{ type: 'notificationEndpoint.deleted', endpointId, deletedById: caller.principalId }]);
    await forgetEndpointSecret(vault, endpointId);
    await forgetEndpointMessages(vault, endpointId);
  });
}

/** Signs by a new secret, and for the overlap by the one before too, so that receivers change without a gap. */
export function rotateEndpointSecret(
  ledger: Ledger,
  caller: Caller,
  endpointId: string,
  next: { readonly sealedSecret: string; readonly overlap: Temporal.Duration },
): Promise<void> {
  return ledger.execute(contextOf(caller, 'rotateEndpointSecret', endpointId), async ({ now, tx, append, vault }) => {
    const { kind } = await requireEndpoint(tx, caller, endpointId, now);
    const secret = await endpointSecretOf(tx, endpointId);
    if (kind !== 'webhook' || secret === null) {
      refuse({
        code: 'endpointHasNoSecret',
        message: `messages to \`${kind}\` carry no signature; its address is the secret, replace that instead`,
      });
    }
    const overlapEndAt = now.add(next.overlap);
    const rotated = { endpointId, overlapEndAt, rotatedById: caller.principalId };
    await append([{ type: 'notificationEndpoint.secretRotated', ...rotated }]);
    await keepEndpointSecret(vault, {
      ...secret,
      sealedSecret: next.sealedSecret,
      sealedSecretBefore: secret.sealedSecret,
      overlapEndsAt: overlapEndAt.epochMilliseconds,
    });
  });
}
