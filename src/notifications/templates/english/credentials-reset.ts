import { type Letter, type LetterReader, paragraph } from '../letter.ts';
import { instantInWords } from './time-in-words.ts';

/** Somebody set a person's password anew by a link of an administrator; the person is told. */
export function credentialsReset(at: Temporal.Instant, to: LetterReader): Letter {
  return {
    subject: 'Your credentials were reset',
    blocks: [
      paragraph(
        `Your password was set anew ${instantInWords(at, to)}, by a one-time link that an administrator made. Passkeys, the authenticator app and recovery codes from before do not work any more.`,
      ),
      paragraph('If that was not you, tell your administrators at once.'),
    ],
    button: null,
  };
}
