import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { HistoryItem, Page } from '../lib/api-types.ts';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { ListCard } from './list-card.tsx';
import { LoadMore } from './load-more.tsx';
import { RequestRow } from './request-row.tsx';
import { RowSkeletons } from './row-skeletons.tsx';

interface RequestListProps {
  readonly label: string;
  readonly list: UseInfiniteQueryResult<{ readonly pages: readonly Page<HistoryItem>[] }>;
  readonly empty: { readonly title: string; readonly lead: string };
  readonly showsWho: boolean;
}

/** A list of requests that is read page by page. */
export function RequestList({ label, list, empty, showsWho }: RequestListProps) {
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.isPending) return <RowSkeletons count={5} />;
  if (list.isError && all.length === 0) return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  return (
    <>
      {all.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <ListCard label={label}>
          {all.map((request) => (
            <RequestRow key={request.id} request={request} showsWho={showsWho} />
          ))}
        </ListCard>
      )}
      <LoadMore list={list} />
    </>
  );
}
