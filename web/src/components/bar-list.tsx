import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { chartStrings as words } from '../strings/charts.ts';

const useStyles = makeStyles({
  root: { margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: '10px' },
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: '2px 12px' },
  count: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  track: {
    gridColumn: '1 / -1',
    height: '6px',
    borderRadius: tokens.borderRadiusCircular,
    background: tokens.colorNeutralBackground4,
  },
  bar: {
    display: 'block',
    height: '100%',
    borderRadius: tokens.borderRadiusCircular,
    background: tokens.colorBrandBackground,
    '@media (forced-colors: active)': { background: 'CanvasText', forcedColorAdjust: 'none' },
  },
  none: { color: tokens.colorNeutralForeground3 },
});

interface BarListProps {
  readonly label: string;
  readonly rows: ReadonlyArray<{ readonly key: string; readonly name: ReactNode; readonly count: number }>;
}

/** Names with their counts; the bars show again what the numbers say. */
export function BarList({ label, rows }: BarListProps) {
  const styles = useStyles();
  const most = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.every(({ count }) => count === 0)) return <div className={styles.none}>{words.none}</div>;
  return (
    <ul className={styles.root} aria-label={label}>
      {rows.map(({ key, name, count }) => (
        <li key={key} className={styles.row}>
          <span>{name}</span>
          <span className={styles.count}>{count}</span>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.bar} style={{ width: `${(100 * count) / most}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
