import type { Letter } from '../../templates/letter.ts';
import { type CardPart, cardText } from './card-text.ts';

const COLOUR = '#0f5fc2';

/**
 * A message of Mattermost with one attachment. Everything is Markdown there, so that what somebody typed is escaped: no
 * formatting, mention, channel, emoji or link is read in it.
 */
export function mattermostCard(letter: Letter): string {
  const { title, parts, button } = cardText(letter);
  const facts = parts.flatMap((part) => (part.kind === 'facts' ? part.facts : []));
  const link = button === null ? [] : [`[${button.label}](${button.link})`];
  const attachment = {
    fallback: title.replaceAll('@', '@\u200b'),
    color: COLOUR,
    text: [`**${asText(title)}**`, ...parts.flatMap(markdownOf), ...link].join('\n\n'),
    fields: facts.map(({ label, value }) => ({ short: true, title: label, value: asText(value) })),
  };
  return JSON.stringify({ attachments: [attachment] });
}

function markdownOf(part: CardPart): readonly string[] {
  switch (part.kind) {
    case 'paragraph':
      return [asText(part.text)];
    case 'facts':
      return [];
    case 'quote': {
      const lines = part.text.split('\n').map((text) => `> ${asText(text)}`.trimEnd());
      return [`**${part.heading}**\n${lines.join('\n')}`];
    }
  }
}

/** Every sign that Markdown knows is escaped; what begins a mention, a link or an emoji by itself is parted by what is not seen. */
function asText(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&')
    .replaceAll(/@/g, '@\u200b')
    .replaceAll(/:(?=\S)/g, ':\u200b')
    .replaceAll(/\bwww(?=\\\.)/gi, 'www\u200b')
    .replaceAll(/^(\s*\d+)(?=\\[.)])/g, '$1\u200b');
}
