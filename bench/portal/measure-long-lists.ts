import type { Browser, Page } from 'playwright-core';
import { personOf } from './browse.ts';
import type { Figure } from './figures.ts';
import { type Seen, seenOn, settled } from './watch-page.ts';

/** A page that answers nothing for so long is one that a person takes for frozen, in milliseconds. */
const FREEZE_MS = 200;
/** Pages of a hundred rows that are scrolled through. */
const PAGES = 20;

const lists = [
  { name: 'Assignments', path: '/assignments', api: '/assignments?state=eligible' },
  { name: 'Audit', path: '/audit', api: '/audit?' },
] as const;

const filters = [
  ['assignments, second page of the active', '/assignments?state=active', true],
  ['assignments of a name', '/assignments?state=active&search=meyer%204', false],
  ['assignments of a name that nobody has', '/assignments?state=active&search=zzzz', false],
  ['assignments of directory roles', '/assignments?state=active&family=directory', false],
  ['assignments that end soon', '/assignments?state=active&ends=soon', false],
  ['assignments that never end', '/assignments?state=active&ends=never', false],
  ['record of everything', '/audit?', false],
  ['record of requests', '/audit?group=requests', false],
  ['record of sign-ins', '/audit?group=signIns', false],
  ['record of what was refused', '/audit?group=refused', false],
  ['record of an actor', '/audit?actorId=a0000000-0000-4000-8000-000000000002', false],
  ['record of an actor who did nothing', '/audit?actorId=a0000000-0000-4000-8000-000000000011', false],
  ['record about an id', '/audit?aboutId=e0000000-0000-4000-8000-000000000001', false],
  ['record until an instant', '/audit?to=2020-01-01T00:00:00Z', false],
] as const;

/** Scrolls down until so many pages of a list are there; the time of each frame, in milliseconds. */
const SCROLL = `new Promise((done) => {
  const times = [];
  let last = performance.now();
  const rows = () => Number.parseInt(document.querySelector('[role=rowgroup]').style.height, 10);
  const first = rows();
  const next = () => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    if (rows() >= first * ${PAGES} || times.length > 5000) return done(times);
    scrollTo(0, scrollY + 900);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

/** Long lists as an administrator sees them, and each filter of them as the server answers it. */
export async function measureLongLists(browser: Browser, url: string, rounds: number): Promise<readonly Figure[]> {
  const grace = await personOf(browser, url, 'grace');
  const figures: Figure[] = [];
  for (const { name, path } of lists) {
    const seen: Seen[] = [];
    const slowFrames: number[] = [];
    for (let round = -1; round < Math.min(rounds, 3); round += 1) {
      const context = await grace();
      const page = await context.newPage();
      await page.goto(`${url}${path}`);
      await settled(page);
      await page.getByRole('table').waitFor();
      const { paint } = await seenOn(page);
      await page.evaluate('seen.longest = 0');
      const frames = [...((await page.evaluate(SCROLL)) as readonly number[])].sort((a, b) => a - b);
      if (round >= 0) {
        seen.push({ ...(await seenOn(page)), paint });
        slowFrames.push(frames[Math.floor(frames.length * 0.95)] ?? 0);
      }
      await context.close();
    }
    figures.push(
      { name: `${name}: largest contentful paint`, unit: 'ms', values: seen.map(({ paint }) => paint), aim: 1500 },
      {
        name: `${name}: longest task in ${PAGES} pages`,
        unit: 'ms',
        values: seen.map(({ longest }) => longest),
        aim: FREEZE_MS,
      },
      { name: `${name}: 95 of 100 frames within`, unit: 'ms', values: slowFrames, aim: FREEZE_MS },
    );
  }
  const context = await grace();
  const page = await context.newPage();
  await page.goto(`${url}/more`);
  for (const [name, path, isNext] of filters) {
    const values = await timesOf(page, `/api/security/pim${path}&limit=100`, isNext, rounds);
    figures.push({ name: `server: ${name}`, unit: 'ms', values, aim: null });
  }
  await context.close();
  return figures;
}

/** How long the server takes for a page of a list, as the browser waits for it, in milliseconds. */
function timesOf(page: Page, path: string, isNext: boolean, rounds: number): Promise<readonly number[]> {
  return page.evaluate(
    async ({ address, rounds: count, second }) => {
      const ask = async (each: string) => (await fetch(each)).json() as Promise<{ nextCursor: string | null }>;
      const first = await ask(address);
      const asked = second ? `${address}&cursor=${encodeURIComponent(first.nextCursor ?? '')}` : address;
      const times: number[] = [];
      for (let round = 0; round < count; round += 1) {
        const begun = performance.now();
        await ask(asked);
        times.push(performance.now() - begun);
      }
      return times;
    },
    { address: path, rounds, second: isNext },
  );
}
