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
  const search = useSearch({ from: '/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const list = useInfiniteQuery(auditQuery(search, zone));
  const known = list.data?.pages
    .flatMap(({ items }) => items)
    .find(({ sequence }) => String(sequence) === search.entry);
  const narrow = (some: AuditSearch) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  // another address, so that going back closes the pane
  const show = useCallback(
    (entry: string | undefined) => navigate({ search: (before) => ({ ...before, entry }), resetScroll: false }),
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
      {search.entry === undefined ? null : (
        <EntryPane
          sequence={search.entry}
          known={known}
          onClose={() => show(undefined)}
          onNarrow={(some) => navigate({ search: some })}
        />
      )}
    </Page>
  );
}
