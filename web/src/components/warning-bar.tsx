import { makeStyles, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    gap: '8px 12px',
    flexWrap: 'wrap',
    flexShrink: 0,
    alignItems: 'center',
    padding: '8px 16px',
    background: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    color: tokens.colorNeutralForeground1,
  },
  icon: { fontSize: '20px', display: 'flex', color: tokens.colorStatusWarningForeground3 },
  words: { flex: '1 1 240px', minWidth: 0 },
  title: { fontWeight: tokens.fontWeightSemibold },
});

interface WarningBarProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** What is wrong as long as it is, over the content; told to screen readers at once. */
export function WarningBar({ title, action, children }: WarningBarProps) {
  const styles = useStyles();
  return (
    <div className={styles.root} role="alert">
      <span className={styles.icon} aria-hidden="true">
        <WarningRegular />
      </span>
      <span className={styles.words}>
        <span className={styles.title}>{title}</span> {children}
      </span>
      {action}
    </div>
  );
}
