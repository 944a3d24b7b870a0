import { Toast, ToastBody, Toaster, ToastTitle, useToastController } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useNarrow } from '../lib/use-narrow.ts';
import { showNews } from '../lib/use-tell.ts';

const TOASTER = 'news';

/** The corner in which a person is told what became of what they did. */
export default function News() {
  const isNarrow = useNarrow();
  const { dispatchToast } = useToastController(TOASTER);
  useEffect(
    () =>
      showNews(({ title, intent, detail }) =>
        dispatchToast(
          <Toast>
            <ToastTitle>{title}</ToastTitle>
            {detail === undefined ? null : <ToastBody>{detail}</ToastBody>}
          </Toast>,
          { intent, timeout: intent === 'error' ? 12_000 : 5_000 },
        ),
      ),
    [dispatchToast],
  );
  return (
    // at the bottom of a phone are the pages, and of every page what can be done
    <Toaster
      toasterId={TOASTER}
      position={isNarrow ? 'top' : 'bottom-end'}
      offset={isNarrow ? undefined : { vertical: 92, horizontal: 24 }}
      pauseOnHover
    />
  );
}
