import type { Letter } from './letter.ts';
import { letterHtml } from './letter-html.ts';
import { letterText } from './letter-text.ts';
import { composedLine } from './one-line.ts';

const LONGEST_SUBJECT = 200;

/** What one message says, in the forms in which it is sent. */
export interface MessageText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Text and HTML of a letter; the subject is one line whatever is in it. */
export function messageText(letter: Letter): MessageText {
  // what looks like an encoded word (RFC 2047) would be decoded by mail programs, with all that hides in it
  const subject = composedLine(letter.subject.replaceAll('=?', '= ?'), LONGEST_SUBJECT);
  return { subject, text: letterText(letter), html: letterHtml({ ...letter, subject }) };
}
