import type { Block, Letter } from '../../templates/letter.ts';
import { composedLine, isolated } from '../../templates/one-line.ts';
import { plainLines } from '../../templates/quoted.ts';

/** What a card says, as text that is short enough for every chat; the page behind the button says all. */
export interface CardText {
  readonly title: string;
  readonly parts: readonly CardPart[];
  readonly button: Letter['button'];
}

export type CardPart =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: ReadonlyArray<{ readonly label: string; readonly value: string }> }
  | { readonly kind: 'quote'; readonly heading: string; readonly text: string };

const LONGEST_TITLE = 150;
const LONGEST_FACT = 200;
const LONGEST_PARAGRAPH = 600;
const LONGEST_QUOTE = 1000;

/** A letter, cut to what chats show. */
export function cardText({ subject, blocks, button }: Letter): CardText {
  return { title: composedLine(subject, LONGEST_TITLE), parts: blocks.map(partOf), button };
}

function partOf(block: Block): CardPart {
  switch (block.kind) {
    case 'paragraph':
      return { kind: 'paragraph', text: composedLine(block.text, LONGEST_PARAGRAPH) };
    case 'facts': {
      const facts = block.facts.map(({ label, value }) => ({ label, value: composedLine(value, LONGEST_FACT) }));
      return { kind: 'facts', facts };
    }
    case 'list': {
      const items = block.items.map(({ text }) => text).join('; ');
      return { kind: 'paragraph', text: composedLine(`${block.heading}: ${items}`, LONGEST_PARAGRAPH) };
    }
    case 'quote':
      return { kind: 'quote', heading: block.heading, text: quoteOf(block.typed) };
  }
}

/** What somebody typed, in their lines, each with its direction to itself. */
function quoteOf(typed: string): string {
  const lines = plainLines(typed).join('\n');
  const characters = [...lines];
  const isLong = characters.length > LONGEST_QUOTE;
  const cut = isLong ? `${characters.slice(0, LONGEST_QUOTE).join('').trimEnd()} …` : lines;
  return cut.split('\n').map(isolated).join('\n');
}
