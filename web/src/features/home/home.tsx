import { makeStyles } from '@fluentui/react-components';
import { Page } from '../../components/page.tsx';
import { strings } from '../../strings.ts';
import { EligibleNow } from './eligible-now.tsx';
import { Holding } from './holding.tsx';
import { WaitsForMe } from './waits-for-me.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: '28px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** Answers three questions: what do I hold, what do I probably want, what waits for me. */
export function Home() {
  const styles = useStyles();
  return (
    <Page title={strings.pages.home} lead={strings.home.lead}>
      <Holding />
      <div className={styles.columns}>
        <EligibleNow />
        <WaitsForMe />
      </div>
    </Page>
  );
}
