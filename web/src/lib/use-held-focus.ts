import { useFocusFinders } from '@fluentui/react-components';
import { type RefObject, useEffect } from 'react';

/** Takes the focus into a part as it comes, and gives it back to what had it as the part goes. */
export function useHeldFocus(part: RefObject<HTMLElement | null>): void {
  const { findFirstFocusable } = useFocusFinders();
  useEffect(() => {
    const before = document.activeElement;
    if (part.current !== null) (findFirstFocusable(part.current) ?? part.current).focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [part, findFirstFocusable]);
}
