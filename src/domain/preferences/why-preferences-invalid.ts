import { invalidField, type Violation } from '../errors.ts';
import type { NotificationPreferences } from './notification-preferences.ts';

const LONGEST = 64;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Why a person cannot have these preferences; null where they can. */
export function whyPreferencesInvalid({ timeZone, locale, quietHours }: NotificationPreferences): Violation | null {
  if (!isTimeZone(timeZone)) {
    return invalidField('timeZone', timeZone, 'a name of the IANA database, such as `Europe/Berlin`');
  }
  if (locale !== null && !isLocale(locale)) {
    return invalidField('locale', locale, 'a language tag, such as `en-GB`, or null');
  }
  if (quietHours === null) return null;
  for (const [end, given] of Object.entries(quietHours)) {
    if (!TIME_OF_DAY.test(given)) return invalidField(`quietHours.${end}`, given, '`00:00` to `23:59`');
  }
  if (quietHours.from === quietHours.to) {
    return invalidField('quietHours.to', quietHours.to, 'another time than their beginning');
  }
  return null;
}

function isTimeZone(name: string): boolean {
  // an offset is no place: it would be wrong for half of the year
  if (name.length > LONGEST || !/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

function isLocale(tag: string): boolean {
  if (tag.length > LONGEST) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
