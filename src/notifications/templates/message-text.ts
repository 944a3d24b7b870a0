import { oneLine } from './one-line.ts';

const LONGEST_SUBJECT = 200;

/** What one message says. */
export interface MessageText {
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Puts a message together; the subject is one line whatever is in it, paragraphs are kept apart. */
export function messageText(subject: string, paragraphs: readonly string[]): MessageText {
  return { subject: oneLine(subject, LONGEST_SUBJECT), text: `${paragraphs.join('\n\n')}\n` };
}
