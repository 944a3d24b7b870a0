import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allScenarios } from './play/all-scenarios.ts';
import { lostStories, provenBy, rulesDocument, rulesText } from './play/rules-document.ts';
import { sentenceGroups } from './sentences.ts';

it('has a scenario for every sentence of the rules', async () => {
  const proofs = provenBy(await allScenarios());
  const ids = sentenceGroups.flatMap(({ sentences }) => sentences.map(({ id }) => id));
  expect(ids.filter((id) => !proofs.has(id))).toEqual([]);
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
