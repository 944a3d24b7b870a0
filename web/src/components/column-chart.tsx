import { makeStyles, tokens } from '@fluentui/react-components';
import { chartStrings as words } from '../strings/charts.ts';

const useStyles = makeStyles({
  root: { margin: 0, display: 'grid', gap: '8px', minWidth: 0 },
  sum: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '12px',
    '& span': { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  },
  plot: { width: '100%', height: '120px', display: 'block', overflow: 'visible' },
  bar: { fill: tokens.colorBrandBackground, '@media (forced-colors: active)': { fill: 'CanvasText' } },
  line: { stroke: tokens.colorNeutralStroke2, strokeWidth: 1 },
  ends: {
    display: 'flex',
    justifyContent: 'space-between',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  summary: { cursor: 'pointer', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  scroll: { maxHeight: '220px', overflowY: 'auto' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th': { textAlign: 'left', fontWeight: tokens.fontWeightSemibold, padding: '4px 0' },
    '& td': { padding: '4px 0', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
    '& :last-child': { textAlign: 'right' },
  },
});

const HEIGHT = 100;
const GAP = 0.25;

interface ColumnChartProps {
  /** What is counted, with how many in all, for who does not see it. */
  readonly title: string;
  readonly sum: string;
  readonly columns: ReadonlyArray<{ readonly key: string; readonly label: string; readonly count: number }>;
}

/** Counts one after the other as columns; the same as a table behind it. */
export function ColumnChart({ title, sum, columns }: ColumnChartProps) {
  const styles = useStyles();
  const most = Math.max(0, ...columns.map(({ count }) => count));
  const scale = HEIGHT / Math.max(1, most);
  const highest = columns.find(({ count }) => count === most);
  return (
    <figure className={styles.root}>
      <figcaption className={styles.sum}>
        <strong>{sum}</strong>
        {most === 0 ? null : <span>{words.most(most)}</span>}
      </figcaption>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${columns.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={highest === undefined ? `${title}: ${sum}` : words.summary(title, sum, most, highest.label)}
      >
        <line
          className={styles.line}
          x1="0"
          x2={columns.length}
          y1={HEIGHT}
          y2={HEIGHT}
          vectorEffect="non-scaling-stroke"
        />
        {columns.map(({ key, label, count }, index) => (
          <rect
            key={key}
            className={styles.bar}
            x={index + GAP / 2}
            width={1 - GAP}
            y={HEIGHT - scale * count}
            height={scale * count}
          >
            <title>{`${label}: ${count}`}</title>
          </rect>
        ))}
      </svg>
      <div className={styles.ends} aria-hidden="true">
        <span>{columns[0]?.label}</span>
        <span>{columns.at(-1)?.label}</span>
      </div>
      <details>
        <summary className={styles.summary}>{words.asTable}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <section className={styles.scroll} tabIndex={0} aria-label={title}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                <th scope="col">{words.count}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map(({ key, label, count }) => (
                <tr key={key}>
                  <td>{label}</td>
                  <td>{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
