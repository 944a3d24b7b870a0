import { Button } from '@fluentui/react-components';
import { useLostSince } from '../lib/connection-state.ts';
import { usePreferences } from '../lib/preferences.ts';
import { useSessionEnded } from '../lib/session-state.ts';
import { signInAddress } from '../lib/sign-in.ts';
import { useNow } from '../lib/use-now.ts';
import { strings } from '../strings.ts';
import { WarningBar } from './warning-bar.tsx';

const words = strings.frame;

/** What is so until it is mended: nobody is signed in, or the server does not answer. What was typed stays where it is. */
export function StandingNews() {
  const hasEnded = useSessionEnded();
  const lostSince = useLostSince();
  if (lostSince !== null) return <Lost since={lostSince} />;
  if (!hasEnded) return null;
  return (
    <WarningBar
      title={words.sessionEnded}
      action={<Button onClick={() => location.assign(signInAddress())}>{words.signIn}</Button>}
    >
      {words.sessionEndedLead}
    </WarningBar>
  );
}

function Lost({ since }: { readonly since: number }) {
  const { time } = usePreferences();
  const now = useNow();
  return <WarningBar title={words.lost}>{words.lostLead(time.short(since, now))}</WarningBar>;
}
