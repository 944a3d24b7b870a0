import { makeStyles, tokens } from '@fluentui/react-components';
import { strings } from '../strings.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px' },
  row: {
    borderRadius: tokens.borderRadiusXLarge,
    background: tokens.colorNeutralStencil1,
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { opacity: 1 }, '50%': { opacity: 0.5 }, to: { opacity: 1 } },
      animationDuration: '2s',
      animationIterationCount: 'infinite',
    },
    '@media (forced-colors: active)': { border: '1px solid' },
  },
});

/** Stands where rows will be, at about their height in pixels. */
export function RowSkeletons({ count = 3, height = 72 }: { readonly count?: number; readonly height?: number }) {
  const styles = useStyles();
  return (
    <div className={styles.root} role="progressbar" aria-busy="true" aria-label={strings.errors.loading}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never change
        <div key={index} className={styles.row} style={{ height }} />
      ))}
    </div>
  );
}
