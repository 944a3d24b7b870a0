import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { DataTable } from '../../components/data-table.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import { ChoiceFilter, FilterBar, SearchFilter } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import type { Column } from '../../components/table-row.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import type { SentNotification } from '../../lib/api-types.ts';
import { lookAgainIn } from '../../lib/look-again.ts';
import { paged, withQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { notificationStrings as words } from '../../strings/operations.ts';
import { errorInWords } from './error-in-words.ts';
import { MessageState } from './message-state.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '12px' },
  two: { display: 'grid', gap: '2px', minWidth: 0 },
  subject: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

function listQuery(state: string | undefined, recipient: string | undefined) {
  const path = withQuery('/notifications', { state, recipient });
  return infiniteQueryOptions({
    ...paged<SentNotification>(['notifications', path], path, 100),
    refetchInterval: (query) => lookAgainIn(query.state.data?.pages),
  });
}

/** Messages and how far they have come; what was given up is sent again. */
export function Notifications() {
  const styles = useStyles();
  const tell = useTell();
  const search = useSearch({ from: '/notifications' });
  const navigate = useNavigate({ from: '/notifications' });
  const list = useInfiniteQuery(listQuery(search.state, search.to));
  const resend = useChange((which: { ids: readonly string[] } | { all: true }) =>
    call<{ resent: number }>('POST', '/notifications/resend', { body: which }),
  );
  const run = (which: { ids: readonly string[] } | { all: true }) =>
    resend.mutate(which, {
      onSuccess: ({ resent }) => tell(words.resent(resent)),
      onError: (error) => tell(words.resend, 'error', problemInWords(error)),
    });
  const isAnyDead = list.data?.pages.some(({ items }) => items.some(({ state }) => state === 'dead')) === true;
  const isNarrowed = search.state !== undefined || search.to !== undefined;
  const narrow = (some: Partial<typeof search>) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  const columns: readonly Column<SentNotification>[] = [
    {
      name: words.columns.subject,
      width: 'minmax(0, 2.4fr)',
      cell: ({ subject, lastError }) => (
        <div className={styles.two}>
          <span className={styles.subject}>{subject}</span>
          {lastError === null ? null : <span className={styles.quiet}>{errorInWords(lastError)}</span>}
        </div>
      ),
    },
    { name: words.columns.recipient, width: 'minmax(0, 1.4fr)', isNamed: true, cell: ({ recipient }) => recipient },
    {
      name: words.columns.state,
      width: 'minmax(0, 1fr)',
      isNamed: true,
      cell: (message) => <MessageState message={message} />,
    },
    {
      name: words.columns.at,
      width: '140px',
      isRight: true,
      isNamed: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      name: words.columns.actions,
      width: '110px',
      isRight: true,
      cell: ({ id, state, subject }) =>
        state === 'dead' ? (
          <Button size="small" aria-label={words.resendNamed(subject)} onClick={() => run({ ids: [id] })}>
            {words.resend}
          </Button>
        ) : null,
    },
  ];
  return (
    <Page
      title={words.title}
      lead={words.lead}
      action={
        isAnyDead ? (
          <Button disabledFocusable={resend.isPending} onClick={() => !resend.isPending && run({ all: true })}>
            {words.resendAll}
          </Button>
        ) : null
      }
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchFilter label={words.recipient} value={search.to} onChange={(to) => narrow({ to })} />
          <ChoiceFilter
            label={words.state}
            value={search.state}
            choices={words.states}
            onChange={(state) => narrow({ state })}
          />
        </FilterBar>
        <DataTable
          label={words.title}
          columns={columns}
          list={list}
          keyOf={({ id }) => id}
          stackedHeight={172}
          empty={{ title: words.none, lead: isNarrowed ? words.noneFound : words.noneLead }}
        />
      </div>
    </Page>
  );
}
