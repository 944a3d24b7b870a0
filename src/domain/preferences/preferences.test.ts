import { describe, expect, it } from 'vitest';
import { endOfQuietHours } from './end-of-quiet-hours.ts';
import { defaultPreferences, type NotificationPreferences } from './notification-preferences.ts';
import { whyPreferencesInvalid } from './why-preferences-invalid.ts';

describe('preferences', () => {
  it.each<[Partial<NotificationPreferences>, string | undefined]>([
    [{}, undefined],
    [{ timeZone: 'Europe/Berlin', locale: 'de-DE' }, undefined],
    [{ quietHours: { from: '22:00', to: '07:00' } }, undefined],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+02:00' }, 'timeZone'],
    [{ timeZone: '' }, 'timeZone'],
    [{ timeZone: 'UTC\r\nBcc: eve@evil.example' }, 'timeZone'],
    [{ locale: 'not a tag' }, 'locale'],
    [{ locale: 'x'.repeat(65) }, 'locale'],
    [{ quietHours: { from: '24:00', to: '07:00' } }, 'quietHours.from'],
    [{ quietHours: { from: '22:00', to: '7' } }, 'quietHours.to'],
    [{ quietHours: { from: '07:00', to: '07:00' } }, 'quietHours.to'],
  ])('%j: %s', (over, field) => {
    expect(whyPreferencesInvalid({ ...defaultPreferences, ...over })?.field).toBe(field);
  });
});

describe('quiet hours', () => {
  const overNight = { quietHours: { from: '22:00', to: '07:00' }, timeZone: 'Europe/Berlin' };
  const atNoon = { quietHours: { from: '12:00', to: '13:30' }, timeZone: 'UTC' };
  it.each([
    ['before midnight', overNight, '2026-11-24T21:30:00Z', '2026-11-25T06:00:00Z'],
    ['at their beginning', overNight, '2026-11-24T21:00:00Z', '2026-11-25T06:00:00Z'],
    ['after midnight', overNight, '2026-11-25T05:59:00Z', '2026-11-25T06:00:00Z'],
    ['at their end', overNight, '2026-11-25T06:00:00Z', null],
    ['by day', overNight, '2026-11-25T12:00:00Z', null],
    ['in the night that summer time begins', overNight, '2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z'],
    ['within a day', atNoon, '2026-11-24T12:10:00Z', '2026-11-24T13:30:00Z'],
    ['before those of a day', atNoon, '2026-11-24T11:59:00Z', null],
    ['without any', { quietHours: null, timeZone: 'UTC' }, '2026-11-24T12:10:00Z', null],
  ])('end %s', (_, preferences, at, end) => {
    expect(endOfQuietHours(preferences, Temporal.Instant.from(at))?.toString() ?? null).toBe(end);
  });
});
