import { facts, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
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
export function emergencyAccountUsed(model: EmergencyAccountUsedModel, to: LetterReader): Letter {
  const { account, program, methods, at, origin } = model;
  return {
    subject: line`Emergency account ${account} was used`,
    blocks: [
      paragraph(line`The emergency account ${account} signed in ${instantInWords(at, to)}.`),
      facts(
        ['By', line`${methods.join(', ')}`],
        ['For', line`${program}`],
        ['From', origin === null ? null : line`${origin}`],
      ),
      paragraph('If nobody of you did this, end its sessions, disable the account, and find out how it was reached.'),
    ],
    button: null,
  };
}
