import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { RequestList } from '../../components/request-list.tsx';
import { decidedQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';

/** What the person decided, and what became of it. */
export function Decided() {
  const list = useInfiniteQuery(decidedQuery);
  return (
    <Page
      title={strings.pages.decided}
      back={<Link to="/approvals">{strings.pages.approvals}</Link>}
      lead={strings.decided.lead}
    >
      <RequestList
        label={strings.pages.decided}
        list={list}
        showsWho
        empty={{ title: strings.decided.none, lead: strings.decided.noneLead }}
      />
    </Page>
  );
}
