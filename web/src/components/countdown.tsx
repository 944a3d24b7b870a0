import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { leftInWords } from '../lib/duration.ts';
import { useNow } from '../lib/use-now.ts';
import { strings } from '../strings.ts';
import { Time } from './time.tsx';

const AMBER_MS = 15 * 60_000;
const RED_MS = 5 * 60_000;

const useStyles = makeStyles({
  root: { display: 'grid', gap: '6px' },
  words: { display: 'flex', justifyContent: 'space-between', gap: '12px', flexWrap: 'wrap' },
  left: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  until: { color: tokens.colorNeutralForeground3 },
  track: {
    height: '4px',
    borderRadius: '2px',
    background: tokens.colorNeutralBackground3,
    overflow: 'hidden',
    forcedColorAdjust: 'none',
  },
  bar: { height: '100%', borderRadius: '2px', background: tokens.colorCompoundBrandBackground },
  amber: { background: tokens.colorStatusWarningForeground1 },
  red: { background: tokens.colorStatusDangerForeground1 },
  amberText: { color: tokens.colorStatusWarningForeground1 },
  redText: { color: tokens.colorStatusDangerForeground1 },
});

/** The time that is left of `[start, end)`, to exactly the server's instant; then the page is asked for anew. */
export function Countdown({ start, end }: { readonly start: string; readonly end: string }) {
  const styles = useStyles();
  const client = useQueryClient();
  const endMs = Date.parse(end);
  const left = endMs - useNow();
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver) client.invalidateQueries();
  }, [isOver, client]);
  const share = Math.min(1, Math.max(0, left / (endMs - Date.parse(start))));
  const isRed = left <= RED_MS;
  const isAmber = !isRed && left <= AMBER_MS;
  return (
    <div className={styles.root}>
      <div className={styles.words}>
        <span className={mergeClasses(styles.left, isAmber && styles.amberText, isRed && styles.redText)} role="timer">
          {isOver ? strings.time.ended : strings.time.left(leftInWords(left))}
        </span>
        <span className={styles.until}>
          <Time at={end} as={strings.time.until} />
        </span>
      </div>
      <div className={styles.track} aria-hidden="true">
        <div
          className={mergeClasses(styles.bar, isAmber && styles.amber, isRed && styles.red)}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
