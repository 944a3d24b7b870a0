import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { BarList } from '../../components/bar-list.tsx';
import { Card } from '../../components/card.tsx';
import { ColumnChart } from '../../components/column-chart.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { usePreferences } from '../../lib/preferences.ts';
import { chartsQuery } from '../../lib/queries.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { chartStrings as words } from '../../strings/charts.ts';

const useStyles = makeStyles({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: '24px 16px',
    alignItems: 'start',
    '@media (min-width: 1280px)': { '& > :first-child': { gridColumn: 'span 2' } },
  },
});

/** What was activated and decided, and what does not end or ends soon; each number also stands in words. */
export function Charts() {
  const styles = useStyles();
  const { zone, time } = usePreferences();
  const { data, error, isPending, refetch } = useQuery(chartsQuery(zone));
  if (isPending) return <RowSkeletons count={2} height={180} />;
  if (data === undefined) return <ErrorState error={error} onRetry={refetch} />;
  const columns = (days: typeof data.ending) =>
    days.map(({ day, count }) => ({ key: day, label: time.day(Date.parse(day), serverNow()), count }));
  const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
  const toAssignments = (name: string, search: { show?: string; ends?: string; type?: string }) => (
    <Link to="/assignments" search={search}>
      {name}
    </Link>
  );
  const { permanent } = data;
  return (
    <div className={styles.charts}>
      <Chart title={words.activations}>
        <ColumnChart
          title={words.activations}
          sum={words.activationsSum(sum(data.activations))}
          columns={columns(data.activations)}
        />
      </Chart>
      <Chart title={words.roles}>
        <BarList
          label={words.roles}
          rows={data.roles.map(({ id, name, count }) => ({
            key: id,
            name: (
              <Link to="/roles/$id" params={{ id }}>
                {name}
              </Link>
            ),
            count,
          }))}
        />
      </Chart>
      <Chart title={words.decisions}>
        <BarList
          label={words.decisions}
          rows={data.decisions.map(({ atMostMs, count }, index) => ({
            key: String(atMostMs),
            name: words.atMost[index] ?? '',
            count,
          }))}
        />
      </Chart>
      <Chart title={words.permanent}>
        <BarList
          label={words.permanent}
          rows={[
            {
              key: 'active',
              name: toAssignments(words.active, { show: 'active', ends: 'never' }),
              count: permanent.active,
            },
            { key: 'eligible', name: toAssignments(words.eligible, { ends: 'never' }), count: permanent.eligible },
            { key: 'timeBound', name: words.timeBound, count: permanent.timeBound },
          ]}
        />
      </Chart>
      <Chart title={words.ending} action={toAssignments(words.show, { ends: 'soon' })}>
        <ColumnChart title={words.ending} sum={words.endingSum(sum(data.ending))} columns={columns(data.ending)} />
      </Chart>
    </div>
  );
}

interface ChartProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Chart({ title, action, children }: ChartProps) {
  return (
    <Section title={title} action={action}>
      <Card>{children}</Card>
    </Section>
  );
}
