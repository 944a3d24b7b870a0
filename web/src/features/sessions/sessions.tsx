import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { DataTable } from '../../components/data-table.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import { FilterBar, SearchFilter } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import type { Column } from '../../components/table-row.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import type { SessionOfPerson } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { sessionStrings as words } from '../../strings/sessions.ts';
import { strings } from '../../strings.ts';
import { browserName } from '../me/browser-name.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '12px' },
  two: { display: 'grid', gap: '2px', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

function sessionsQuery(search: string | undefined) {
  const path = withQuery('/sessions/everybody', { search });
  return paged<SessionOfPerson>(['sessions', path], path, 100);
}

/** Everybody's sessions, for administrators: each can be ended. */
export function SessionsPage() {
  const styles = useStyles();
  const tell = useTell();
  const { q } = useSearch({ from: '/sessions' });
  const navigate = useNavigate({ from: '/sessions' });
  const list = useInfiniteQuery(sessionsQuery(q));
  const end = useChange((id: string) => call('DELETE', `/sessions/${id}`));
  const run = (id: string) =>
    end.mutate(id, {
      onSuccess: () => tell(strings.me.ended),
      onError: (error) => tell(words.end, 'error', problemInWords(error)),
    });
  const nameOf = (userAgent: string | null) => browserName(userAgent) ?? strings.me.unknownAgent;
  const columns: readonly Column<SessionOfPerson>[] = [
    {
      name: words.columns.person,
      width: 'minmax(0, 1.4fr)',
      cell: ({ person }) => (
        <div className={styles.two}>
          <Link to="/people/$id" params={{ id: person.id }} className={styles.name}>
            {person.displayName}
          </Link>
          {person.userName === null ? null : <span className={styles.quiet}>{person.userName}</span>}
        </div>
      ),
    },
    {
      name: words.columns.browser,
      width: 'minmax(0, 1.6fr)',
      isNamed: true,
      cell: ({ userAgent, address, isCurrent, createdAt }) => (
        <div className={styles.two}>
          <span>
            {nameOf(userAgent)} {isCurrent ? `(${strings.me.current})` : ''}
          </span>
          <span className={styles.quiet}>
            {address} · <Time at={createdAt} as={words.since} />
          </span>
        </div>
      ),
    },
    {
      name: words.columns.proven,
      width: '130px',
      isNamed: true,
      cell: ({ hasSecondFactor }) => (hasSecondFactor ? words.proven : words.notProven),
    },
    { name: words.columns.used, width: '150px', isNamed: true, cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
    {
      name: words.columns.more,
      width: '80px',
      cell: ({ id, person, userAgent, isCurrent }) =>
        isCurrent ? null : (
          <Button size="small" aria-label={words.endOf(person.displayName, nameOf(userAgent))} onClick={() => run(id)}>
            {words.end}
          </Button>
        ),
    },
  ];
  return (
    <Page title={strings.pages.sessions} lead={words.lead}>
      <div className={styles.list}>
        <FilterBar>
          <SearchFilter
            label={words.search}
            value={q}
            onChange={(next) => navigate({ search: { q: next }, replace: true })}
          />
        </FilterBar>
        <DataTable
          label={strings.pages.sessions}
          columns={columns}
          list={list}
          keyOf={({ id }) => id}
          stackedHeight={190}
          empty={{ title: words.none, lead: words.noneLead }}
        />
      </div>
    </Page>
  );
}
