import { useFocusFinders } from '@fluentui/react-components';
import { type RefObject, useEffect } from 'react';

/** Where a keyboard on the screen would cover what one is to read first, nothing is typed before it is touched. */
const hasKeys = matchMedia('(pointer: fine)');

/**
 * Takes the focus into a part as it comes: to the first field that has to be filled, so that one may type at once, otherwise
 * to what comes first. Gives it back to what had it as the part goes.
 */
export function useHeldFocus(part: RefObject<HTMLElement | null>): void {
  const { findFirstFocusable } = useFocusFinders();
  useEffect(() => {
    const before = document.activeElement;
    if (part.current !== null) {
      const field = hasKeys.matches ? part.current.querySelector<HTMLElement>(':is(input, textarea):invalid') : null;
      (field ?? findFirstFocusable(part.current) ?? part.current).focus();
    }
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [part, findFirstFocusable]);
}
