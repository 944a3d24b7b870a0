import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { NotificationPreferences } from '../../lib/api-types.ts';

export const PREFERENCES = '/me/notification-preferences';

export const notificationPreferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: ({ signal }) => get<NotificationPreferences>(PREFERENCES, signal),
});
