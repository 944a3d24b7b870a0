import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { signInAddress } from '../lib/sign-in.ts';
import { strings } from '../strings.ts';

/** What was typed stays where it is while the person signs in again. */
export function SessionEnded() {
  return (
    <MessageBar intent="warning" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{strings.frame.sessionEnded}</MessageBarTitle>
        {strings.frame.sessionEndedLead}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => location.assign(signInAddress())}>{strings.frame.signIn}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
