import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import { StandingNews } from './standing-news.tsx';

const useStyles = makeStyles({
  root: { width: 'min(520px, 100%)' },
  body: {
    display: 'grid',
    // what cannot be broken makes nothing wider than the pane
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '20px',
    alignContent: 'start',
    padding: '8px 0 20px',
  },
  footer: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '12px',
    paddingTop: '16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface PaneProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** On the right of a wide screen, all of a phone's. Its address is that of the page beneath with a parameter. */
export function Pane({ title, onClose, footer, children }: PaneProps) {
  const styles = useStyles();
  return (
    <OverlayDrawer open position="end" className={styles.root} onOpenChange={(_, { open }) => !open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={strings.activate.close}
              icon={<DismissRegular />}
              onClick={onClose}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <StandingNews />
      <DrawerBody>
        <div className={styles.body}>{children}</div>
      </DrawerBody>
      <DrawerFooter className={styles.footer}>{footer}</DrawerFooter>
    </OverlayDrawer>
  );
}
