import { makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Card } from '../../components/card.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { RequestList } from '../../components/request-list.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { overviewQuery, pendingRequestsQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { Charts } from './charts.tsx';

const words = strings.overview;

const useStyles = makeStyles({
  numbers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: '16px',
    margin: 0,
    '@media (max-width: 640px)': { gridTemplateColumns: '1fr 1fr', gap: '12px' },
    padding: 0,
    listStyle: 'none',
  },
  count: { fontSize: '32px', lineHeight: 1.1, fontWeight: 650, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What waits, and the last days, over everything that the person may see. */
export function OverviewPage() {
  const styles = useStyles();
  const overview = useQuery(overviewQuery);
  const pending = useInfiniteQuery(pendingRequestsQuery);
  const { data } = overview;
  const numbers =
    data === undefined
      ? []
      : ([
          [words.pending, data.pendingNow],
          [words.approved, data.approvedIn7Days],
          [words.denied, data.deniedIn7Days],
          [words.expired, data.expiredIn7Days],
        ] as const);
  return (
    <Page title={strings.pages.overview} lead={words.lead}>
      {overview.isPending ? <RowSkeletons count={1} height={100} /> : null}
      {overview.isError && data === undefined ? <ErrorState error={overview.error} /> : null}
      <ul className={styles.numbers}>
        {numbers.map(([label, count]) => (
          <li key={label}>
            <Card>
              <span className={styles.count}>{count}</span>
              <span className={styles.quiet}>{label}</span>
            </Card>
          </li>
        ))}
      </ul>
      <Charts />
      <Section title={words.pendingList}>
        <RequestList
          label={words.pendingList}
          list={pending}
          showsWho
          empty={{ title: words.nonePending, lead: words.nonePendingLead }}
        />
      </Section>
    </Page>
  );
}
