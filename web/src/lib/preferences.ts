import { createContext, use } from 'react';
import { deviceZone, type TimeFormat, timeFormat } from './format-time.ts';

export const themeNames = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeName = (typeof themeNames)[number];

/** What a person chose on this device. */
export interface Preferences {
  readonly theme: ThemeName;
  /** Of the tz database; null: that of the device. */
  readonly zone: string | null;
}

const KEY = 'brevet.preferences';

export function readPreferences(): Preferences {
  try {
    const { theme, zone } = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return {
      theme: themeNames.find((name) => name === theme) ?? 'system',
      zone: typeof zone === 'string' && isZone(zone) ? zone : null,
    };
  } catch {
    return { theme: 'system', zone: null };
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // not allowed: then it is for this page alone
  }
}

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

export interface PreferencesContext {
  readonly preferences: Preferences;
  readonly change: (some: Partial<Preferences>) => void;
  readonly zone: string;
  readonly time: TimeFormat;
}

export function contextOf(preferences: Preferences, change: PreferencesContext['change']): PreferencesContext {
  const zone = preferences.zone ?? deviceZone();
  return { preferences, change, zone, time: timeFormat(zone) };
}

export const PreferencesOfPerson = createContext<PreferencesContext>(
  contextOf({ theme: 'system', zone: null }, () => {}),
);

export function usePreferences(): PreferencesContext {
  return use(PreferencesOfPerson);
}
