import { facts, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import { instantInWords } from './time-in-words.ts';

/** What became of something with which a person signs in. */
export type OwnCredentialChange =
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'authenticatorAppAdded'
  | 'authenticatorAppRemoved'
  | 'passwordChanged'
  | 'recoveryCodesChanged';

export interface CredentialChangedModel {
  readonly change: OwnCredentialChange;
  readonly at: Temporal.Instant;
  /** From where, as far as it is known. */
  readonly origin: string | null;
}

const subjects: Readonly<Record<OwnCredentialChange, string>> = {
  passkeyAdded: 'A passkey was added to your account',
  passkeyRemoved: 'A passkey was removed from your account',
  authenticatorAppAdded: 'An authenticator app was added to your account',
  authenticatorAppRemoved: 'The authenticator app was removed from your account',
  passwordChanged: 'Your password was changed',
  recoveryCodesChanged: 'Your recovery codes were replaced',
};

/** How a person signs in has changed by their own sign-in; they are told, in case it was somebody else's. */
export function credentialChanged({ change, at, origin }: CredentialChangedModel, to: LetterReader): Letter {
  const subject = subjects[change];
  return {
    subject,
    blocks: [
      paragraph(`${subject} ${instantInWords(at, to)}.`),
      facts(['From', origin === null ? null : line`${origin}`]),
      paragraph(
        'If that was not you, tell your administrators at once: they end your sessions and let you begin anew with a one-time link.',
      ),
    ],
    button: null,
  };
}
