import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'block',
    margin: '-12px -16px',
    padding: '12px 16px',
    color: 'inherit',
    textDecoration: 'none',
    '&:hover': { background: tokens.colorNeutralBackground3 },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

/** A whole row of a list as the link to a request. */
export function RequestLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <Link to="/requests/$id" params={{ id }} className={useStyles().root}>
      {children}
    </Link>
  );
}
