import { makeStyles } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { FilterBar, SearchFilter } from '../../components/filter-bar.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { resourceStrings as words } from '../../strings/directory.ts';
import { strings } from '../../strings.ts';
import { AccessPane } from './access-pane.tsx';
import { resourcesQuery } from './resource-queries.ts';
import { ResourceRow } from './resource-row.tsx';

const useStyles = makeStyles({ list: { display: 'grid', gap: '12px' } });

/** The tree of scopes, opened level by level, or what a search finds in it. */
export function Resources() {
  const styles = useStyles();
  const { q, access } = useSearch({ from: '/resources' });
  const navigate = useNavigate({ from: '/resources' });
  const list = useInfiniteQuery(resourcesQuery('/', q));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const show = (path: string | undefined) => navigate({ search: (before) => ({ ...before, access: path }) });
  return (
    <Page title={strings.pages.resources} lead={words.lead}>
      <div className={styles.list}>
        <FilterBar>
          <SearchFilter
            label={words.search}
            value={q}
            onChange={(text) => navigate({ search: (before) => ({ ...before, q: text }), replace: true })}
          />
        </FilterBar>
        {list.isPending ? <RowSkeletons count={4} height={44} /> : null}
        {list.isError ? <ErrorState error={list.error} onRetry={() => list.refetch()} /> : null}
        {list.isSuccess && items.length === 0 ? <EmptyState title={words.none} lead={words.noneLead} /> : null}
        {items.length === 0 ? null : (
          <ListCard label={strings.pages.resources}>
            {items.map((resource) => (
              <ResourceRow
                key={resource.path}
                resource={resource}
                depth={0}
                isFound={q !== undefined}
                opens={q === undefined && items.length === 1}
                onShow={show}
              />
            ))}
          </ListCard>
        )}
        <LoadMore list={list} />
      </div>
      {access === undefined ? null : <AccessPane path={access} onClose={() => show(undefined)} />}
    </Page>
  );
}
