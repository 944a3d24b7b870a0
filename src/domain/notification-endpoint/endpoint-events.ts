import type { EndpointDisabledReason, EndpointKind, EndpointTerms } from './notification-endpoint.ts';

/** What happens to the places outside to which messages are posted. */
export type EndpointEvent =
  | ({
      readonly type: 'notificationEndpoint.created';
      readonly endpointId: string;
      readonly kind: EndpointKind;
      readonly createdById: string;
    } & EndpointTerms)
  | {
      readonly type: 'notificationEndpoint.changed';
      readonly endpointId: string;
      readonly before: EndpointTerms;
      readonly after: EndpointTerms;
      /** The address was replaced, be it by one of the same origin. */
      readonly isUrlReplaced?: true;
      readonly changedById: string;
    }
  /** What happens from now on is told there. */
  | { readonly type: 'notificationEndpoint.enabled'; readonly endpointId: string; readonly enabledById: string }
  | {
      readonly type: 'notificationEndpoint.disabled';
      readonly endpointId: string;
      readonly reason: EndpointDisabledReason;
      /** null: Brevet did. */
      readonly disabledById: string | null;
    }
  | { readonly type: 'notificationEndpoint.deleted'; readonly endpointId: string; readonly deletedById: string }
  | {
      readonly type: 'notificationEndpoint.secretRotated';
      readonly endpointId: string;
      /** Until then messages carry a signature by the secret before, too. */
      readonly overlapEndAt: Temporal.Instant;
      readonly rotatedById: string;
    }
  /** A test message was asked for. */
  | { readonly type: 'notificationEndpoint.tested'; readonly endpointId: string; readonly testedById: string }
  | {
      /** Everything from this entry on is posted there once more. */
      readonly type: 'notificationEndpoint.replayed';
      readonly endpointId: string;
      readonly fromSequence: number;
      readonly replayedById: string;
    };
