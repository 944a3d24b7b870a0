import { englishFrame } from './english/frame.ts';
import type { Block, Letter } from './letter.ts';
import { composedLine } from './one-line.ts';
import { quoted } from './quoted.ts';

const LONGEST_FACT = 2048;

/** A letter as plain text, for terminals and for who prefers it. */
export function letterText({ blocks, button }: Letter): string {
  const parts = blocks.map(blockText);
  if (button !== null) parts.push(`${button.label}:\n${button.link}`);
  return `${[...parts, `-- \n${englishFrame.footer}`].join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${composedLine(value, LONGEST_FACT)}`).join('\n');
    case 'quote':
      return `${block.heading}:\n${quoted(block.typed)}`;
  }
}
