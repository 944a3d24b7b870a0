import {
  Button,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { ChoiceFilter, FilterBar, SearchFilter } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import { TimeRangeFilter } from '../../components/time-range-filter.tsx';
import type { AuditEntry, Page as ListPage } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { auditStrings as words } from '../../strings/audit.ts';
import { strings } from '../../strings.ts';
import { auditColumns } from './audit-columns.tsx';
import { type AuditSearch, auditExport, auditQuery } from './audit-queries.ts';
import { EntryPane } from './entry-pane.tsx';
import { ToldOfRequest } from './told-of-request.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '12px' },
  actions: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
});

/** The record: narrowed in the address, down to the life of one request. */
export function Audit() {
  const styles = useStyles();
  const { zone } = usePreferences();
  const search = useSearch({ from: '/audit', select: withoutEntry, structuralSharing: true });
  const navigate = useNavigate({ from: '/audit' });
  const list = useInfiniteQuery(auditQuery(search, zone));
  const narrow = (some: AuditSearch) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  // another address, so that going back closes the pane
  const show = useCallback(
    (entry: string) => navigate({ search: (before) => ({ ...before, entry }), resetScroll: false }),
    [navigate],
  );
  const columns = useMemo(() => auditColumns(({ sequence }) => show(String(sequence))), [show]);
  const only = search.correlation !== undefined ? words.onlyCall : search.actor !== undefined ? words.onlyActor : null;
  return (
    <Page
      title={strings.pages.audit}
      lead={words.lead}
      action={
        <div className={styles.actions}>
          <Button as="a" href={auditExport(search, zone, 'csv')} download icon={<ArrowDownloadRegular />}>
            {words.export}
          </Button>
          <Button as="a" href={auditExport(search, zone, 'jsonl')} download icon={<ArrowDownloadRegular />}>
            {words.exportJson}
          </Button>
        </div>
      }
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchFilter
            key={search.about ?? ''}
            label={words.about}
            value={search.about}
            onChange={(about) => narrow({ about: about?.trim() })}
          />
          <ChoiceFilter
            label={words.group}
            value={search.group}
            choices={words.groups}
            onChange={(group) => narrow({ group })}
          />
          <TimeRangeFilter range={search} onChange={narrow} />
          {only === null ? null : (
            <InteractionTag appearance="brand">
              <InteractionTagPrimary
                hasSecondaryAction
                onClick={() => narrow({ correlation: undefined, actor: undefined })}
              >
                {only}
              </InteractionTagPrimary>
              <InteractionTagSecondary
                aria-label={words.showAll}
                onClick={() => narrow({ correlation: undefined, actor: undefined })}
              />
            </InteractionTag>
          )}
        </FilterBar>
        <ToldOfRequest about={search.about} />
        <DataTable
          label={strings.pages.audit}
          columns={columns}
          list={list}
          keyOf={({ sequence }) => String(sequence)}
          stackedHeight={132}
          empty={{ title: words.none, lead: words.noneLead }}
        />
      </div>
      <ShownEntry pages={list.data?.pages} />
    </Page>
  );
}

/** What the list is narrowed by: it is not drawn anew when an entry of it is opened. */
function withoutEntry({ entry: _, ...rest }: AuditSearch): AuditSearch {
  return rest;
}

function ShownEntry({ pages }: { readonly pages: readonly ListPage<AuditEntry>[] | undefined }) {
  const sequence = useSearch({ from: '/audit', select: ({ entry }) => entry });
  const navigate = useNavigate({ from: '/audit' });
  if (sequence === undefined) return null;
  const known = pages?.flatMap(({ items }) => items).find((entry) => String(entry.sequence) === sequence);
  return (
    <EntryPane
      sequence={sequence}
      known={known}
      onClose={() => navigate({ search: (before) => ({ ...before, entry: undefined }), resetScroll: false })}
      onNarrow={(some) => navigate({ search: some })}
    />
  );
}
