import { Button, type ButtonProps, makeStyles } from '@fluentui/react-components';
import { lazy } from 'react';
import { Initials } from '../components/initials.tsx';
import { OpensLate } from '../components/opens-late.tsx';
import type { Me } from '../lib/api-types.ts';

const loadMenu = () => import('./person-menu.tsx');
const PersonMenu = lazy(loadMenu);

const useStyles = makeStyles({ button: { minWidth: 0, padding: '2px' } });

/** Who is signed in, and what they can do about that. */
export function PersonButton({ me }: { readonly me: Me }) {
  const look: ButtonProps = {
    appearance: 'subtle',
    shape: 'circular',
    className: useStyles().button,
    'aria-haspopup': 'menu',
    children: <Initials name={me.displayName} size={32} isAlone />,
  };
  return (
    <OpensLate look={look} load={loadMenu}>
      <PersonMenu me={me} trigger={<Button {...look} />} />
    </OpensLate>
  );
}
