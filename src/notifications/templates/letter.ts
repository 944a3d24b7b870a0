/** A part of a letter below its subject. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** One fact a line. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** One item a line, with the page that it is about; the words of others in it went through `line`. */
  | { readonly kind: 'list'; readonly heading: string; readonly items: readonly ListItem[] }
  /** What somebody typed, in their words and their lines. */
  | { readonly kind: 'quote'; readonly heading: string; readonly typed: string };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface ListItem {
  readonly text: string;
  /** null: it is about none. */
  readonly link: string | null;
}

/** What one message says, before it takes a form. Every value in it is text, whatever it looks like. */
export interface Letter {
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** The page where a person goes on; null: there is none. */
  readonly button: { readonly label: string; readonly link: string } | null;
}

/** For whom a letter is written: decides how instants are shown. */
export interface LetterReader {
  /** As in the IANA database. */
  readonly timeZone: string;
  /** A language tag whose region says how dates look; null: as in ISO 8601. */
  readonly locale: string | null;
}

/** Who gets no other: an address without a person, a person without preferences. */
export const defaultReader: LetterReader = { timeZone: 'UTC', locale: null };

/** A letter for whoever reads it. */
export type WriteLetter = (to: LetterReader) => Letter;

/** A paragraph; the words of others in it went through `line`. */
export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** Facts, without those that are null. */
export function facts(...all: ReadonlyArray<readonly [label: string, value: string | null]>): Block {
  return {
    kind: 'facts',
    facts: all.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
  };
}
