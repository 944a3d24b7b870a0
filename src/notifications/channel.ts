/** One message for one address, ready to be handed over. */
export interface OutgoingMessage {
  /** In angle brackets; the same at each attempt. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same in HTML, for a channel that can show it; absent: text alone. */
  readonly html?: string;
  readonly createdAt: Temporal.Instant;
}

/** A way to people. Its acceptance suite is `channels/channel-contract.test.ts`. */
export interface Channel {
  /** Settles when the other side has taken the message over. Rejects with `NotTaken`. */
  deliver(message: OutgoingMessage): Promise<void>;
  /** Lets go of connections. */
  close(): Promise<void>;
}
