import { type MessageText, messageText } from './message-text.ts';
import { line } from './one-line.ts';
import { instantInWords } from './time-in-words.ts';

export interface EmergencyAccountUsedModel {
  /** Display name of whose account it is. */
  readonly account: string;
  readonly program: string;
  readonly methods: readonly string[];
  readonly at: Temporal.Instant;
  /** From where, as far as it is known. */
  readonly origin: string | null;
}

/** Somebody used an emergency account; all administrators are told. */
export function emergencyAccountUsed({
  account,
  program,
  methods,
  at,
  origin,
}: EmergencyAccountUsedModel): MessageText {
  return messageText(line`Emergency account ${account} was used`, [
    line`The emergency account ${account} signed in ${instantInWords(at)}.`,
    [line`By: ${methods.join(', ')}`, line`For: ${program}`, ...(origin === null ? [] : [line`From: ${origin}`])].join(
      '\n',
    ),
    'If nobody of you did this, end its sessions, disable the account, and find out how it was reached.',
  ]);
}
