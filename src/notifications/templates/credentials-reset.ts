import { type MessageText, messageText } from './message-text.ts';
import { instantInWords } from './time-in-words.ts';

/** Somebody set a person's password anew by a link of an administrator; the person is told. */
export function credentialsReset(at: Temporal.Instant): MessageText {
  return messageText('Your credentials were reset', [
    `Your password was set anew ${instantInWords(at)}, by a one-time link that an administrator made. Passkeys, the authenticator app and recovery codes from before do not work any more.`,
    'If that was not you, tell your administrators at once.',
  ]);
}
