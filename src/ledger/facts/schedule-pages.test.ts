import { expect, it } from 'vitest';
import { activate, assign } from '../../../test/scenarios/story.ts';
import { demoLedger } from '../../../test/support/demo-ledger.ts';
import { demoIds } from '../../demo/demo-organisation.ts';
import { activeSchedulesInPages } from './schedule-pages.ts';

it('finds each active schedule once, also where many were made at the same instant, and none that has ended', async () => {
  const { ledger, clock } = await demoLedger();
  await activate(ledger);
  clock.advance('PT10M');
  await activate(ledger, { type: 'selfDeactivate' });
  for (const principalId of [demoIds.mallory, demoIds.bob, demoIds.frank]) await assign(ledger, { principalId });
  const found = async (limit?: number) => {
    const pages: string[][] = [];
    await ledger.read(async (reader) => {
      for await (const page of activeSchedulesInPages(reader, limit)) pages.push(page.map(({ id }) => id));
    });
    return pages;
  };
  const expected = await ledger.read((reader) =>
    reader.query((db) =>
      db.selectFrom('schedule').select('id').where('kind', '=', 'active').where('ended_at', 'is', null),
    ),
  );
  const ids = expected.map(({ id }) => id).sort();
  expect(ids.length).toBeGreaterThan(4);
  for (const limit of [1, 2, 3, ids.length, undefined]) {
    const pages = await found(limit);
    expect(pages.flat().sort()).toEqual(ids);
    expect(Math.max(...pages.map((page) => page.length))).toBe(Math.min(limit ?? ids.length, ids.length));
  }
  await ledger.close();
});
