import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    background: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    '& > li': { padding: '12px 16px' },
    '& > li + li': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
});

/** A list in one frame, a row for each item. */
export function ListCard({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={useStyles().root} aria-label={label}>
      {children}
    </ul>
  );
}
