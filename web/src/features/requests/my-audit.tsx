import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { RequestList } from '../../components/request-list.tsx';
import { myAuditQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { StatusFilter } from './status-filter.tsx';

const words = strings.myAudit;

/** All that was asked for the person, by themselves and by others, and what became of it. */
export function MyAudit() {
  const { status } = useSearch({ from: '/my-audit' });
  const navigate = useNavigate({ from: '/my-audit' });
  const list = useInfiniteQuery(myAuditQuery(status));
  return (
    <Page
      title={strings.pages.myAudit}
      back={<Link to="/requests">{strings.pages.requests}</Link>}
      lead={words.lead}
      action={
        <StatusFilter status={status} onChange={(next) => navigate({ search: { status: next }, replace: true })} />
      }
    >
      <RequestList
        label={strings.pages.myAudit}
        list={list}
        showsWho
        empty={status === undefined ? { title: words.none, lead: words.noneLead } : strings.requests.noneIn}
      />
    </Page>
  );
}
