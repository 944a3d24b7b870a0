/** A message that is recorded; times in milliseconds since the epoch. */
export type NewNotification = {
  readonly messageId: string;
  readonly sequence: number;
  readonly recipient: string;
  readonly principalId: string | null;
  readonly event: string;
  readonly requestId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly at: number;
  readonly notBefore: number;
  /** null: it is made of others. */
  readonly plannedAt: number | null;
  readonly heldUntil: number | null;
};

/** Its row, before anything was tried. */
export function notificationValues(p: NewNotification) {
  return {
    message_id: p.messageId,
    sequence: p.sequence,
    recipient: p.recipient,
    principal_id: p.principalId,
    event: p.event,
    request_id: p.requestId,
    subject: p.subject,
    text: p.text,
    html: p.html,
    created_at: p.at,
    delivered_at: null,
    attempts: 0,
    next_attempt_at: p.notBefore,
    last_error: null,
    dead_at: null,
    give_up_at: null,
    planned_at: p.plannedAt,
    held_until: p.heldUntil,
    folded_into: null,
  };
}
