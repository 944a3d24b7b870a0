import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    boxSizing: 'border-box',
    padding: '28px 20px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    textAlign: 'center',
    color: tokens.colorNeutralForeground3,
    display: 'grid',
    gap: '4px',
    justifyItems: 'center',
  },
  title: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
});

interface EmptyStateProps {
  readonly title: string;
  readonly lead?: string;
  readonly action?: ReactNode;
}

/** What would be here, and what to do. */
export function EmptyState({ title, lead, action }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.title}>{title}</div>
      {lead === undefined ? null : <div>{lead}</div>}
      {action}
    </div>
  );
}
