import type { Browser } from 'playwright-core';
import { personOf } from './browse.ts';
import type { Figure } from './figures.ts';
import { portalPages } from './portal-pages.ts';
import { type Seen, seenOn, settled } from './watch-page.ts';

/** Each page so many times, in turns, with nothing kept from before; then used. */
export async function measurePages(browser: Browser, url: string, rounds: number): Promise<readonly Figure[]> {
  const names = [...new Set(portalPages.map(({ as }) => as))];
  const people = new Map<string, Awaited<ReturnType<typeof personOf>>>();
  for (const name of names) people.set(name, await personOf(browser, url, name));
  const seen = portalPages.map((): Seen[] => []);
  // the first of each warms the server up and is left out
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, { as, path, use }] of portalPages.entries()) {
      const context = await people.get(as)?.();
      if (context === undefined) continue;
      const page = await context.newPage();
      await page.goto(`${url}${path}`);
      await settled(page);
      const { scriptBytes } = await seenOn(page);
      await use(page);
      if (round >= 0) seen[index]?.push({ ...(await seenOn(page)), scriptBytes });
      await context.close();
    }
  }
  return portalPages.flatMap(({ name }, index) => {
    const of = (key: keyof Seen) => (seen[index] ?? []).map((each) => each[key]);
    return [
      { name: `${name}: largest contentful paint`, unit: 'ms', values: of('paint'), aim: 1500 },
      { name: `${name}: slowest interaction`, unit: 'ms', values: of('interaction'), aim: 100 },
      { name: `${name}: JavaScript`, unit: 'kB', values: of('scriptBytes').map((bytes) => bytes / 1000), aim: 350 },
    ] as const;
  });
}
