import { useQuery } from '@tanstack/react-query';
import { approvalsQuery, extensionsQuery } from './queries.ts';

/** How many requests the person can decide now. */
export function useWaitingCount(): number {
  const approvals = useQuery(approvalsQuery).data?.items.length ?? 0;
  const extensions = useQuery(extensionsQuery).data?.items.length ?? 0;
  return approvals + extensions;
}
