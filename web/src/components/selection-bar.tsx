import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';

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
  count: { fontWeight: tokens.fontWeightSemibold, marginRight: 'auto' },
});

interface SelectionBarProps {
  readonly count: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** What can be done with what is selected, at the bottom edge, where thumbs are. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  const styles = useStyles();
  return (
    <section className={styles.root} aria-label={strings.approvals.selected(count)}>
      <Button appearance="subtle" icon={<DismissRegular />} aria-label={strings.activate.close} onClick={onClear} />
      <span className={styles.count}>{strings.approvals.selected(count)}</span>
      {children}
    </section>
  );
}
