import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { serverNow } from '../lib/server-clock.ts';
import { useNow } from '../lib/use-now.ts';
import { strings } from '../strings.ts';

interface RetryButtonProps {
  /** Until the server would serve it; null: at once. */
  readonly waitSeconds: number | null;
  readonly onRetry: () => void;
}

/** Tries again, as soon as that can help. */
export function RetryButton({ waitSeconds, onRetry }: RetryButtonProps) {
  const now = useNow();
  const [opensAt] = useState(() => (waitSeconds === null ? 0 : serverNow() + waitSeconds * 1000));
  const left = Math.ceil((opensAt - now) / 1000);
  return (
    <Button disabledFocusable={left > 0} onClick={() => left <= 0 && onRetry()}>
      {left > 0 ? strings.errors.againIn(left) : strings.errors.again}
    </Button>
  );
}
