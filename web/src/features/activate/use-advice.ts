import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import type { Advice } from '../../lib/api-types.ts';
import { useSettled } from '../../lib/use-settled.ts';

const SETTLED_MS = 300;

/** Whether approvers would be warned that the text says too little, while a person types; null: not known, or too early to say. */
export function useAdvice(text: string): Advice | null {
  const settled = useSettled(text.trim(), SETTLED_MS);
  const { data } = useQuery({
    queryKey: ['advice', settled],
    queryFn: ({ signal }) => call<Advice>('POST', '/requests/advice', { body: { justification: settled }, signal }),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return settled === '' || text.trim() === '' ? null : (data ?? null);
}
