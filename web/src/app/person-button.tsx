import { Button, makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { Initials } from '../components/initials.tsx';
import type { Me } from '../lib/api-types.ts';

const loadMenu = () => import('./person-menu.tsx');
const PersonMenu = lazy(loadMenu);
// where it fails, opening it says so
const loadSoon = () => void loadMenu().catch(() => {});

const useStyles = makeStyles({ button: { minWidth: 0, padding: '2px' } });

/** Who is signed in; what they can do about that is loaded where it is wanted. */
export function PersonButton({ me }: { readonly me: Me }) {
  const [wasOpened, setOpened] = useState(false);
  const look = {
    appearance: 'subtle',
    shape: 'circular',
    className: useStyles().button,
    children: <Initials name={me.displayName} size={32} isAlone />,
  } as const;
  const closed = (
    <Button
      {...look}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={loadSoon}
      onFocus={loadSoon}
      onClick={() => setOpened(true)}
    />
  );
  if (!wasOpened) return closed;
  return (
    <Suspense fallback={closed}>
      <PersonMenu me={me} trigger={<Button {...look} />} />
    </Suspense>
  );
}
