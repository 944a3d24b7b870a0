import { useFocusFinders } from '@fluentui/react-components';
import { type RefObject, useEffect, useState } from 'react';

/** Where a keyboard on the screen would cover what one is to read first, nothing is typed before it is touched. */
const hasKeys = matchMedia('(pointer: fine)');
const TO_BE_FILLED = ':is(input, textarea):invalid';

/**
 * Takes the focus into a part as it comes: to the first field that has to be filled, so that one may type at once, otherwise
 * to what comes first. Gives it back to what had it as the part goes.
 */
export function useHeldFocus(held: RefObject<HTMLElement | null>): void {
  const { findFirstFocusable } = useFocusFinders();
  useEffect(() => {
    const part = held.current;
    if (part === null) return;
    const before = document.activeElement;
    const field = hasKeys.matches ? part.querySelector<HTMLElement>(TO_BE_FILLED) : null;
    // what is not shown does not take it
    for (const target of [field, findFirstFocusable(part), part]) {
      target?.focus();
      if (part.contains(document.activeElement)) break;
    }
    return () => giveTo(before);
  }, [held, findFirstFocusable]);
}

/** For what takes the focus by itself as it comes: gives it back as it goes. */
export function useFocusGivenBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => giveTo(before), [before]);
}

function giveTo(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected) element.focus();
}
