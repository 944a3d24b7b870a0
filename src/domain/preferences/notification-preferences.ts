/** Everything, or what somebody must act on alone. */
export type MessageLevel = 'all' | 'critical';

/** How a person wants to be told (BEHAVIOUR §6); what needs action reaches them whatever they choose. */
export interface NotificationPreferences {
  /** As in the IANA database. */
  readonly timeZone: string;
  /** A language tag (BCP 47); null: dates as in ISO 8601. */
  readonly locale: string | null;
  readonly mail: MessageLevel;
  readonly bell: MessageLevel;
  /** For administrators. */
  readonly digest: 'weekly' | 'daily' | 'off';
  /** Mail that nobody must act on waits until they are over. */
  readonly quietHours: QuietHours | null;
}

/** `HH:MM` in the person's time zone; they may go past midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** Of who never chose. */
export const defaultPreferences: NotificationPreferences = {
  timeZone: 'UTC',
  locale: null,
  mail: 'all',
  bell: 'all',
  digest: 'weekly',
  quietHours: null,
};
