import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const SHOW_AFTER_MS = 300;
const GAP = 6;

const useStyles = makeStyles({
  root: {
    position: 'fixed',
    zIndex: 1_000_001,
    maxWidth: 'min(420px, 90vw)',
    padding: '5px 11px 7px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    background: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    boxShadow: tokens.shadow8,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
});

/**
 * Shows the hint of what the pointer or the focus stays on. One for the whole page: rows have several each, and none is
 * there before somebody wants it. Escape closes it, and the pointer may go onto it (WCAG 1.4.13).
 */
export function Hints() {
  const styles = useStyles();
  const [target, setTarget] = useState<Element | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer = 0;
    const show = (next: Element | null, afterMs: number) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setTarget(next), afterMs);
    };
    const hide = () => show(null, 0);
    const events = new AbortController();
    const on = <Name extends keyof DocumentEventMap>(name: Name, listener: (event: DocumentEventMap[Name]) => void) =>
      document.addEventListener(name, listener, { signal: events.signal, capture: true, passive: true });
    on('pointerover', ({ target: over }) => {
      if (over instanceof Node && box.current?.contains(over)) return window.clearTimeout(timer);
      const found = hinted(over);
      show(found, found === null ? GAP : SHOW_AFTER_MS);
    });
    on('focusin', ({ target: over }) => {
      const found = hinted(over);
      if (found?.matches(':focus-visible')) show(found, SHOW_AFTER_MS);
    });
    on('focusout', hide);
    on('pointerdown', hide);
    on('scroll', hide);
    on('keydown', ({ key }) => key === 'Escape' && hide());
    return () => {
      window.clearTimeout(timer);
      events.abort();
    };
  }, []);
  useLayoutEffect(() => {
    const { current } = box;
    if (current !== null && target !== null) place(current, target.getBoundingClientRect());
  }, [target]);
  // what it stood for may be gone meanwhile
  if (target === null || !target.isConnected) return null;
  return (
    <div ref={box} className={styles.root} aria-hidden="true">
      {target.getAttribute('data-hint')}
    </div>
  );
}

function hinted(over: EventTarget | null): Element | null {
  return over instanceof Element ? over.closest('[data-hint]') : null;
}

/** Above in the middle, within the window; below where there is no room. */
function place(element: HTMLElement, { left, top, bottom, width }: DOMRect): void {
  const { offsetWidth, offsetHeight } = element;
  const middle = left + width / 2 - offsetWidth / 2;
  element.style.left = `${Math.max(GAP, Math.min(middle, innerWidth - offsetWidth - GAP))}px`;
  element.style.top = `${top - offsetHeight - GAP >= GAP ? top - offsetHeight - GAP : bottom + GAP}px`;
}
