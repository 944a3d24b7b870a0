import type { DigestFigures, DigestPeriod } from './digest/digest.ts';
import type { EndpointEvent } from './notification-endpoint/endpoint-events.ts';
import type { NotificationPreferences } from './preferences/notification-preferences.ts';
import type { ReminderLead } from './reminder/reminder.ts';

/** What happens to messages and to where they go; the messages themselves follow from other events. */
export type NotificationEvent =
  | {
      /** An administrator had dead letters sent once more. */
      readonly type: 'notification.resent';
      readonly messageIds: readonly string[];
    }
  | {
      /** A person chose how they are told. */
      readonly type: 'notificationPreferences.changed';
      readonly principalId: string;
      readonly before: NotificationPreferences;
      readonly after: NotificationPreferences;
    }
  | {
      /** Its holder is reminded, once for each time ahead. */
      readonly type: 'schedule.endingSoon';
      readonly scheduleId: string;
      readonly endAt: Temporal.Instant;
      readonly lead: ReminderLead;
    }
  | ({
      /** A digest fell due for an administrator: once for each period, and once a day at most. */
      readonly type: 'digest.recorded';
      readonly principalId: string;
      /** null: there was nothing to say, and nothing was sent. */
      readonly figures: DigestFigures | null;
    } & DigestPeriod)
  /** Half of the time to decide is over. */
  | { readonly type: 'approval.reminded'; readonly requestId: string; readonly stageId: string }
  | EndpointEvent;
