import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { Bell } from '../../lib/api-types.ts';

export const bellQuery = queryOptions({
  queryKey: ['bell'],
  queryFn: ({ signal }) => get<Bell>('/me/bell?limit=30', signal),
});
