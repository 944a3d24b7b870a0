/** What happens to messages and to where they go; the messages themselves follow from other events. */
export type NotificationEvent = {
  /** An administrator had dead letters sent once more. */
  readonly type: 'notification.resent';
  readonly messageIds: readonly string[];
};
