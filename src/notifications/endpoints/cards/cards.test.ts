import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRun } from '../../../../test/support/property-run.ts';
import { approvalRequested } from '../../templates/english/approval-requested.ts';
import { defaultReader, type Letter } from '../../templates/letter.ts';
import { mattermostCard } from './mattermost-card.ts';
import { slackCard } from './slack-card.ts';
import { teamsCard } from './teams-card.ts';

const link = 'https://brevet.nordwind.example/requests/r1';

/** A request in which every field that a person can type says the same. */
function letterOf(typed: string): Letter {
  const model = {
    requestor: typed,
    role: { name: typed, risk: 'high', scopeName: typed, scopePath: typed },
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT2H' } },
    justification: typed,
    ticket: { number: typed, system: typed },
    link,
    expiresAt: Temporal.Instant.from('2026-11-25T08:00:00Z'),
    approvalsNeeded: 1,
  } as const;
  return approvalRequested(model, defaultReader);
}

/** A card without its texts: what a chat makes of it. Lines of a quote count once. */
function skeletonOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(skeletonOf).map((item) => JSON.stringify(item));
    return items.filter((item, index) => item !== items[index - 1]);
  }
  if (typeof value !== 'object' || value === null) return typeof value;
  const entries = Object.entries(value).map(([name, each]) => {
    const isKept = name === 'type' || name === 'url' || name === 'style';
    return [name, isKept && typeof each === 'string' ? each : skeletonOf(each)];
  });
  return Object.fromEntries(entries);
}

/** Every text of a card, wherever it is. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const cards = { slack: slackCard, teams: teamsCard, mattermost: mattermostCard } as const;
const hostile = [
  '<!channel> <!here> <@U012AB3CD> <#C123> <https://evil.example|Approve>',
  '&lt;!channel&gt; &amp;',
  '@here @channel @all @bob',
  '*bold* _it_ ~strike~ `code` ```\nfence\n```',
  '[Approve](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>',
  'https://evil.example www.evil.example mailto:eve@evil.example',
  '# Heading\n- item\n1. item\n> quote\n| a | b |\n---\n***',
  ':smile: #hashtag ~town-square \\* \\',
  '<at>Bob</at> {{DATE(2026-11-24T08:00:00Z,SHORT)}} \u0024{title} @{triggerBody()} {{7*7}}',
  '\u202eevil\u202c \u2066x\u2069 \u05d0\u05d1 \u0645\u062d',
  '"},{"type":"divider"},{"x":"',
  '\u0000\u0007\u001b[31m \ud800 \u2028 \u2029 \u0085',
  '<b>x</b><script>alert(1)</script>',
];

describe.each(Object.entries(cards))('a card of %s', (_name, write) => {
  it.each(hostile)('has the same parts whatever is typed: %j', (typed) => {
    const card = JSON.parse(write(letterOf(typed)));
    expect(skeletonOf(card)).toEqual(skeletonOf(JSON.parse(write(letterOf('plain')))));
    for (const text of textsOf(card)) {
      expect(text).not.toMatch(/[\u202a-\u202e\u2066\u2067]|(?!\n)\p{Cc}|\u2028|\u2029/u);
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it('says who, what, how long, why, the ticket, and where to go on', () => {
    const texts = textsOf(JSON.parse(write(letterOf('Zoë')))).join('\n');
    for (const said of ['Zoë asks for Zoë on Zoë, 2 h', 'Duration', '2 h', 'Ticket', 'Justification', link]) {
      expect(texts).toContain(said);
    }
    expect(texts).toContain('Sign in to decide');
  });

  it('stays within what the chat takes, and shows that something was cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 1500 }),
        fc.constantFrom('', '&', '"', '\\', '👩‍🔧', '*'),
        (some, much) => {
          const card = write(letterOf(some + much.repeat(2500)));
          // Teams takes 28 KB, Mattermost 16,383 characters, Slack 3,000 a text
          expect(Buffer.byteLength(card)).toBeLessThan(28 * 1024);
          for (const text of textsOf(JSON.parse(card))) expect([...text].length).toBeLessThan(3000);
        },
      ),
      propertyRun(300),
    );
    expect(textsOf(JSON.parse(write(letterOf('x'.repeat(5000))))).join('\n')).toContain('x …');
  });
});

describe('a card of slack', () => {
  it.each(hostile)('has texts alone, and one escaped line: %j', (typed) => {
    const { text, mrkdwn, blocks } = JSON.parse(slackCard(letterOf(typed)));
    expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(mrkdwn).toBe(false);
    const types = JSON.stringify(blocks).matchAll(/"type":"(\w+)"/g);
    const known = ['rich_text', 'rich_text_section', 'rich_text_quote', 'text', 'actions', 'button', 'plain_text'];
    // in texts the quotation marks are escaped
    expect([...types].map(([, type]) => type).filter((type) => !known.includes(type ?? ''))).toEqual([]);
  });

  it('keeps what was typed letter by letter', () => {
    const typed = '<!channel> *a* & <b>';
    const [{ elements }] = JSON.parse(slackCard(letterOf(typed))).blocks;
    const quote = elements.find(({ type }: { type: string }) => type === 'rich_text_quote');
    expect(quote.elements).toEqual([{ type: 'text', text: typed }]);
  });
});

describe('a card of teams', () => {
  it('keeps what was typed letter by letter, in runs that are no Markdown', () => {
    const typed = '**a** [b](https://evil.example) <at>Bob</at>';
    const { content } = JSON.parse(teamsCard(letterOf(typed))).attachments[0];
    const { items } = content.body.find(({ type }: { type: string }) => type === 'Container');
    expect(items).toEqual([{ type: 'RichTextBlock', spacing: 'None', inlines: [{ type: 'TextRun', text: typed }] }]);
    expect(JSON.stringify(content)).not.toMatch(/"type":"(TextBlock|FactSet|Image)"|"entities"/);
    expect(teamsCard(letterOf('{{DATE(x)}}'))).not.toContain('{{');
  });
});

describe('a card of mattermost', () => {
  it.each(hostile)('has no sign left that Markdown would read: %j', (typed) => {
    const [{ text, fields, fallback }] = JSON.parse(mattermostCard(letterOf(typed))).attachments;
    const own = text.replace(`[Sign in to decide](${link})`, '').replaceAll(/^(\*\*|> |>$)|\*\*$/gm, '');
    for (const shown of [own, ...fields.map(({ value }: { value: string }) => value)]) {
      const bare = shown.replaceAll(/\\[\\`*_{}[\]()#+\-.!|<>~&]/g, '');
      expect(bare).not.toMatch(/[\\`*_[\]#!|<>~&]/);
      expect(bare).not.toMatch(/@(?!\u200b)|:(?!\u200b|\s|$)|www(?!\u200b)/i);
      expect(bare).not.toMatch(/^\s*(\d+\.|[-+]\s)/m);
    }
    expect(fallback).not.toMatch(/@(?!\u200b)/);
  });
});
