import type { Letter } from '../../templates/letter.ts';
import { type CardPart, cardText } from './card-text.ts';

const LONGEST_URL = 3000;

type Run = { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold: true } };

const plain = (text: string): Run => ({ type: 'text', text });
const bold = (text: string): Run => ({ type: 'text', text, style: { bold: true } });

/**
 * A message of Slack's Block Kit. Everything is in `rich_text`, whose texts are texts: no markup, mention or link is read in
 * them. The one line for notifications (`text`) is escaped as Slack asks, and read as no markup.
 */
export function slackCard(letter: Letter): string {
  const { title, parts, button } = cardText(letter);
  const blocks = [
    { type: 'rich_text', elements: [section([bold(title)]), ...parts.flatMap(elementsOf)] },
    ...(button === null || button.link.length > LONGEST_URL ? [] : [actions(button)]),
  ];
  return JSON.stringify({
    text: escaped(title),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks,
  });
}

function elementsOf(part: CardPart) {
  switch (part.kind) {
    case 'paragraph':
      return [section([plain(`\n${part.text}\n`)])];
    case 'facts':
      return [section(part.facts.flatMap(({ label, value }) => [bold(`\n${label}: `), plain(value)]))];
    case 'quote':
      return [section([bold(`\n\n${part.heading}`)]), { type: 'rich_text_quote', elements: [plain(part.text)] }];
  }
}

function section(elements: readonly Run[]) {
  return { type: 'rich_text_section', elements };
}

function actions({ label, link }: { readonly label: string; readonly link: string }) {
  const text = { type: 'plain_text', text: label, emoji: false };
  return { type: 'actions', elements: [{ type: 'button', text, url: link, style: 'primary' }] };
}

/** The three characters by which Slack knows mentions, links and entities. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
