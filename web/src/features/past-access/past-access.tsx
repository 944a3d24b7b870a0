import { Button, MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { usePreferences } from '../../lib/preferences.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { pastAccessStrings as words } from '../../strings/past-access.ts';
import { strings } from '../../strings.ts';
import { HolderRow } from './holder-row.tsx';
import { type PastAccessSearch, pastAccessExport, pastAccessQuery } from './past-access-query.ts';
import { QuestionForm } from './question-form.tsx';

const useStyles = makeStyles({ list: { display: 'grid', gap: '12px' } });

/** Three fields and an instant: the answer, and the chain of reasons under it. */
export function PastAccessPage() {
  const styles = useStyles();
  const { time } = usePreferences();
  const search = useSearch({ from: '/past-access' });
  const navigate = useNavigate({ from: '/past-access' });
  const { data, error, isPending, refetch } = useQuery({
    ...pastAccessQuery(search),
    placeholderData: keepPreviousData,
  });
  // the present is the server's, as it was when it answered
  const at = search.at ?? data?.at ?? new Date(serverNow()).toISOString();
  const narrow = (some: PastAccessSearch) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  const when = time.exact(Date.parse(at));
  return (
    <Page
      title={strings.pages.pastAccess}
      lead={words.lead}
      action={
        <Button as="a" href={pastAccessExport(search)} download icon={<ArrowDownloadRegular />}>
          {words.export}
        </Button>
      }
    >
      <Card>
        <QuestionForm
          search={search}
          at={at}
          answer={data}
          onNarrow={narrow}
          onNow={() => (search.at === undefined ? refetch() : narrow({ at: undefined }))}
        />
      </Card>
      {isPending ? <RowSkeletons /> : null}
      {error === null ? null : <ErrorState error={error} onRetry={refetch} />}
      {data === undefined || error !== null ? null : (
        <Section title={search.principal === undefined ? words.answered(data.total, when) : words.answeredOne(when)}>
          <div className={styles.list}>
            {data.isComplete ? null : (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{words.incomplete}</MessageBarBody>
              </MessageBar>
            )}
            {data.items.length === 0 ? (
              <EmptyState title={words.nobody} lead={words.nobodyLead} />
            ) : (
              <ListCard label={strings.pages.pastAccess}>
                {data.items.map((item) => (
                  <li key={item.principal.id}>
                    <HolderRow item={item} />
                  </li>
                ))}
              </ListCard>
            )}
            {data.items.length < data.total ? <div>{words.some(data.items.length, data.total)}</div> : null}
          </div>
        </Section>
      )}
    </Page>
  );
}
