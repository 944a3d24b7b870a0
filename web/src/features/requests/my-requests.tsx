import { makeStyles } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { RequestList } from '../../components/request-list.tsx';
import { myRequestsIn, myRequestsQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { StatusFilter } from './status-filter.tsx';

const words = strings.requests;

const useStyles = makeStyles({ actions: { display: 'flex', gap: '8px 16px', flexWrap: 'wrap', alignItems: 'center' } });

/** What the person asked for, and what became of it. */
export function MyRequests() {
  const styles = useStyles();
  const { status } = useSearch({ from: '/requests' });
  const navigate = useNavigate({ from: '/requests' });
  const list = useInfiniteQuery(status === undefined ? myRequestsQuery : myRequestsIn(status));
  return (
    <Page
      title={strings.pages.requests}
      lead={words.lead}
      action={
        <div className={styles.actions}>
          <Link to="/my-audit">{strings.pages.myAudit}</Link>
          <StatusFilter status={status} onChange={(next) => navigate({ search: { status: next }, replace: true })} />
        </div>
      }
    >
      <RequestList
        label={strings.pages.requests}
        list={list}
        showsWho={false}
        empty={status === undefined ? { title: words.none, lead: words.noneLead } : words.noneIn}
      />
    </Page>
  );
}
