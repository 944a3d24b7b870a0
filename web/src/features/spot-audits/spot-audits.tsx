import { makeStyles, Tab, TabList } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import type { SpotAudit } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';
import { spotAuditStrings as words } from '../../strings/operations.ts';
import { SpotAuditRow } from './spot-audit-row.tsx';

const useStyles = makeStyles({ tabs: { marginLeft: '-10px' } });

function listQuery(state: 'open' | 'reviewed') {
  const path = withQuery('/spot-audits', { state });
  return paged<SpotAudit>(['spot-audits', path], path);
}

/** Approvals that were drawn for review, and what others found. */
export function SpotAudits() {
  const styles = useStyles();
  const search = useSearch({ from: '/spot-audits' });
  const navigate = useNavigate({ from: '/spot-audits' });
  const state = search.show === 'reviewed' ? 'reviewed' : 'open';
  const list = useInfiniteQuery(listQuery(state));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={words.title} lead={words.lead}>
      <TabList
        className={styles.tabs}
        selectedValue={state}
        onTabSelect={(_, { value }) => navigate({ search: { show: value === 'open' ? undefined : String(value) } })}
      >
        <Tab value="open">{words.states.open}</Tab>
        <Tab value="reviewed">{words.states.reviewed}</Tab>
      </TabList>
      {list.isPending ? <RowSkeletons count={3} /> : null}
      {list.isError && items.length === 0 ? <ErrorState error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <EmptyState title={words.none} lead={words.noneLead} /> : null}
      {items.length === 0 ? null : (
        <ListCard label={words.title}>
          {items.map((audit) => (
            <SpotAuditRow key={audit.request.id} audit={audit} />
          ))}
        </ListCard>
      )}
      <LoadMore list={list} />
    </Page>
  );
}
