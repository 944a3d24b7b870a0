/** What understands the messages: a program that reads JSON, or a chat that shows cards. */
export const endpointKinds = ['webhook', 'slack', 'teams', 'mattermost'] as const;
export type EndpointKind = (typeof endpointKinds)[number];

/**
 * What endpoints are told of, by the `type` of the message; true: it is for administrators, and told to an endpoint that
 * names nothing.
 */
export const endpointTopics = {
  'approval.requested': false,
  'approval.reminded': false,
  'approval.decided': false,
  'approval.timedOut': false,
  'request.canceled': false,
  'extension.requested': true,
  'extension.decided': true,
  'extension.timedOut': true,
  'role.assigned': true,
  'role.activated': true,
  'role.assignedOutside': true,
  'assignment.endingSoon': true,
  'assignment.ended': true,
  'emergencyAccount.used': true,
  'endpoint.disabled': true,
} as const satisfies Readonly<Record<string, boolean>>;

export type EndpointTopic = keyof typeof endpointTopics;
export const endpointTopicNames = Object.keys(endpointTopics) as readonly EndpointTopic[];

/** What an administrator says of an endpoint; its address and its secrets are beside the record (ADR 0012). */
export interface EndpointTerms {
  readonly displayName: string;
  /** Scheme, host and port of the address: what of it is no secret. */
  readonly origin: string;
  /** null: what is for administrators. */
  readonly topics: readonly EndpointTopic[] | null;
}

/** `gone`: it answered 410; `failing`: nothing arrived there for days. */
export type EndpointDisabledReason = 'administrator' | 'gone' | 'failing';

/** A place outside to which messages are posted. */
export interface NotificationEndpoint extends EndpointTerms {
  readonly id: string;
  readonly kind: EndpointKind;
  /** null: it is enabled. */
  readonly disabled: { readonly reason: EndpointDisabledReason; readonly at: Temporal.Instant } | null;
  readonly createdAt: Temporal.Instant;
  readonly createdById: string;
}

/** Whether an endpoint wants to be told. */
export function isToldOf({ topics }: Pick<EndpointTerms, 'topics'>, topic: EndpointTopic): boolean {
  return topics === null ? endpointTopics[topic] : topics.includes(topic);
}
