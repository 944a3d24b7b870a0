import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { strings } from '../strings.ts';

const useStyles = makeStyles({
  root: {
    width: '100%',
    maxWidth: '1160px',
    margin: '0 auto',
    padding: '28px 32px 64px',
    boxSizing: 'border-box',
    display: 'grid',
    gap: '24px',
    alignContent: 'start',
    '@media (max-width: 640px)': { padding: '20px 16px 96px', gap: '20px' },
  },
  wide: { maxWidth: '1640px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '12px 24px', alignItems: 'end', justifyContent: 'space-between' },
  title: {
    margin: 0,
    fontSize: '26px',
    lineHeight: 1.2,
    fontWeight: 650,
    letterSpacing: '-0.01em',
    outlineStyle: 'none',
    '@media (max-width: 640px)': { fontSize: '22px' },
  },
  // a long sentence breaks before it drives the actions away
  words: { flex: '1 1 300px', minWidth: 0 },
  back: { marginBottom: '4px', fontSize: tokens.fontSizeBase200 },
  lead: { margin: '4px 0 0', color: tokens.colorNeutralForeground3 },
});

interface PageProps {
  readonly title: string;
  /** Where it belongs to: a link. */
  readonly back?: ReactNode;
  readonly lead?: string;
  readonly action?: ReactNode;
  /** A table that takes all the room there is. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

let isFirst = true;

/** A page: its title in the document and under the focus of who came here by a link, what it answers, its content. */
export function Page({ title, back, lead, action, isWide = false, children }: PageProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${strings.product}`;
  }, [title]);
  useEffect(() => {
    // a pane that the address opened keeps the focus
    const hasPane = document.querySelector('[role="dialog"]') !== null;
    if (!isFirst && !hasPane) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <div className={mergeClasses(styles.root, isWide && styles.wide)}>
      <header className={styles.head}>
        <div className={styles.words}>
          {back === undefined ? null : <div className={styles.back}>{back}</div>}
          <h1 className={styles.title} tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  );
}
