import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { ErrorState } from '../components/error-state.tsx';
import { Hints } from '../components/hints.tsx';
import { StandingNews } from '../components/standing-news.tsx';
import { keepDraftsOf } from '../lib/drafts-of.ts';
import { followChanges } from '../lib/live-changes.ts';
import { meQuery } from '../lib/queries.ts';
import { isSessionEnd } from '../lib/session-state.ts';
import { signInAddress } from '../lib/sign-in.ts';
import { useIdle } from '../lib/use-idle.ts';
import { strings } from '../strings.ts';
import { catchEarlyKeys } from './early-keys.ts';
import { queryClient } from './providers.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

const loadPalette = () => import('./command-palette.tsx');
const loadActivatePane = () => import('../features/activate/activate-pane.tsx');
const CommandPalette = lazy(loadPalette);
const ActivatePane = lazy(loadActivatePane);
const News = lazy(() => import('./news.tsx'));
/** What is likely to be wanted next. */
const soon = [loadPalette, loadActivatePane];
const ExtendPane = lazy(() => import('../features/activate/extend-pane.tsx'));

const useStyles = makeStyles({
  root: {
    display: 'flex',
    minHeight: '100dvh',
    background: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  column: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  main: { flexGrow: 1, outlineStyle: 'none' },
  skip: {
    position: 'absolute',
    left: '-9999px',
    '&:focus': {
      left: '12px',
      top: '12px',
      zIndex: 100,
      padding: '8px 12px',
      background: tokens.colorNeutralBackground1,
      color: tokens.colorBrandForegroundLink,
    },
  },
  failed: { padding: '32px', maxWidth: '640px' },
});

/** The frame around every page. */
export function Shell() {
  const styles = useStyles();
  const [isSearching, setSearching] = useState(false);
  const { activate, extend } = useSearch({ strict: false });
  const me = useQuery(meQuery);
  const isSignedOut = isSessionEnd(me.error) && me.data === undefined;

  useEffect(() => {
    // who comes without a session signs in first, and comes back here
    if (isSignedOut) location.replace(signInAddress());
  }, [isSignedOut]);
  const personId = me.data?.id;
  useEffect(() => {
    // what is on the page is somebody else's, who used this tab before
    if (personId !== undefined && keepDraftsOf(personId)) location.reload();
  }, [personId]);
  const isKnown = personId !== undefined;
  useEffect(() => (isKnown ? followChanges(queryClient) : undefined), [isKnown]);
  const isIdle = useIdle();
  useEffect(() => {
    if (isIdle && isKnown) for (const load of soon) load().catch(() => {});
  }, [isIdle, isKnown]);
  const search = useCallback(() => {
    catchEarlyKeys();
    setSearching(true);
  }, []);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      search();
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [search]);

  if (isSignedOut) return null;
  return (
    <div className={styles.root}>
      <a className={styles.skip} href="#content">
        {strings.frame.skip}
      </a>
      <Rail me={me.data} />
      <div className={styles.column}>
        <TopBar me={me.data} onSearch={search} />
        <main id="content" className={styles.main} tabIndex={-1}>
          <StandingNews />
          {me.error !== null && me.data === undefined ? (
            <div className={styles.failed}>
              <ErrorState error={me.error} onRetry={() => me.refetch()} />
            </div>
          ) : (
            <Outlet />
          )}
        </main>
      </div>
      <Hints />
      <Suspense fallback={null}>{isIdle ? <News /> : null}</Suspense>
      <Suspense fallback={null}>
        {isSearching ? <CommandPalette onClose={() => setSearching(false)} /> : null}
        {activate === undefined ? null : <ActivatePane ids={activate.split(',')} />}
        {extend === undefined ? null : <ExtendPane id={extend} />}
      </Suspense>
    </div>
  );
}
