import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sentenceGroups } from './sentences.ts';

const rules = new URL('../../../shared/design/BEHAVIOUR.md', import.meta.url);
const sentences = sentenceGroups.flatMap((group) => [...group.sentences]);

/** Letters and digits alone: marks and line ends are no words. */
function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

it('gives every sentence an id of its own', () => {
  expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length);
});

it('forgets no sentence of the rules, and adds none', () => {
  if (!existsSync(rules)) return expect(sentences.length).toBeGreaterThan(70);
  const chapters = readFileSync(rules, 'utf8').split(/^## /m);
  for (const number of ['2', '3', '4', '5', '7']) {
    const chapter = chapters.find((text) => text.startsWith(`${number}. `)) ?? '';
    const written = words(chapter.replace(/^\d\. /, ''));
    const told = words(
      sentences
        .filter(({ id }) => id.startsWith(number))
        .map(({ text }) => text)
        .join(' '),
    );
    expect(told).toBe(written.slice(-told.length));
    // what is left of the chapter is its title
    expect(written.slice(0, -told.length).split(' ').length).toBeLessThan(8);
  }
});
