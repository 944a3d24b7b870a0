import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useLostSince } from '../lib/connection-state.ts';
import { usePreferences } from '../lib/preferences.ts';
import { useSessionEnded } from '../lib/session-state.ts';
import { signInAddress } from '../lib/sign-in.ts';
import { useNow } from '../lib/use-now.ts';
import { strings } from '../strings.ts';

const words = strings.frame;

const useStyles = makeStyles({ bar: { flexShrink: 0 } });

/** What is so until it is mended: nobody is signed in, or the server does not answer. What was typed stays where it is. */
export function StandingNews() {
  const styles = useStyles();
  const hasEnded = useSessionEnded();
  const lostSince = useLostSince();
  if (lostSince !== null) return <Lost since={lostSince} />;
  if (!hasEnded) return null;
  return (
    <MessageBar className={styles.bar} intent="warning" politeness="assertive" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.sessionEnded}</MessageBarTitle>
        {words.sessionEndedLead}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => location.assign(signInAddress())}>{words.signIn}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function Lost({ since }: { readonly since: number }) {
  const { time } = usePreferences();
  const now = useNow();
  return (
    <MessageBar className={useStyles().bar} intent="warning" politeness="assertive" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.lost}</MessageBarTitle>
        {words.lostLead(time.short(since, now))}
      </MessageBarBody>
    </MessageBar>
  );
}
