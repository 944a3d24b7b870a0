import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allScenarios } from './play/all-scenarios.ts';
import { lostStories, provenBy, rulesDocument, rulesText } from './play/rules-document.ts';
import { type SentenceId, sentenceGroups } from './sentences.ts';

/** Sentences of what is still being built. Whoever adds the scenario takes the sentence out of this list. */
const notYet: readonly SentenceId[] = ['2.beyond.5'];

it('has a scenario for every sentence of the rules', async () => {
  const proofs = provenBy(await allScenarios());
  const ids = sentenceGroups.flatMap(({ sentences }) => sentences.map(({ id }) => id));
  expect(ids.filter((id) => !proofs.has(id))).toEqual(notYet);
});

it('finds the stories that are told in code', () => {
  expect(lostStories()).toEqual([]);
});

it('gives every scenario of a topic a name of its own', async () => {
  for (const { topic, scenarios } of await allScenarios()) {
    const names = scenarios.map(({ name }) => name);
    expect(new Set(names).size, topic).toBe(names.length);
  }
});

it('is what `npm run rules` writes', async () => {
  expect(readFileSync(rulesDocument, 'utf8')).toBe(await rulesText());
});
