import { Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';
import { useCallback } from 'react';

export const TOASTER = 'news';

/** Tells a person, in a corner and to screen readers, what became of what they did. */
export function useTell() {
  const { dispatchToast } = useToastController(TOASTER);
  return useCallback(
    (title: string, intent: 'success' | 'error' | 'info' = 'success', detail?: string) => {
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {detail === undefined ? null : <ToastBody>{detail}</ToastBody>}
        </Toast>,
        { intent, timeout: intent === 'error' ? 12_000 : 5_000 },
      );
    },
    [dispatchToast],
  );
}
