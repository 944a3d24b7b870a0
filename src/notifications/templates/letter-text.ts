import { englishFrame } from './english/frame.ts';
import type { Block, Fact, Letter, ListItem } from './letter.ts';
import { composedLine } from './one-line.ts';
import { quoted } from './quoted.ts';
import { WIDTH, wrapped } from './wrapped.ts';

const LONGEST_FACT = 2048;

/** A letter as plain text, for terminals and for who prefers it. */
export function letterText({ blocks, button }: Letter): string {
  const parts = blocks.map(blockText);
  if (button !== null) parts.push(`${button.label}:\n${button.link}`);
  return `${[...parts, `-- \n${inLines(englishFrame.footer)}`].join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inLines(block.text);
    case 'facts':
      return block.facts.map(factText).join('\n');
    case 'list':
      return [`${block.heading}:`, ...block.items.map(itemText)].join('\n');
    case 'quote':
      return `${block.heading}:\n${quoted(block.typed)}`;
  }
}

function inLines(text: string): string {
  return wrapped(text).join('\n');
}

function factText({ label, value }: Fact): string {
  return indented(`${label}: ${composedLine(value, LONGEST_FACT)}`, '');
}

/** A link stands on a line of its own: whole, and to be followed from a terminal. */
function itemText({ text, link }: ListItem): string {
  return `${indented(text, '- ')}${link === null ? '' : `\n  ${link}`}`;
}

/** All lines but the first are set in: nothing that was typed begins one. */
function indented(text: string, mark: string): string {
  return `${mark}${wrapped(text, WIDTH - 2).join('\n  ')}`;
}
