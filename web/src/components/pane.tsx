import { Button, makeStyles, Portal, tokens, useModalAttributes } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { useHeldFocus } from '../lib/held-focus.ts';
import { strings } from '../strings.ts';
import { StandingNews } from './standing-news.tsx';

const useStyles = makeStyles({
  // a wheel turned over either does not reach the page beneath
  backdrop: {
    position: 'fixed',
    inset: 0,
    overflow: 'auto',
    overscrollBehavior: 'contain',
    background: tokens.colorBackgroundOverlay,
  },
  root: {
    position: 'fixed',
    inset: '0 0 0 auto',
    width: 'min(520px, 100%)',
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    background: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    borderLeft: `1px solid ${tokens.colorTransparentStroke}`,
    boxShadow: tokens.shadow64,
    overflow: 'auto',
    overscrollBehavior: 'contain',
    outlineStyle: 'none',
    contain: 'strict',
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { transform: 'translateX(24px)' } },
      animationDuration: tokens.durationFast,
      animationTimingFunction: tokens.curveDecelerateMid,
    },
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'start',
    gap: '8px',
    padding: '24px 16px 8px 24px',
  },
  title: {
    margin: '2px 0 0',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  body: {
    flex: 1,
    minHeight: 0,
    overflow: 'auto',
    overscrollBehavior: 'contain',
    display: 'grid',
    // what cannot be broken makes nothing wider than the pane
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '20px',
    alignContent: 'start',
    padding: '8px 24px 20px',
  },
  footer: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '12px',
    padding: '16px 24px 24px',
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
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const { modalAttributes } = useModalAttributes({ trapFocus: true, legacyTrapFocus: true });
  useHeldFocus(root);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isDefaultPrevented()) return;
    event.preventDefault();
    onClose();
  };
  return (
    <Portal>
      <div className={styles.backdrop} aria-hidden="true" onClick={onClose} />
      <div
        ref={root}
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        {...modalAttributes}
        className={styles.root}
        onKeyDown={onKeyDown}
      >
        <div className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <Button appearance="subtle" aria-label={strings.activate.close} icon={<DismissRegular />} onClick={onClose} />
        </div>
        <StandingNews />
        <div className={styles.body}>{children}</div>
        <div className={styles.footer}>{footer}</div>
      </div>
    </Portal>
  );
}
