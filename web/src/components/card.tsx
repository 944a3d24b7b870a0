import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    background: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: '16px',
    display: 'grid',
    gap: '12px',
    minWidth: 0,
    '@media (max-width: 640px)': { padding: '14px' },
  },
});

export function Card({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return <div className={mergeClasses(useStyles().root, className)}>{children}</div>;
}
