import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ChoiceFilter, FilterBar } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import { RequestList } from '../../components/request-list.tsx';
import { TimeRangeFilter } from '../../components/time-range-filter.tsx';
import { usePreferences } from '../../lib/preferences.ts';
import { strings } from '../../strings.ts';
import { type MyAuditSearch, myAuditExport, myAuditQuery } from './my-audit-query.ts';
import { StatusFilter } from './status-filter.tsx';

const words = strings.myAudit;

const useStyles = makeStyles({ list: { display: 'grid', gap: '12px' } });

/** All that was asked for the person or by them, or decided by them, and what became of it. */
export function MyAudit() {
  const styles = useStyles();
  const { zone } = usePreferences();
  const search = useSearch({ from: '/my-audit' });
  const navigate = useNavigate({ from: '/my-audit' });
  const list = useInfiniteQuery(myAuditQuery(search, zone));
  const narrow = (some: MyAuditSearch) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  const isWhole = Object.values(search).every((value) => value === undefined);
  return (
    <Page
      title={strings.pages.myAudit}
      back={<Link to="/requests">{strings.pages.requests}</Link>}
      lead={words.lead}
      action={
        <Button as="a" href={myAuditExport(search, zone)} download icon={<ArrowDownloadRegular />}>
          {words.export}
        </Button>
      }
    >
      <div className={styles.list}>
        <FilterBar>
          <ChoiceFilter
            label={words.whose}
            value={search.whose}
            choices={words.parts}
            onChange={(whose) => narrow({ whose })}
          />
          <StatusFilter status={search.status} onChange={(status) => narrow({ status })} />
          <TimeRangeFilter range={search} onChange={narrow} />
        </FilterBar>
        <RequestList
          label={strings.pages.myAudit}
          list={list}
          showsWho
          empty={isWhole ? { title: words.none, lead: words.noneLead } : words.noneLike}
        />
      </div>
    </Page>
  );
}
