import { Button, type ButtonProps } from '@fluentui/react-components';
import { type ReactNode, Suspense, useState } from 'react';

interface OpensLateProps {
  /** How the button looks; the same as the one that what is opened has then. */
  readonly look: ButtonProps;
  /** Loads what it opens. */
  readonly load: () => Promise<unknown>;
  /** What it opens, with its button; open where it is first drawn. */
  readonly children: ReactNode;
}

/** A button whose menu or pane is loaded where it is first wanted. */
export function OpensLate({ look, load, children }: OpensLateProps) {
  const [wasOpened, setOpened] = useState(false);
  // where it fails, opening it says so
  const loadSoon = () => void load().catch(() => {});
  const closed = (
    <Button
      {...look}
      aria-expanded={false}
      onPointerEnter={loadSoon}
      onFocus={loadSoon}
      onClick={() => setOpened(true)}
    />
  );
  return wasOpened ? <Suspense fallback={closed}>{children}</Suspense> : closed;
}
