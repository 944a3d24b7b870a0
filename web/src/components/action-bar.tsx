import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    position: 'sticky',
    bottom: '16px',
    zIndex: 4,
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    flexWrap: 'wrap',
    padding: '12px 16px',
    background: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    '@media (max-width: 640px)': { bottom: '72px' },
  },
  // on a phone the actions have a line of their own
  title: {
    fontWeight: tokens.fontWeightSemibold,
    marginRight: 'auto',
    '@media (max-width: 640px)': { flex: '1 0 calc(100% - 60px)' },
  },
});

interface ActionBarProps {
  readonly title: string;
  /** Stands before the title. */
  readonly before?: ReactNode;
  readonly children: ReactNode;
}

/** What can be done with what is above, at the bottom edge, where thumbs are, however long the page is. */
export function ActionBar({ title, before, children }: ActionBarProps) {
  const styles = useStyles();
  return (
    <section className={styles.root} aria-label={title}>
      {before}
      <span className={styles.title}>{title}</span>
      {children}
    </section>
  );
}
