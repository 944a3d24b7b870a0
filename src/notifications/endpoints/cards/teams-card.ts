import type { Letter } from '../../templates/letter.ts';
import { type CardPart, cardText } from './card-text.ts';

type Run = { readonly type: 'TextRun'; readonly text: string; readonly [style: string]: string };

const run = (text: string, style: Readonly<Record<string, string>> = {}): Run => ({
  type: 'TextRun',
  text: withoutFunctions(text),
  ...style,
});

/**
 * An Adaptive Card for the webhook of a Microsoft Teams workflow. Everything is in `TextRun`s, in which no Markdown is read;
 * mentions need entities, of which there are none.
 */
export function teamsCard(letter: Letter): string {
  const { title, parts, button } = cardText(letter);
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: withoutFunctions(title),
    msteams: { width: 'Full' },
    body: [textBlock([run(title, { size: 'Medium', weight: 'Bolder' })]), ...parts.flatMap(elementsOf)],
    actions: button === null ? [] : [{ type: 'Action.OpenUrl', title: button.label, url: button.link }],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return JSON.stringify({ type: 'message', attachments: [{ contentType, contentUrl: null, content }] });
}

function elementsOf(part: CardPart): readonly object[] {
  switch (part.kind) {
    case 'paragraph':
      return [textBlock([run(part.text)])];
    case 'facts':
      return part.facts.map(({ label, value }) =>
        textBlock([run(`${label}: `, { weight: 'Bolder' }), run(value)], 'Small'),
      );
    case 'quote': {
      const lines = part.text.split('\n').map((text) => textBlock([run(text)], 'None'));
      const heading = textBlock([run(part.heading, { weight: 'Bolder' })]);
      return [heading, { type: 'Container', style: 'emphasis', items: lines }];
    }
  }
}

function textBlock(inlines: readonly Run[], spacing = 'Default') {
  return { type: 'RichTextBlock', spacing, inlines };
}

/** Cards replace `{{DATE(...)}}` and `{{TIME(...)}}`. */
function withoutFunctions(text: string): string {
  return text.replaceAll('{{', '{\u200b{');
}
