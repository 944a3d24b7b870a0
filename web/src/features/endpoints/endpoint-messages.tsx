import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { DataTable } from '../../components/data-table.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import { ChoiceFilter, FilterBar } from '../../components/filter-bar.tsx';
import type { Column } from '../../components/table-row.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import type { Endpoint, EndpointMessage, EndpointTopic } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { notificationStrings as mailWords } from '../../strings/operations.ts';
import { errorInWords } from '../notifications/error-in-words.ts';
import { MessageState } from '../notifications/message-state.tsx';
import { ENDPOINTS, endpointMessagesQuery } from './endpoint-queries.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '12px' },
  two: { display: 'grid', gap: '2px', minWidth: 0 },
  subject: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface EndpointMessagesProps {
  readonly endpoint: Endpoint;
  readonly state: string | undefined;
  readonly onNarrow: (state: string | undefined) => void;
}

/** What it was told, and how far each message has come; what was given up is sent again. */
export function EndpointMessages({ endpoint, state, onNarrow }: EndpointMessagesProps) {
  const styles = useStyles();
  const tell = useTell();
  const { id, isEnabled, deliveries } = endpoint;
  const list = useInfiniteQuery(endpointMessagesQuery(id, state));
  const resend = useChange((body: { ids: readonly string[] } | { all: true }) =>
    call<{ resent: number }>('POST', `${ENDPOINTS}/${id}/messages/resend`, { body }),
  );
  const run = (body: { ids: readonly string[] } | { all: true }) =>
    resend.mutate(body, {
      onSuccess: ({ resent }) => tell(mailWords.resent(resent)),
      onError: (error) => tell(mailWords.resend, 'error', problemInWords(error)),
    });
  const columns: readonly Column<EndpointMessage>[] = [
    {
      name: words.columns.what,
      width: 'minmax(0, 2.4fr)',
      cell: ({ subject, lastError, topic }) => (
        <div className={styles.two}>
          <span className={styles.subject}>{subject}</span>
          <span className={styles.quiet}>
            {lastError === null ? (words.topicWords[topic as EndpointTopic] ?? words.tested) : errorInWords(lastError)}
          </span>
        </div>
      ),
    },
    {
      name: words.columns.state,
      width: 'minmax(0, 1.2fr)',
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
      cell: ({ id: messageId, state: messageState, subject }) =>
        messageState === 'dead' && isEnabled ? (
          <Button size="small" aria-label={mailWords.resendNamed(subject)} onClick={() => run({ ids: [messageId] })}>
            {mailWords.resend}
          </Button>
        ) : null,
    },
  ];
  return (
    <div className={styles.list}>
      <FilterBar>
        <ChoiceFilter label={mailWords.state} value={state} choices={mailWords.states} onChange={onNarrow} />
        {deliveries.dead > 0 && isEnabled ? (
          <Button disabledFocusable={resend.isPending} onClick={() => !resend.isPending && run({ all: true })}>
            {mailWords.resendAll}
          </Button>
        ) : null}
      </FilterBar>
      <DataTable
        label={words.messages}
        columns={columns}
        list={list}
        keyOf={(message) => message.id}
        stackedHeight={156}
        empty={{ title: words.noMessages, lead: words.noMessagesLead }}
      />
    </div>
  );
}
