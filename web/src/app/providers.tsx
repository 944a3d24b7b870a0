import { createDOMRenderer, FluentProvider, RendererProvider, useFocusFinders } from '@fluentui/react-components';
import { MotionBehaviourProvider } from '@fluentui/react-motion';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { ApiProblem } from '../lib/api.ts';
import { contextOf, keepPreferences, PreferencesOfPerson, readPreferences } from '../lib/preferences.ts';
import { noteSession, noteSessionEnded } from '../lib/session-state.ts';
import { contrastTheme, darkTheme, lightTheme } from './theme.ts';

// the page may add styles only with the nonce of its answer
const nonce = document.querySelector('script')?.nonce;
const renderer = createDOMRenderer(document, { styleElementAttributes: nonce ? { nonce } : {} });

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSessionEnded, onSuccess: noteSession }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // whether a network is there says nothing about a server beside it
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && isPassing(error),
    },
    // what is done without a network fails at once: nothing is sent later, when nobody expects it
    mutations: { networkMode: 'always', onError: noteSessionEnded },
  },
});

/** Whether the server is gone, or going, for a moment. */
function isPassing({ status }: ApiProblem): boolean {
  return status === 0 || status === 503;
}

const darkScheme = matchMedia('(prefers-color-scheme: dark)');

function useDeviceIsDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      darkScheme.addEventListener('change', listener);
      return () => darkScheme.removeEventListener('change', listener);
    },
    () => darkScheme.matches,
  );
}

export function Providers({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState(readPreferences);
  const deviceIsDark = useDeviceIsDark();
  const context = useMemo(
    () => contextOf(preferences, (some) => setPreferences((before) => ({ ...before, ...some }))),
    [preferences],
  );
  useEffect(() => keepPreferences(preferences), [preferences]);

  const name = preferences.theme === 'system' ? (deviceIsDark ? 'dark' : 'light') : preferences.theme;
  const theme = { light: lightTheme, dark: darkTheme, contrast: contrastTheme }[name];
  useEffect(() => {
    document.documentElement.style.colorScheme = name === 'light' ? 'light' : 'dark';
    document.documentElement.style.background = theme.colorNeutralBackground2;
  }, [name, theme]);

  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme} style={{ background: 'transparent' }}>
        {/* Fluent's own motions take up to 400 ms: what is opened is there at once */}
        <MotionBehaviourProvider value="skip">
          <QueryClientProvider client={queryClient}>
            <KeepFocusWatch />
            <PreferencesOfPerson value={context}>{children}</PreferencesOfPerson>
          </QueryClientProvider>
        </MotionBehaviourProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

/**
 * Holds what Fluent watches the focus with for as long as there is a page. Otherwise it goes with the last part that uses it:
 * where that was a pane, everything behind it would stay hidden from screen readers when it closes.
 */
function KeepFocusWatch() {
  useFocusFinders();
  return null;
}
