import { Select } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { RequestList } from '../../components/request-list.tsx';
import { myRequestsQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';

const words = strings.requests;

/** What the person asked for, and what became of it. */
export function MyRequests() {
  const { status } = useSearch({ from: '/requests' });
  const navigate = useNavigate({ from: '/requests' });
  const list = useInfiniteQuery(myRequestsQuery);
  const filter = (
    <Select
      aria-label={words.status}
      value={status ?? ''}
      onChange={(_, { value }) => navigate({ search: { status: value === '' ? undefined : value }, replace: true })}
    >
      <option value="">{words.any}</option>
      {Object.entries(strings.status).map(([name, word]) => (
        <option key={name} value={name}>
          {word}
        </option>
      ))}
    </Select>
  );
  return (
    <Page title={strings.pages.requests} lead={words.lead} action={filter}>
      <RequestList
        label={strings.pages.requests}
        list={list}
        status={status}
        showsWho={false}
        empty={{ title: words.none, lead: words.noneLead }}
      />
    </Page>
  );
}
