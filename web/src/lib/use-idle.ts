import { useEffect, useState } from 'react';

/** A browser that does not say when it has nothing to do is given so long. */
const WAIT_MS = 300;
/** One that always has something to do, at most so long. */
const LONGEST_MS = 2_000;

/** Whether the browser had nothing to do since: what the first sight of a page does not need waits for that. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    if (!('requestIdleCallback' in globalThis)) {
      const timer = setTimeout(() => setIdle(true), WAIT_MS);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => setIdle(true), { timeout: LONGEST_MS });
    return () => cancelIdleCallback(handle);
  }, []);
  return isIdle;
}
